"""Proofs of possession good and hostile, each hostile one with the reason for which it must be refused."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

from app.adapters.identity.compact import LONGEST
from app.domain.identity import Proof, Refusal
from tests.adapters.token_forge import ABSENT, NOW, encoded, signed

CLIENT = ECKey.generate_key("P-256")
"""The key that the client's tokens are bound to."""
THIEF = ECKey.generate_key("P-256")
URL = "https://sip.example/sip-api/v1/findings"


def made(
    token: str, key: Key = CLIENT, head: dict[str, Any] | None = None, /, *, signer: Key | None = None, **said: Any
) -> str:
    """A proof for GET URL, with what is told otherwise."""
    header = {"typ": "dpop+jwt", "alg": "ES256", "jwk": key.as_dict(private=False), **(head or {})}
    digest = urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).rstrip(b"=").decode()
    claims = {"jti": "p1", "htm": "GET", "htu": URL, "iat": NOW, "ath": digest, **said}
    return signed(
        {name: value for name, value in header.items() if value is not ABSENT},
        {name: value for name, value in claims.items() if value is not ABSENT},
        signer or key,
    )


def presented(text: str, method: str = "GET", url: str = URL) -> Proof:
    return Proof(text=text, method=method, url=url)


def _signed_with_the_public_key(token: str) -> str:
    """HS256 by hand: the library refuses to take a public key for a secret."""
    header, claims, _ = made(token, CLIENT, {"alg": "ES256"}).split(".")
    header = encoded({"typ": "dpop+jwt", "alg": "HS256", "jwk": CLIENT.as_dict(private=False)})
    mac = hmac.digest(CLIENT.as_pem(private=False), f"{header}.{claims}".encode(), "sha256")
    return f"{header}.{claims}.{encoded(mac)}"


def _tampered(token: str) -> str:
    header, _, signature = made(token).split(".")
    return f"{header}.{made(token, jti='p2').split('.')[1]}.{signature}"


def _unsigned(token: str) -> str:
    claims = made(token).split(".")[1]
    return f"{encoded({'typ': 'dpop+jwt', 'alg': 'none', 'jwk': CLIENT.as_dict(private=False)})}.{claims}."


