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
        """What a form of this visitor must bring back."""
        return self._digest("form", visitor)

    def holds(self, visitor: str, token: str) -> bool:
        return token.isascii() and hmac.compare_digest(token, self.token(visitor))

    def _digest(self, use: str, visitor: str) -> str:
        return hmac.new(self.secret, f"{use}:{visitor}".encode(), hashlib.sha256).hexdigest()[:40]
