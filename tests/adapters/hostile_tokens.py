"""Access tokens good and hostile, each hostile one with the reason for which it must be refused."""

import hmac
import json
from typing import Any

from joserfc.jwk import ECKey, OKPKey

from app.adapters.identity.compact import LONGEST
from app.domain.identity import Refusal
from tests.adapters.token_forge import (
    ABSENT,
    AUDIENCE,
    EC,
    NOW,
    RSA,
    STRANGER,
    claims,
    encoded,
    header,
    signed,
)

US = "https://idp.eksjo.example"
OTHERS = "https://idp.region.example"
PERSONS = "https://idp.person.example"
NUMBER = "https://id.oidc.se/claim/personalIdentityNumber"
OTHER_KEY = ECKey.generate_key("P-256", {"kid": "other"})
P384 = ECKey.generate_key("P-384", {"kid": "p384"})
FOR_SECRETS = ECKey.generate_key("P-256", {"kid": "enc", "use": "enc"})
PSS_ONLY = RSA.as_dict(private=False) | {"kid": "pss", "alg": "PS256"}
NOT_FOR_VERIFYING = RSA.as_dict(private=False) | {"kid": "ops", "use": "sig", "key_ops": ["sign"]}
PUBLISHED_SECRET = {"kty": "oct", "kid": "oct", "k": "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"}
ED = OKPKey.generate_key("Ed25519", {"kid": "ed"})


def token(head: dict[str, Any] | None = None, *, key: Any = RSA, **said: Any) -> str:
    return signed(header(**head or {}), claims(said.pop("iss", US), **said), key)


def tampered(good: str) -> str:
    first, _, last = good.split(".")
    return f"{first}.{encoded(claims(US, sub='somebody-else'))}.{last}"


def unsigned(**head: Any) -> str:
    return f"{encoded(header(**head))}.{encoded(claims(US))}."


def signed_with_the_public_key() -> str:
    """By hand: the library refuses to take a public key for a secret."""
    first = f"{encoded(header(alg='HS256'))}.{encoded(claims(US))}"
    return f"{first}.{encoded(hmac.digest(RSA.as_pem(private=False), first.encode(), 'sha256'))}"


def twice(name: str, value: str) -> bytes:
    return json.dumps(claims(US))[:-1].encode() + f', "{name}": "{value}"}}'.encode()


