"""Replies as plain lines; everything that can be chosen gets a number."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import TypeVar

from bot.conversation.replies import Card, Choice, Detail, Reply, Results, Say
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
            case Say(text, choices):
                self._write(*text.split("\n"))
                self._offer(choices)
            case Results():
                self._results(clean)
            case Detail():
                self._detail(clean)

    def text(self) -> str:
        return "\n".join(self.lines)

    def _write(self, *lines: str) -> None:
        self.lines.extend(lines)

    def _results(self, reply: Results) -> None:
        self._write(self.strong(reply.heading))
        if reply.note:
            self._write(reply.note)
        for group in reply.groups:
            self._write("", f"【{group.title}】")
            for card in group.cards:
                self.choices.append(card.open)
                self._write(f"{len(self.choices)}. {self.strong(card.title)}", *self._card(card))
        self._write("")
        if reply.understanding.terms:
            self._write(reply.understanding.heading)
        for term in reply.understanding.terms:
            self._offer((term.confirm, term.reject))
        restore = reply.understanding.restore
        self._offer((*([restore] if restore else []), *reply.filters, *reply.choices))

    def _card(self, card: Card) -> Iterator[str]:
        yield f"   {card.provider} {card.region}".rstrip()
        yield f"   {card.fit} {card.percent}% · {card.standing}"
        if card.quote:
            quote = "".join(self.strong(span.text) if span.emphasised else span.text for span in card.quote)
            yield f"   「{quote}」"
        for limit in card.limits:
            yield f"   {SIGNS[limit.state]} {limit.text}：{limit.verdict}"
        if card.modes:
            yield f"   {' · '.join(card.modes)}"

    def _detail(self, reply: Detail) -> None:
        self._write(self.strong(reply.card.title), *self._card(reply.card))
        self._write(*(f"   {fact.name}：{fact.value}" for fact in reply.facts))
        self._write("   " + reply.parts_heading)
        self._write(*(f"   {part.value:+.2f}  {part.name}" for part in reply.parts))
        self._write("   " + reply.parts_sum)
        self._offer(reply.choices)

    def _offer(self, choices: tuple[Choice, ...]) -> None:
        if not choices:
            return
        first = len(self.choices) + 1
        self.choices.extend(choices)
        self._write("  ".join(f"[{first + place}] {choice.label}" for place, choice in enumerate(choices)))


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
