"""Read a line, answer it, until the person leaves."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from bot.conversation.events import ActionChosen, Event, Started, TextReceived
from bot.conversation.replies import Choice, Download, Reply
from bot.conversation.talk import Conversation
from bot.i18n.texts import Texts
from bot.terminal.files import named_file, read_file, save_new
from bot.terminal.rendering import Screen

LEAVE = frozenset({"/quit", "/exit", "quit", "exit", "bye", "再见", "拜拜"})


@dataclass(slots=True)
class TerminalChat:
    """One person at one terminal; `source` and `target` may be a pipe."""

    conversation: Conversation
    source: TextIO
    target: TextIO
    key: str = "terminal:local"
    language: str = ""
    folder: Path = field(default_factory=Path.cwd)  # where downloads go
    choices: list[Choice] = field(default_factory=list)  # behind the numbers on the screen

    def run(self) -> None:
        """Talk until the input ends, the person says goodbye or presses Ctrl-C."""
        self.greet()
        try:
            while (line := self._read()) is not None and line.strip().casefold() not in LEAVE:
                self.hear(line)
        except KeyboardInterrupt:
            self._print("")
        self._print(self._goodbye())

    def greet(self) -> None:
        self._show(self._take(Started(self.language)))

    def hear(self, line: str) -> None:
        """One line from the person: a number on the screen, a file, or words."""
        path = named_file(line)
        if path is None:
            self._show(self._take(_event(line, self.choices)))
            return
        try:
            event = read_file(path)
        except OSError:
            self._print(self._texts().say("读不了这个文件。请检查路径，例如：/file 需求表.docx") + "\n")
            return
        self._show(self._take(event))

    def _read(self) -> str | None:
        """The next line that says something; None at the end of the input."""
        while True:
            if self._interactive():
                self.target.write("> ")
                self.target.flush()
            line = self.source.readline()
            if not line:
                return None
            if line.strip():
                return line.rstrip("\r\n")

    def _take(self, event: Event) -> tuple[Reply, ...]:
        return self.conversation.take(self.key, event)

    def _show(self, replies: tuple[Reply, ...]) -> None:
        screen = Screen(self._texts(), _bold if self._interactive() else _plain)
        for reply in replies:
            screen.add(reply)
            if isinstance(reply, Download):
                screen.write(self._save(reply))
        self._print(screen.text() + "\n")
        self.choices = screen.choices

    def _print(self, text: str) -> None:
        self.target.write(text + "\n")
        self.target.flush()

    def _texts(self) -> Texts:
        return self.conversation.engine.stage.catalogues.texts(self.conversation.session(self.key).language)

    def _save(self, download: Download) -> str:
        try:
            path = save_new(self.folder, download.name, download.content)
        except OSError:
            return self._texts().say("文件没能写到当前文件夹。请换一个可以写入的文件夹再试。")
        return self._texts().say("已存为：{path}", path=path)

    def _goodbye(self) -> str:
        session = self.conversation.session(self.key)
        if session.waiting or (session.draft is not None and session.need_id is None):
            return self._texts().say("再见。没有确认的需求只留在这个对话里，下次可以接着说。")
        if session.need_id is not None:
            return self._texts().say("再见，您的需求已经保存。")
        return self._texts().say("再见。")

    def _interactive(self) -> bool:
        return self.source.isatty() and self.target.isatty()


def _event(line: str, choices: list[Choice]) -> Event:
    word = line.strip()
    if word.isdecimal() and 1 <= int(word) <= len(choices):
        return ActionChosen(choices[int(word) - 1].action)
    return TextReceived(line)


def _plain(text: str) -> str:
    return text


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[22m"
