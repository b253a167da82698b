"""Who is writing: a signed cookie names the visitor, a token in each form proves that our page sent it."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

COOKIE = "qianxian"
COOKIE_SECONDS = 180 * 24 * 3600
_VISITOR = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Visitors:
    """Signs and checks with one secret."""

    secret: bytes

    def new(self) -> str:
        """A visitor that nobody can guess."""
        return secrets.token_urlsafe(16)

    def sign(self, visitor: str) -> str:
        """The cookie's value."""
        return f"{visitor}.{self._digest('cookie', visitor)}"

    def read(self, cookie: str | None) -> str | None:
        """The visitor of a cookie's value; None when we did not sign it."""
        visitor, _, digest = (cookie or "").partition(".")
        if not _VISITOR.fullmatch(visitor) or not digest.isascii():
            return None
        return visitor if hmac.compare_digest(digest, self._digest("cookie", visitor)) else None

    def token(self, visitor: str) -> str:
        """What the forms of one page of this visitor must bring back: its nonce, signed."""
        nonce = secrets.token_urlsafe(8)
        return f"{nonce}.{self._digest('form', f'{visitor}:{nonce}')}"

    def nonce(self, visitor: str, token: str) -> str | None:
        """The page that a form came from; None when it was none of this visitor's."""
        nonce, _, digest = token.partition(".")
        if not token.isascii():
            return None
        expected = self._digest("form", f"{visitor}:{nonce}")
        return nonce if hmac.compare_digest(digest, expected) else None

    def _digest(self, use: str, visitor: str) -> str:
        return hmac.new(self.secret, f"{use}:{visitor}".encode(), hashlib.sha256).hexdigest()[:40]
