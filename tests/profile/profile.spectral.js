// Profile checks: 40 requirements of the Swedish national REST API profile (dataportal.se, DIGG), each as one rule
// under the profile's own id. An approximation, written from the profile's text; it proves nothing about any other
// tool's verdict. Without `formats` every rule would be skipped and all would seem well, so run.py breaks a contract
// once for each rule and sees it caught.
const { oas3 } = require('@stoplight/spectral-formats');

const ERROR = 'error'; // the profile says "ska"
const WARNING = 'warn'; // the profile says "bör"
const holds = (test) => ({
  function: (target) => {
    const answer = test(target);
    return answer === true || answer === undefined
      ? []
      : [{ message: typeof answer === 'string' ? answer : 'does not hold' }];
  },
});
const rule = (id, severity, given, message, test) => ({
  [id]: { severity, given, message: `[${id}] ${message}: {{error}}`, description: message, then: holds(test), resolved: true },
});

const SWEDISH = /\b(och|att|för|är|som|med|till)\b/i;
const ENGLISH = /\b(the|and|for|is|with|to|of)\b/i;
const camel = /^[a-z][a-zA-Z0-9]*$/;
const snake = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const onlyCamel = (name) => camel.test(name) && !snake.test(name);
const onlySnake = (name) => snake.test(name) && !camel.test(name);
const neither = (name) => !camel.test(name) && !snake.test(name);
const missing = (names) => names.length === 0 || `missing: ${names.join(', ')}`;

const OPERATIONS = '$.paths[*][get,post,put,patch,delete]';
const QUERY = "$.paths[*][*].parameters[?(@.in=='query')]";
const operations = (api) => Object.values(api.paths || {}).flatMap((path) => Object.values(path));
const queryNames = (api) =>
  operations(api)
    .flatMap((operation) => (operation && operation.parameters) || [])
    .filter((parameter) => parameter.in === 'query')
    .map((parameter) => parameter.name);
const fieldNames = (api) =>
  Object.values((api.components || {}).schemas || {}).flatMap((schema) => Object.keys(schema.properties || {}));

