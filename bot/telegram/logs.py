"""The bot's token stays out of every log."""

import logging
import re


def quieten_logs(token: str) -> None:
    """The HTTP client logs addresses, and Telegram's hold the token: silence it, blot out what slips by."""
    for name in ("httpx", "httpcore", "telegram.request"):
        logging.getLogger(name).setLevel(logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.addFilter(_Blot(token))


class _Blot(logging.Filter):
    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = re.compile(re.escape(token))

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if self._token.search(text):
            record.msg, record.args = self._token.sub("***", text), ()
        return True
