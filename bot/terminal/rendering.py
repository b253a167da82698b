"""Replies as plain lines; everything that can be chosen gets a number."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import TypeVar

from bot.conversation.replies import (
    Card,
    Choice,
    Detail,
    Download,
    Forgotten,
    NeedCardView,
    NeedList,
    Notice,
    Question,
    Reply,
    Results,
    Say,
)
from bot.i18n.texts import Texts

SIGNS = {"met": "✓", "not_stated": "?", "not_met": "✕"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(slots=True)
class Screen:
    """Lines to print, and the choices behind their numbers."""

    texts: Texts
    strong: Callable[[str], str]  # how emphasis looks here; its own control characters are kept
    lines: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)

    def add(self, reply: Reply) -> None:
        """Append one reply; control characters in it must not steer the terminal."""
        clean = without_control(reply)
        match clean:
            case Say(text, choices) | Forgotten(text, choices):
                self.write(*text.split("\n"))
                self._offer(choices)
            case Download(text):
                self.write(*text.split("\n"))
            case Question():
                self._question(clean)
            case NeedCardView():
                self._need_card(clean)
            case NeedList():
                self._need_list(clean)
            case Results():
                self._results(clean)
            case Detail():
                self._detail(clean)

    def text(self) -> str:
        return "\n".join(self.lines)

    def write(self, *lines: str) -> None:
        """Append lines as they are."""
        self.lines.extend(lines)

    def _results(self, reply: Results) -> None:
        self.write(self.strong(reply.heading))
        if reply.note:
            self.write(reply.note)
        for group in reply.groups:
            self.write("", f"[{group.title}]" if self._is_english else f"【{group.title}】")
            for card in group.cards:
                self.choices.append(card.open)
                self.write(f"{len(self.choices)}. {self.strong(card.title)}", *self._card(card))
        self.write("")
        for fact in reply.facts:
            self.write(f"{self._numbered(fact.edit)} {fact.name}{self._colon}{_indented(fact.value)}")
        if reply.notice is not None:
            self._notice(reply.notice)
        if reply.understanding.terms:
            self.write(reply.understanding.heading)
        for term in reply.understanding.terms:
            self._offer((term.confirm, term.reject))
        restore = reply.understanding.restore
        self._offer((*([restore] if restore else []), *reply.filters, *reply.choices))

    def _question(self, reply: Question) -> None:
        self.write("", self.strong(reply.text))
        if reply.hint:
            self.write(f"   {reply.hint}")
        self._offer(reply.options)
        self._offer(reply.ways)

    def _notice(self, reply: Notice) -> None:
        self.write(f"! {reply.text}")
        self._offer(reply.choices)

    def _need_card(self, reply: NeedCardView) -> None:
        self.write(
            f"{self.strong(reply.heading)} · {reply.status}" if reply.status else self.strong(reply.heading)
        )
        for line in reply.fields:
            self.write(f"{self._numbered(line.edit)} {line.name}{self._colon}{_indented(line.value) or '—'}")
        if reply.note:
            self.write(reply.note)
        self._offer(reply.choices)

    def _need_list(self, reply: NeedList) -> None:
        self.write(self.strong(reply.heading))
        for item in reply.items:
            self.write(f"{self._numbered(item.open)} {item.title}", f"    {' · '.join(item.facts)}")
        self._offer(reply.choices)

    @property
    def _is_english(self) -> bool:
        return self.texts.language == "en"

    @property
    def _colon(self) -> str:
        return ": " if self._is_english else "："

    def _numbered(self, choice: Choice) -> str:
        self.choices.append(choice)
        return f"[{len(self.choices)}]"

    def _card(self, card: Card) -> Iterator[str]:
        yield f"   {card.provider} {card.region}".rstrip()
        yield f"   {card.fit} {card.percent}% · {card.standing}"
        if card.quote:
            quote = "".join(self.strong(span.text) if span.emphasised else span.text for span in card.quote)
            yield f"   “{quote}”" if self._is_english else f"   「{quote}」"
        for limit in card.limits:
            yield f"   {SIGNS[limit.state]} {limit.text}{self._colon}{limit.verdict}"
        if card.modes:
            yield f"   {' · '.join(card.modes)}"
        if card.decided:
            yield f"   {card.decided}"

    def _detail(self, reply: Detail) -> None:
        self.write(self.strong(reply.card.title), *self._card(reply.card))
        self.write(*(f"   {fact.name}{self._colon}{fact.value}" for fact in reply.facts))
        self.write("   " + reply.parts_heading)
        self.write(*(f"   {part.value:+.2f}  {part.name}" for part in reply.parts))
        self.write("   " + reply.parts_sum)
        self._offer(reply.choices)

    def _offer(self, choices: tuple[Choice, ...]) -> None:
        if not choices:
            return
        first = len(self.choices) + 1
        self.choices.extend(choices)
        self.write("  ".join(f"[{first + place}] {choice.label}" for place, choice in enumerate(choices)))


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")


T = TypeVar("T")


def without_control(value: T) -> T:
    """The same value with control characters dropped from every text in it."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(without_control(item) for item in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{each.name: without_control(getattr(value, each.name)) for each in fields(value)}
        )
    return value
