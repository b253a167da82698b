"""Settings of the matcher, read once from the environment and `.env`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from matcher.errors import SettingError


@dataclass(frozen=True, slots=True)
class Settings:
    home: Path
    database_url: str
    model: str = "embedded"
    index_uri: str = "local"
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings; SettingError names the one that holds a wrong value and what it may be."""

    def value(name: str, default: str) -> str:
        return environ.get(f"QIANXIAN_{name}", "").strip() or default

    home = Path(value("HOME", "./var")).expanduser()
    return Settings(
        home=home,
        database_url=_database(value("DATABASE_URL", f"sqlite:///{(home / 'qianxian.db').absolute()}")),
        model=value("MODEL", "embedded"),
        index_uri=_index(value("INDEX_URI", "local")),
        timezone=_timezone(value("TIMEZONE", "Asia/Shanghai")),
    )


def _database(url: str) -> str:
    if not re.match(r"(sqlite|postgresql)(\+\w+)?://", url):
        raise SettingError(
            "QIANXIAN_DATABASE_URL 应以 sqlite:/// 或 postgresql:// 开头,"
            "例如 sqlite:////var/lib/qianxian/qianxian.db。"
        )
    return url


def _index(uri: str) -> str:
    if uri != "local":
        raise SettingError(f"QIANXIAN_INDEX_URI 写的是「{uri}」,这个版本只支持 local。")
    return uri


def _timezone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingError(f"QIANXIAN_TIMEZONE 写的是「{name}」,请填时区名,例如 Asia/Shanghai。") from error