ED, RSA, P384 = OKPKey.generate_key("Ed25519"), RSAKey.generate_key(2048), ECKey.generate_key("P-384")
GOOD: dict[str, Callable[[str], str]] = {
    "a proof": made,
    "a minute old": lambda token: made(token, iat=NOW - 60),
    "from a clock half a minute ahead": lambda token: made(token, iat=NOW + 30),
    "an address in capitals, with its port": lambda t: made(t, htu="HTTPS://SIP.example:443/sip-api/v1/findings"),
    "an address with a query": lambda token: made(token, htu=URL + "?status=open#top"),
    "an address with escapes": lambda token: made(token, htu=URL.replace("findings", "%66indings")),
    "a nonce that nobody asked for": lambda token: made(token, nonce="n"),
}
HOSTILE: dict[str, tuple[Callable[[str], str], Refusal]] = {
    "nothing": (lambda token: "", Refusal.PROOF_MALFORMED),
    "words": (lambda token: "not a proof", Refusal.PROOF_MALFORMED),
    "two proofs": (lambda token: f"{made(token)},{made(token, jti='p2')}", Refusal.PROOF_MALFORMED),
    "too large": (lambda token: made(token, more="x" * LONGEST), Refusal.PROOF_MALFORMED),
    "the access token itself": (lambda token: token, Refusal.PROOF_MALFORMED),
    "no type": (lambda token: made(token, CLIENT, {"typ": ABSENT}), Refusal.PROOF_MALFORMED),
    "another type": (lambda token: made(token, CLIENT, {"typ": "JWT"}), Refusal.PROOF_MALFORMED),
    "a demanded extension": (lambda token: made(token, CLIENT, {"crit": ["exp"]}), Refusal.PROOF_MALFORMED),
    "no key": (lambda token: made(token, CLIENT, {"jwk": ABSENT}), Refusal.PROOF_MALFORMED),
    "a key that is a list": (lambda token: made(token, CLIENT, {"jwk": []}), Refusal.PROOF_MALFORMED),
    "no id": (lambda token: made(token, jti=ABSENT), Refusal.PROOF_MALFORMED),
    "an id that is a number": (lambda token: made(token, jti=7), Refusal.PROOF_MALFORMED),
    "no method": (lambda token: made(token, htm=ABSENT), Refusal.PROOF_MALFORMED),
    "no address": (lambda token: made(token, htu=ABSENT), Refusal.PROOF_MALFORMED),
    "no token": (lambda token: made(token, ath=ABSENT), Refusal.PROOF_MALFORMED),
    "no time": (lambda token: made(token, iat=ABSENT), Refusal.PROOF_MALFORMED),
    "a time in words": (lambda token: made(token, iat="now"), Refusal.PROOF_MALFORMED),
    "a time that is true": (lambda token: made(token, iat=True), Refusal.PROOF_MALFORMED),
    "unsigned": (_unsigned, Refusal.PROOF_ALGORITHM),
    "the public key as a shared secret": (_signed_with_the_public_key, Refusal.PROOF_ALGORITHM),
    "an algorithm that is not ours": (
        lambda token: made(token, RSA, {"alg": "RS256"}),
        Refusal.PROOF_ALGORITHM,
    ),
    "an algorithm of another key": (
        lambda token: made(token, RSA, {"jwk": CLIENT.as_dict(private=False), "alg": "PS256"}),
        Refusal.PROOF_KEY,
    ),
    "a key on another curve": (
        lambda token: made(token, CLIENT, {"jwk": P384.as_dict(private=False)}),
        Refusal.PROOF_KEY,
    ),
    "another's key": (lambda token: made(token, THIEF), Refusal.PROOF_KEY),
    "another's key of another sort": (lambda token: made(token, ED, {"alg": "Ed25519"}), Refusal.PROOF_KEY),
    "a private key": (lambda token: made(token, CLIENT, {"jwk": CLIENT.as_dict(private=True)}), Refusal.PROOF_KEY),
    "a shared secret for a key": (
        lambda token: made(token, CLIENT, {"jwk": {"kty": "oct", "k": "c2VjcmV0"}}),
        Refusal.PROOF_KEY,
    ),
    "a key that is none": (lambda token: made(token, CLIENT, {"jwk": {"kty": "EC"}}), Refusal.PROOF_KEY),
    "the right key, signed by another": (lambda token: made(token, signer=THIEF), Refusal.PROOF_SIGNATURE),
    "changed claims": (_tampered, Refusal.PROOF_SIGNATURE),
    "another method": (lambda token: made(token, htm="POST"), Refusal.PROOF_REQUEST),
    "a method in small letters": (lambda token: made(token, htm="get"), Refusal.PROOF_REQUEST),
    "another path": (lambda token: made(token, htu=URL + "/x"), Refusal.PROOF_REQUEST),
    "another host": (lambda token: made(token, htu=URL.replace("sip.", "evil.")), Refusal.PROOF_REQUEST),
    "another port": (lambda token: made(token, htu=URL.replace("example/", "example:8443/")), Refusal.PROOF_REQUEST),
    "without TLS": (lambda token: made(token, htu=URL.replace("https", "http")), Refusal.PROOF_REQUEST),
    "a port that is no number": (lambda token: made(token, htu="https://sip.example:x/"), Refusal.PROOF_REQUEST),
    "a user in the address": (lambda token: made(token, htu=URL.replace("sip.", "a@sip.")), Refusal.PROOF_REQUEST),
    "for another token": (lambda token: made(token + "x"), Refusal.PROOF_DIGEST),
    "too old": (lambda token: made(token, iat=NOW - 60.5), Refusal.PROOF_TIME),
    "from the future": (lambda token: made(token, iat=NOW + 31), Refusal.PROOF_TIME),
    "from the end of time": (lambda token: made(token, iat=float("inf")), Refusal.PROOF_TIME),
    "from no time": (lambda token: made(token, iat=float("nan")), Refusal.PROOF_TIME),
}
