"""A small true OpenID provider on loopback: discovery, keys, code flow with PKCE, RS256 tokens, userinfo.

It checks what a provider must check (client, secret, redirect address, one use of a code, the verifier) and can be told
to answer wrongly. `person` is who is logged in at it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KEY_ID = "doanra", "a secret of the client", "key-1"


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """What it knows, and how it is told to answer."""

    person: dict[str, Any] = field(default_factory=dict)
    redirects: set[str] = field(default_factory=set)
    wrong: str = ""
    claims_in_token: bool = True
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    url: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=_key)
    other_key: rsa.RSAPrivateKey = field(default_factory=_key)

    def discovery(self) -> dict[str, Any]:
        """What the client learns first."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        }

    def keys(self) -> dict[str, Any]:
        """The public key."""
        own = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**own, "kid": KEY_ID, "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent: back with a code, for the person who is logged in here."""
        if asked.get("client_id") != CLIENT or asked.get("redirect_uri") not in self.redirects:
            return ""
        if asked.get("code_challenge_method") != "S256" or "openid" not in asked.get("scope", "").split():
            return f"{asked['redirect_uri']}?{urlencode({'error': 'invalid_request', 'state': asked.get('state', '')})}"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked.get('state', '')})}"

    def token(self, asked: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Tokens for a code, once, to the client that shows its secret and the verifier."""
        given = self.codes.pop(asked.get("code", ""), None)
        verifier = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        known = asked.get("client_id") == CLIENT and asked.get("client_secret") == SECRET
        if given is None or not known or given["redirect_uri"] != asked.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        if given["code_challenge"] != proof:
            return 400, {"error": "invalid_grant", "error_description": "the verifier does not fit"}
        access = secrets.token_urlsafe(16)
        self.tokens[access] = dict(self.person)
        return 200, {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": self._id_token()}

    def _id_token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "sub": self.person["sub"]}
        if self.claims_in_token:
            claims |= self.person
        claims |= {
            "audience": {"aud": "another"}, "issuer": {"iss": "http://127.0.0.1:1"}, "expired": {"exp": now - 60},
        }.get(self.wrong, {})  # fmt: skip
        if self.wrong == "unsigned":
            return jwt.encode(claims, None, algorithm="none", headers={"kid": KEY_ID})
        if self.wrong == "shared":
            return jwt.encode(claims, SECRET * 2, algorithm="HS256", headers={"kid": KEY_ID})
        key = self.other_key if self.wrong == "signature" else self.key
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": KEY_ID})

    def userinfo(self, bearer: str) -> tuple[int, dict[str, Any]]:
        """The person of an access token."""
        told = self.tokens.get(bearer)
        if told is None:
            return 401, {"error": "invalid_token"}
        return 200, {**told, "sub": "somebody else"} if self.wrong == "subject" else told


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            provider.asked.append(address.path)
            if address.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(address.query).items()}
                self._redirect(provider.authorize(asked))
            elif address.path == "/userinfo":
                self._say(*provider.userinfo(self.headers.get("Authorization", "").removeprefix("Bearer ")))
            else:
                known = {"/.well-known/openid-configuration": provider.discovery, "/keys": provider.keys}
                tell = known.get(address.path)
                self._say(*((200, tell()) if tell else (404, {})))

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            asked = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(*provider.token(asked) if self.path == "/token" else (404, {}))

        def _redirect(self, to: str) -> None:
            self.send_response(302 if to else 400)
            if to:
                self.send_header("Location", to)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _say(self, status: int, told: dict[str, Any]) -> None:
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing on the terminal of the tests."""

    return Handler


@contextmanager
def running() -> Iterator[Provider]:
    """The provider, served on a free port of this machine while the block lasts."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