GOOD = {
    "an access token": token(),
    "the long media type": token({"typ": "application/at+jwt"}),
    "the media type in capitals": token({"typ": "AT+JWT"}),
    "RSA with PSS": token({"alg": "PS256", "kid": "pss"}),
    "an elliptic curve": token({"alg": "ES256", "kid": "ec"}, key=EC),
    "Ed25519": token({"alg": "Ed25519", "kid": "ed"}, key=ED),
    "several audiences": token(aud=["https://other.example", AUDIENCE]),
    "expired within the leeway": token(exp=NOW - 29),
    "an unknown header and claim": token({"x5t": "abc"}, amr=["mfa"]),
    "fractions of a second": token(iat=NOW - 0.5, nbf=NOW - 0.5),
}
HOSTILE = {
    "nothing": ("", Refusal.MALFORMED),
    "words": ("not a token", Refusal.MALFORMED),
    "letters of another script": ("é.ö.å", Refusal.MALFORMED),
    "a lone surrogate": ("\ud800.a.b", Refusal.MALFORMED),
    "a line break at the end": (token() + "\n", Refusal.MALFORMED),
    "padding": (token() + "==", Refusal.MALFORMED),
    "an encrypted token": (token() + ".AAAA.AAAA", Refusal.MALFORMED),
    "a JSON serialization": (
        json.dumps(dict(zip(("protected", "payload", "signature"), token().split("."), strict=True))),
        Refusal.MALFORMED,
    ),
    "a header that is a list": (f"{encoded([1])}.{encoded(claims(US))}.AAAA", Refusal.MALFORMED),
    "a header nested out of bounds": (f"{encoded(b'[' * 4000)}.e30.AAAA", Refusal.MALFORMED),
    "claims that are a list": (signed(header(), [claims(US)]), Refusal.MALFORMED),
    "a token within a token": (signed(header(cty="JWT"), token().encode()), Refusal.MALFORMED),
    "claims that are no text": (signed(header(), b"\xff\xfe"), Refusal.MALFORMED),
    "a claim twice": (signed(header(), twice("sub", "anna")), Refusal.MALFORMED),
    "a number without end": (
        signed(header(), b'{"iss": "' + US.encode() + b'", "exp": ' + b"9" * 5000 + b"}"),
        Refusal.MALFORMED,
    ),
    "too large": (token(padding="x" * LONGEST), Refusal.TOO_LARGE),
    "unsigned": (unsigned(alg="none"), Refusal.ALGORITHM),
    "unsigned in capitals": (unsigned(alg="NONE"), Refusal.ALGORITHM),
    "the public key as a shared secret": (signed_with_the_public_key(), Refusal.ALGORITHM),
    "an algorithm that is a list": (unsigned(alg=["RS256"]), Refusal.ALGORITHM),
    "no algorithm": (unsigned(alg=ABSENT), Refusal.ALGORITHM),
    "an algorithm that this issuer does not use": (token(iss=OTHERS), Refusal.ALGORITHM),
    "an ID token": (token({"typ": "JWT"}), Refusal.TYPE),
    "no type": (token({"typ": ABSENT}), Refusal.TYPE),
    "a type that is a list": (token({"typ": ["at+jwt"]}), Refusal.TYPE),
    "a type with parameters": (token({"typ": "at+jwt; v=1"}), Refusal.TYPE),
    "a demanded extension": (token({"crit": ["exp"]}), Refusal.HEADER),
    "an unencoded payload": (token({"b64": False}), Refusal.HEADER),
    "a key in the header": (token({"jwk": STRANGER.as_dict(private=False)}, key=STRANGER), Refusal.HEADER),
    "a key address": (token({"jku": "https://evil.example/jwks"}, key=STRANGER), Refusal.HEADER),
    "a certificate address": (token({"x5u": "https://evil.example/x"}, key=STRANGER), Refusal.HEADER),
    "a certificate": (token({"x5c": ["MIIB"]}, key=STRANGER), Refusal.HEADER),
    "no issuer": (token(iss=ABSENT), Refusal.CLAIM_MISSING),
    "an issuer that is a list": (token(iss=[US]), Refusal.CLAIM_MALFORMED),
    "a stranger": (token(iss="https://evil.example"), Refusal.ISSUER),
    "an issuer with a slash more": (token(iss=US + "/"), Refusal.ISSUER),
    "an issuer in capitals": (token(iss=US.upper()), Refusal.ISSUER),
    "no key id": (token({"kid": ABSENT}), Refusal.KEY_UNKNOWN),
    "a key id that is a number": (token({"kid": 7}), Refusal.KEY_UNKNOWN),
    "an unknown key id": (token({"kid": "../rsa"}), Refusal.KEY_UNKNOWN),
    "a key of another registered issuer": (
        token({"alg": "ES256", "kid": "other"}, key=OTHER_KEY),
        Refusal.KEY_UNKNOWN,
    ),
    "a published symmetric key": (token({"kid": "oct"}), Refusal.KEY_UNKNOWN),
    "a key for encryption": (token({"alg": "ES256", "kid": "enc"}, key=FOR_SECRETS), Refusal.KEY_UNFIT),
    "a key for another algorithm": (token({"kid": "pss"}), Refusal.KEY_UNFIT),
    "a key not for verifying": (token({"kid": "ops"}), Refusal.KEY_UNFIT),
    "a key of another kind": (token({"kid": "ec"}), Refusal.KEY_UNFIT),
    "a key on another curve": (token({"alg": "ES256", "kid": "p384"}, key=EC), Refusal.KEY_UNFIT),
    "somebody else's signature": (token(key=STRANGER), Refusal.SIGNATURE),
    "changed claims": (tampered(token()), Refusal.SIGNATURE),
    "the signature cut off": (unsigned(), Refusal.SIGNATURE),
    "bound to a key by DPoP": (token(cnf={"jkt": "abc"}), Refusal.PROOF),
    "bound to a certificate": (token(cnf={"x5t#S256": "abc"}), Refusal.PROOF),
    "bound to nothing readable": (token(cnf=None), Refusal.PROOF),
    "another audience": (token(aud="https://other.example"), Refusal.AUDIENCE),
    "an audience that only begins alike": (token(aud=AUDIENCE + "/x"), Refusal.AUDIENCE),
    "no audience in the list": (token(aud=[]), Refusal.AUDIENCE),
    "no audience": (token(aud=ABSENT), Refusal.CLAIM_MISSING),
    "an audience in a list of lists": (token(aud=[[AUDIENCE]]), Refusal.CLAIM_MALFORMED),
    "expired": (token(exp=NOW - 30), Refusal.EXPIRED),
    "never expiring": (token(exp=ABSENT), Refusal.CLAIM_MISSING),
    "expiring at infinity": (
        signed(header(), json.dumps(claims(US)).replace(str(NOW + 300), "1e999").encode()),
        Refusal.CLAIM_MALFORMED,
    ),
    "expiring as text": (token(exp=str(NOW + 300)), Refusal.CLAIM_MALFORMED),
    "expiring as truth": (token(exp=True), Refusal.CLAIM_MALFORMED),
    "expiring in digits beyond count": (token(exp=10**400), Refusal.CLAIM_MALFORMED),
    "not yet valid": (token(nbf=NOW + 31), Refusal.NOT_YET_VALID),
    "valid from a text": (token(nbf="now"), Refusal.CLAIM_MALFORMED),
    "issued in the future": (token(iat=NOW + 31), Refusal.ISSUED_IN_FUTURE),
    "issued at no time": (token(iat=ABSENT), Refusal.CLAIM_MISSING),
    "no client": (token(client_id=ABSENT), Refusal.CLAIM_MISSING),
    "no subject": (token(sub=ABSENT), Refusal.CLAIM_MISSING),
    "no token id": (token(jti=ABSENT), Refusal.CLAIM_MISSING),
    "an empty subject": (token(sub=""), Refusal.CLAIM_MALFORMED),
    "a subject that is a number": (token(sub=7), Refusal.CLAIM_MALFORMED),
    "a subject with a null character": (token(sub="an\0na"), Refusal.CLAIM_MALFORMED),
    "a subject with a lone surrogate": (token(sub="\ud800"), Refusal.CLAIM_MALFORMED),
    "scopes as a list": (token(scope=["facts"]), Refusal.CLAIM_MALFORMED),
    "roles as an object": (token(roles={"administrator": True}), Refusal.CLAIM_MALFORMED),
    "roles as numbers": (token(roles=[1]), Refusal.CLAIM_MALFORMED),
    "a person without a number": (token(iss=PERSONS), Refusal.CLAIM_MISSING),
    "a person with half a number": (
        signed(header(), claims(PERSONS, **{NUMBER: "9001019802"})),
        Refusal.CLAIM_MALFORMED,
    ),
}
