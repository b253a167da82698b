"""Replies as Telegram HTML and inline buttons; every foreign text is escaped."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import chain

from telegram import InlineKeyboardMarkup

from bot.conversation.replies import (
    Card,
    Detail,
    Download,
    FieldLine,
    Forgotten,
    NeedCardView,
    NeedItem,
    NeedList,
    Question,
    Reply,
    Results,
    Say,
    Term,
)
from bot.telegram.keyboards import Row, in_rows, keyboard

SIGNS = {"met": "✓", "not_stated": "?", "not_met": "✕"}
LETTERS = "ABCDEFGH"
MOST_NAMED_TERMS = 2  # more than these are called by letters on the buttons
EMPTY = "—"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Drawn:
    """One reply, ready to be sent; `place` is "" when it takes nobody's room."""

    html: str
    keyboard: InlineKeyboardMarkup | None
    place: str = ""
    attachment: Attachment | None = None


def draw(reply: Reply, owner: int) -> Drawn:
    """The reply for this user: its buttons answer to nobody else."""
    match reply:
        case Say(text, choices, place):
            return Drawn(_text(text), keyboard(in_rows(choices), owner), place)
        case Forgotten(text, choices):
            return Drawn(_text(text), keyboard(in_rows(choices), owner))
        case Download(text, name, content):
            return Drawn(_text(text), None, attachment=Attachment(name, content.encode()))
        case Question():
            return Drawn(_question(reply), keyboard(_question_rows(reply), owner), reply.place)
        case NeedCardView():
            return Drawn(_need_card(reply), keyboard(_need_card_rows(reply), owner), reply.place)
        case NeedList():
            return Drawn(_need_list(reply), keyboard(_need_list_rows(reply), owner), reply.place)
        case Results():
            return Drawn(_results(reply), keyboard(_result_rows(reply), owner), reply.place)
        case Detail():
            return Drawn(_detail(reply), keyboard(in_rows(reply.choices, 2), owner), reply.place)


def _text(text: str) -> str:
    return escape(text, quote=False)


def _bold(text: str) -> str:
    return f"<b>{_text(text)}</b>"


def _question(reply: Question) -> str:
    return "\n".join((_bold(reply.text), *((_text(reply.hint),) if reply.hint else ())))


def _question_rows(reply: Question) -> list[Row]:
    return in_rows(reply.options) + in_rows(reply.ways)


def _need_card(reply: NeedCardView) -> str:
    fields = "\n".join(_field(line) for line in reply.fields)
    head = f"{_bold(reply.heading)} · {_text(reply.status)}"
    return "\n\n".join((head, fields, *((_text(reply.note),) if reply.note else ())))


def _field(line: FieldLine) -> str:
    """A value of several lines stands below its name."""
    value = _text(line.value) or EMPTY
    return f"{'✎ ' if line.edited else ''}{_bold(line.name)}：{chr(10) if chr(10) in value else ''}{value}"


def _need_card_rows(reply: NeedCardView) -> list[Row]:
    edits = [(line.edit.label, line.edit.action) for line in reply.fields]
    return [edits[start : start + 3] for start in range(0, len(edits), 3)] + in_rows(reply.choices)


def _need_list(reply: NeedList) -> str:
    return "\n\n".join((_bold(reply.heading), *map(_need_item, reply.items)))


def _need_item(item: NeedItem) -> str:
    return f"{item.number}. {_bold(item.title)}\n{_text(' · '.join(item.facts))}"


def _need_list_rows(reply: NeedList) -> list[Row]:
    opening = [(f"{item.number} {item.open.label}", item.open.action) for item in reply.items]
    return [opening[:3], opening[3:], *in_rows(reply.choices)]


def _results(reply: Results) -> str:
    return "\n\n".join(_result_blocks(reply))


def _result_blocks(reply: Results) -> Iterator[str]:
    if reply.notice is not None:
        yield _text(reply.notice.text)
    terms = reply.understanding.terms
    if terms:
        lines = (_term_line(place, term, len(terms)) for place, term in enumerate(terms))
        yield "\n".join((_text(reply.understanding.heading), *lines))
    if reply.facts:
        yield _text(" · ".join(f"{fact.name}：{' '.join(fact.value.split())}" for fact in reply.facts))
    yield _bold(reply.heading)
    if reply.note:
        yield _text(reply.note)
    for group in reply.groups:
        yield f"<b>【{_text(group.title)}】</b>"
        for card in group.cards:
            yield f"{card.number}. " + "\n".join(_card(card))


def _term_line(place: int, term: Term, count: int) -> str:
    sign = "✓" if term.state == "confirmed" else "·"
    name = f"{LETTERS[place]} " if count > MOST_NAMED_TERMS else ""
    return f"{sign} {name}{_text(term.label)}"


def _card(card: Card) -> Iterator[str]:
    yield _bold(card.title)
    yield _text(f"{card.provider} {card.region}".rstrip())
    yield _text(f"{card.fit} {card.percent}% · {card.standing}")
    if card.decided:
        yield _bold(card.decided)
    if card.quote:
        spans = (f"<b>{_text(span.text)}</b>" if span.emphasised else _text(span.text) for span in card.quote)
        yield f"<blockquote>{''.join(spans)}</blockquote>"
    for limit in card.limits:
        yield _text(f"{SIGNS[limit.state]} {limit.text}：{limit.verdict}")
    if card.modes:
        yield _text(" · ".join(card.modes))


def _detail(reply: Detail) -> str:
    facts = (f"{_bold(fact.name)}\n{_text(fact.value)}" for fact in reply.facts)
    parts = (_text(f"{part.value:+.2f}  {part.name}") for part in reply.parts)
    score = "\n".join((_bold(reply.parts_heading), *parts, _text(reply.parts_sum)))
    return "\n\n".join(("\n".join(_card(reply.card)), *facts, score))


def _result_rows(reply: Results) -> list[Row]:
    cards = [card for group in reply.groups for card in group.cards]
    restore = reply.understanding.restore
    return [
        *in_rows(reply.notice.choices if reply.notice else ()),
        [(f"{card.number} {card.open.label}", card.open.action) for card in cards],
        *_term_rows(reply.understanding.terms),
        *in_rows(reply.choices),
        *in_rows((*reply.filters, *((restore,) if restore else ()))),
    ]


def _term_rows(terms: tuple[Term, ...]) -> list[Row]:
    """One row for each of a few; more share their rows and go by their letters."""
    if len(terms) <= MOST_NAMED_TERMS:
        return [_term_buttons(term, term.label) for term in terms]
    pairs = [_term_buttons(term, LETTERS[place]) for place, term in enumerate(terms)]
    return [[*chain(*pairs[start : start + 2])] for start in range(0, len(pairs), 2)]


def _term_buttons(term: Term, name: str) -> Row:
    sign = "☑" if term.state == "confirmed" else term.confirm.mark
    return [(f"{sign} {name}", term.confirm.action), (f"{term.reject.mark} {name}", term.reject.action)]