module.exports = {
  formats: [oas3],
  rules: Object.assign(
    {},
    rule('DOK.01', WARNING, '$', 'externalDocs has a description and a url', (api) =>
      !!(api.externalDocs && api.externalDocs.description && api.externalDocs.url)),
    rule('DOK.03', ERROR, '$.info', 'info says who answers for the API and on what terms', (info) =>
      missing([
        ...['version', 'title', 'description', 'termsOfService'].filter((name) => !info[name]),
        ...['name', 'url', 'email'].filter((name) => !(info.contact || {})[name]),
        ...['name', 'url'].filter((name) => !(info.license || {})[name]),
      ])),
    rule('DOK.06', WARNING, '$.info.description', 'described in Swedish and in English', (text) =>
      SWEDISH.test(text) && ENGLISH.test(text)),
    rule('DOK.08', ERROR, '$', 'the level of service is stated', (api) =>
      !!(api.info.termsOfService || api.info['x-sla'] ||
        /\bsla\b|service level agreement/i.test((api.externalDocs || {}).description || ''))),
    rule('DOK.09', ERROR, '$', 'known limitations are stated', (api) =>
      !!(api.info['x-limitations'] ||
        /limit|begränsning|problem/i.test((api.info.description || '') + ((api.externalDocs || {}).description || '')))),
    rule('DOK.11', ERROR, '$.info', 'the description is not empty', (info) => !!(info.description || '').trim()),
    rule('DOK.15', ERROR,
      [`${OPERATIONS}.responses[*].content['application/json']`, `${OPERATIONS}.requestBody.content['application/json']`],
      'questions and answers have examples', (media) =>
        media.example !== undefined || !!media.examples || !!(media.schema && media.schema.example !== undefined)),
    rule('DOK.17', WARNING, '$.openapi', 'OpenAPI 3', (version) => /^3\.\d+\.\d+$/.test(version)),
    rule('DOK.19', ERROR, OPERATIONS, 'operations have a summary and a description', (operation) =>
      !!operation.description && !!operation.summary),
    rule('DOK.20', ERROR, `${OPERATIONS}.responses[*]`, 'answers have a description', (answer) => !!answer.description),
    rule('DOK.21', ERROR, '$', 'the need to authenticate is stated', (api) =>
      Array.isArray(api.security) || operations(api).some((operation) => operation.security)),
    rule('DOT.04', ERROR, "$.components.schemas[*].properties[?(@ && (@.format=='date-time'||@.format=='date'))]",
      'examples of dates follow RFC 3339', (field) =>
        [].concat(field.examples || [], field.example === undefined ? [] : [field.example]).every((example) =>
          field.format === 'date'
            ? /^\d{4}-\d\d-\d\d$/.test(example)
            : /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(example))),
    rule('RES.02', WARNING, '$.paths[*][*].parameters[*]', 'no identity number in an address', (parameter) =>
      !(['path', 'query'].includes(parameter.in) &&
        /^(pnr|personalidentitynumber|personnummer|personnr|ssn|socialsecuritynumber)$/i.test(parameter.name))),
    rule('RES.06', ERROR, '$.paths[*]~', 'paths are lower case with hyphens', (path) =>
      path.split('/').filter((part) => part && !/^\{.*\}$/.test(part)).every((part) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(part))),
    rule('UFN.01', WARNING, '$.servers[*].url', 'protocol://domain/api/vN', (url) =>
      /^[a-z][a-z0-9+.-]*:\/\/[^/]+\/[^/]+\/v[0-9]+\/?$/i.test(url)),
    rule('UFN.02', ERROR, '$.servers[*].url', 'HTTPS on port 443', (url) => /^https:\/\/[^/:]+(:443)?(\/|$)/.test(url)),
    rule('UFN.09', ERROR, ['$.paths[*]~', '$.servers[*].url', "$.paths[*][*].parameters[?(@.in=='path')].name"],
      'no blanks or underscores in addresses', (url) => !/[ _]/.test(url)),
    rule('AME.01', WARNING, [`${OPERATIONS}.responses[?(@property<400)].content`, `${OPERATIONS}.requestBody.content`],
      'application/json', (content) => Object.keys(content).some((type) => /^application\/json/.test(type))),
    rule('AME.04', WARNING, '$', 'field names are camelCase or snake_case', (api) => missing(fieldNames(api).filter(neither))),
    rule('AME.05', ERROR, '$', 'field names are of one style', (api) => {
      const names = fieldNames(api);
      return !(names.some(onlyCamel) && names.some(onlySnake)) || `${names.find(onlyCamel)} and ${names.find(onlySnake)}`;
    }),
    rule('ARQ.05', ERROR, "$.paths[*][*].parameters[?(@.in=='header')]", 'headers carry no payload', (parameter) => {
      const schema = parameter.schema || {};
      return !(schema.type === 'object' || (schema.type === 'string' && schema.format === 'binary') || parameter.content);
    }),
    rule('FEL.01', ERROR, "$.paths[*][*].responses[*].content['application/problem+json'].schema",
      'errors have the fields of RFC 9457', (schema) =>
        schema.type === 'object' &&
        missing(['type', 'title', 'status', 'detail', 'instance'].filter((name) => !(schema.properties || {})[name]))),
    rule('FEL.02', ERROR, "$.paths[*][*].responses[?(@property=='default'||@property>=400)].content",
      'errors are application/problem+json', (content) =>
        !!(content['application/problem+json'] || content['application/problem+xml'])),
    rule('VER.05', WARNING, '$.servers[*].url', 'the major version is in the address', (url) => /\/v[0-9]+(\/|$)/.test(url)),
    rule('VER.06', ERROR, '$.paths', 'there is /api-info', (paths) => !!paths['/api-info']),
    rule('FNS.01', ERROR, '$', 'query names are of one style', (api) => {
      const names = queryNames(api);
      return !names.some(neither) && !(names.some(onlyCamel) && names.some(onlySnake));
    }),
    rule('FNS.03', ERROR, `${QUERY}.name`, 'query names begin with a letter', (name) => /^[A-Za-z]/.test(name)),
    rule('FNS.05', WARNING, QUERY, 'query parameters are optional', (parameter) => parameter.required !== true),
    rule('FNS.06', WARNING, `${QUERY}.name`, 'query names are safe in an address', (name) => /^[A-Za-z0-9\-._~]+$/.test(name)),
    rule('FNS.07', ERROR, '$.paths[*][*].parameters', 'page comes with limit', (parameters) => {
      const names = parameters.filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name);
      return !(names.includes('page') || names.includes('offset')) || names.includes('limit');
    }),
    rule('FNS.08', ERROR, "$.paths[*][*].parameters[?(@.in=='query'&&@.name=='page')].schema", 'page begins at 1',
      (schema) => schema.default === 1),
    rule('FNS.09', WARNING, "$.paths[*][*].parameters[?(@.in=='query'&&@.name=='limit')].schema", 'limit is 20 by default',
      (schema) => schema.default === 20),
    rule('SAK.01', ERROR, '$', 'servers use https', (api) =>
      (api.servers || []).length > 0 && api.servers.every((server) => /^https:/.test(server.url || ''))),
    rule('SAK.09', ERROR, '$.components.securitySchemes[*]', 'neither basic nor digest', (scheme) =>
      !(scheme.type === 'http' && /^(basic|digest)$/i.test(scheme.scheme))),
    rule('SAK.10', ERROR, '$.components.securitySchemes[?(@.scheme)]', 'bearer', (scheme) => /^bearer$/i.test(scheme.scheme)),
    rule('SAK.16', ERROR, "$.components.securitySchemes[?(@.type=='apiKey')]", 'API keys are sent in a header', (scheme) =>
      scheme.in === 'header'),
    rule('SAK.18', WARNING, "$.components.securitySchemes[?(@.type=='oauth2')].flows[*]", 'tokens come over https', (flow) =>
      ['tokenUrl', 'refreshUrl', 'authorizationUrl'].every((name) => !flow[name] || /^https:/.test(flow[name]))),
    rule('SPA.02', ERROR, OPERATIONS, 'requests may carry traceparent', (operation) =>
      (operation.parameters || []).some(
        (parameter) => parameter.in === 'header' && parameter.name.toLowerCase() === 'traceparent')),
    rule('SPA.04', WARNING, `${OPERATIONS}.responses[*]`, 'answers carry traceparent', (answer) =>
      !!((answer.headers || {}).traceparent || {}).schema),
    rule('FOR.02', ERROR, '$.paths[*].get', 'GET has no body', (operation) => !operation.requestBody),
  ),
};
