"""Files that a person names on the command line, and files that are made for him."""

import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from bot.conversation.events import Event, FileReceived, UnreadableReceived

LARGEST_FILE = 5 * 1024 * 1024  # bytes
_COMMANDS = ("/file", "文件")


def named_file(line: str) -> Path | None:
    """The path behind `/file` or 文件; None for any other line."""
    command, _, path = line.strip().partition(" ")
    path = path.strip().strip("\"'")
    return Path(path) if path and command.casefold() in _COMMANDS else None


def read_file(path: Path) -> Event:
    """The file as an event; OSError when it cannot be read."""
    with suppress(RuntimeError):  # a home of nobody stays as it was written
        path = path.expanduser()
    if not path.is_file():
        raise FileNotFoundError(path)
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        return UnreadableReceived(too_large=True)
    return FileReceived(path.name, data)


def save_new(folder: Path, name: str, content: str) -> Path:
    """Write a file only its owner may read, under a name that was free; OSError when that fails."""
    plain = Path(Path(name).name or "qianxian")
    for number in count(1):
        tail = f"-{number}" if number > 1 else ""
        path = folder / f"{plain.stem}{tail}{plain.suffix}"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
        return path
    raise AssertionError("count never ends")
