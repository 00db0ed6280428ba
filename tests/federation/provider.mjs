// The foreign OpenID Connect provider of the federation tests: oidc-provider as it comes, with several issuers.
//
// The first line of standard input is the configuration; the issuers' addresses are printed as one line of JSON.
// It stops when standard input ends. Whoever signs in is who `login_hint` says, with the assurance that is asked for.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

const lines = createInterface({ input: process.stdin });
lines.on('close', () => process.exit(0));
const [line] = await once(lines, 'line');
const addresses = [];
for (const each of JSON.parse(line).issuers) addresses.push(await issuer(each));
process.stdout.write(`${JSON.stringify(addresses)}\n`);

async function issuer({ port, jwks, clients, users, scopes, weakest }) {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(address, {
    jwks,
    clients,
    cookies: { keys: ['only for tests'] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { clientAuthSigningAlgValues: ['ES256'], idTokenSigningAlgValues: ['ES256'] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (ctx, resource) => ({
          scope: scopes,
          audience: resource,
          accessTokenFormat: resource.endsWith('/opaque') ? 'opaque' : 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    pkce: { required: () => true },
    findAccount: (ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    extraTokenClaims: (ctx, token) => ({
      ...users[token.accountId],
      acr: ctx.oidc.entities.AuthorizationCode?.acr,
    }),
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId,
        accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope('openid profile');
      for (const resource of Object.keys(ctx.oidc.resourceServers)) grant.addResourceScope(resource, scopes);
      await grant.save();
      return grant;
    },
  });
  const protocol = provider.callback();
  server.on('request', async (request, response) => {
    if (!request.url.startsWith('/interaction/')) return protocol(request, response);
    const { params } = await provider.interactionDetails(request, response);
    const acr = (params.acr_values ?? weakest).split(' ')[0];
    return provider.interactionFinished(request, response, { login: { accountId: params.login_hint, acr } });
  });
  return address;
}
