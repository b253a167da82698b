"""Transcripts: what a person does and what he must read, the same for every channel.

Lines: `开场` opens the chat; `你：…` writes (`\\n` is a line break); `点：…` taps a button by its label,
or by `详情 n`, `确认 n`, `排除 n`; `牵线：…` must be in the answer; `不说：…` must not; `#` is a remark.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

FOLDER = Path(__file__).parent
PICKS = {"详情": "open:", "确认": "yes:", "排除": "no:"}


@dataclass(frozen=True, slots=True)
class Button:
    """A button as a channel shows it."""

    label: str
    action: str


class Channel(Protocol):
    """One person on one channel."""

    async def start(self) -> None: ...

    async def write(self, text: str) -> None: ...

    async def tap(self, button: Button) -> None: ...

    def buttons(self) -> list[Button]:
        """Everything that can be tapped now, in its order."""
        ...

    def answer(self) -> str:
        """What the last answer says, as plain text."""
        ...


def transcripts() -> list[Path]:
    return sorted(FOLDER.glob("*.txt"))


async def play(transcript: Path, channel: Channel) -> None:
    """Do what the transcript says and hold the answers to it."""
    for number, line in enumerate(transcript.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{transcript.name}:{number}"
        kind, _, rest = line.partition("：")
        match kind.strip():
            case "开场":
                await channel.start()
            case "你":
                await channel.write(rest.replace("\\n", "\n"))
            case "点":
                await channel.tap(find_button(channel.buttons(), rest, where))
            case "牵线":
                assert rest in channel.answer(), f"{where}: {rest!r} is not in {channel.answer()!r}"
            case "不说":
                assert rest not in channel.answer(), f"{where}: {rest!r} is in {channel.answer()!r}"
            case other:
                assert not other or other.startswith("#"), f"{where}: {line!r} is no line of a transcript"


def find_button(buttons: list[Button], wanted: str, where: str = "") -> Button:
    """The button that a transcript means."""
    word, _, place = wanted.partition(" ")
    if word in PICKS and place.isdecimal():
        fitting = [button for button in buttons if button.action.startswith(PICKS[word])]
        assert len(fitting) >= int(place), f"{where}: no {wanted!r} among {buttons}"
        return fitting[int(place) - 1]
    fitting = [button for button in buttons if wanted in button.label]
    assert fitting, f"{where}: no {wanted!r} among {buttons}"
    return fitting[0]
