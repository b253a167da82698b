"""The bot's settings, read once from the environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from matcher.errors import SettingError

OFFICIAL_BOT_API = "https://api.telegram.org/bot"


@dataclass(frozen=True, slots=True)
class Settings:
    """Secrets are left out of the representation, so that no log can hold them."""

    home: Path
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = ""
    telegram_token: str = field(default="", repr=False)
    telegram_base_url: str = OFFICIAL_BOT_API
    webhook_secret: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))

    @property
    def uses_webhook(self) -> bool:
        """Telegram posts to us when it can reach us and we share a secret with it."""
        return bool(self.telegram_token and self.public_url and self.webhook_secret)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings; SettingError names the one that holds a wrong value and what it may be."""

    def value(name: str, default: str = "") -> str:
        return environ.get(f"QIANXIAN_{name}", "").strip() or default

    return Settings(
        home=Path(value("HOME", "./var")).expanduser(),
        host=_host(value("HOST", "127.0.0.1")),
        port=_port(value("PORT", "8080")),
        public_url=_url("QIANXIAN_PUBLIC_URL", value("PUBLIC_URL"), "https://qianxian.example.cn").rstrip(
            "/"
        ),
        telegram_token=_token(value("TELEGRAM_TOKEN")),
        telegram_base_url=_url(
            "QIANXIAN_TELEGRAM_BASE_URL", value("TELEGRAM_BASE_URL", OFFICIAL_BOT_API), OFFICIAL_BOT_API
        ),
        webhook_secret=_webhook_secret(value("TELEGRAM_WEBHOOK_SECRET")),
        secret=_secret(value("SECRET")),
        timezone=_timezone(value("TIMEZONE", "Asia/Shanghai")),
    )


def _host(text: str) -> str:
    if not re.fullmatch(r"[\w.:-]+", text, re.ASCII):
        raise SettingError(f"QIANXIAN_HOST 写的是「{text}」，请填一个地址，例如 127.0.0.1 或 0.0.0.0。")
    return text


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535):
        raise SettingError(f"QIANXIAN_PORT 写的是「{text}」，请填 1 到 65535 之间的数字，例如 8080。")
    return int(text)


def _url(name: str, text: str, example: str) -> str:
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise SettingError(f"{name} 写的是「{text}」，请填 http:// 或 https:// 开头的地址，例如 {example}。")
    return text


def _token(text: str) -> str:
    if text and not re.fullmatch(r"\d+:[\w-]+", text, re.ASCII):
        raise SettingError(
            "QIANXIAN_TELEGRAM_TOKEN 不像一个 Telegram 机器人口令，"
            "请填 @BotFather 给的那一串（数字、冒号、字母），不用 Telegram 就留空。"
        )
    return text


def _webhook_secret(text: str) -> str:
    if text and not re.fullmatch(r"[\w-]{8,256}", text, re.ASCII):
        raise SettingError("QIANXIAN_TELEGRAM_WEBHOOK_SECRET 请填 8 到 256 个字母、数字、- 或 _。")
    return text


def _secret(text: str) -> str:
    if text and len(text) < 16:
        raise SettingError("QIANXIAN_SECRET 太短，请填至少 16 个字符，留空则自动生成。")
    return text


def _timezone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ValueError, KeyError, OSError):
        raise SettingError(
            f"QIANXIAN_TIMEZONE 写的是「{text}」，请填一个时区名，例如 Asia/Shanghai。"
        ) from None
