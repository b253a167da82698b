"""The secret that signs cookies: set, or made once and kept where only we can read it."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe

from bot.config import Settings
from matcher.errors import SettingError


def load_secret(settings: Settings) -> bytes:
    """The secret; SettingError when the folder cannot be written or the file is of no use."""
    if settings.secret:
        return settings.secret.encode()
    path = settings.home / "secret"
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            _write_once(path)
        secret = path.read_bytes().strip()
    except OSError as error:
        raise SettingError(
            f"不能在 QIANXIAN_HOME（{settings.home}）里保存密钥，请换一个可以写入的文件夹。"
        ) from error
    if len(secret) < 16:
        raise SettingError(f"密钥文件 {path} 是空的或太短，请删掉它再启动，会自动重新生成。")
    return secret


def _write_once(path: Path) -> None:
    """All at once, so that a second process reads the whole secret or makes none."""
    fresh = path.with_name(f"secret.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(token_urlsafe(32))
        os.link(fresh, path)
    finally:
        fresh.unlink()
