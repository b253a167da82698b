"""Replies as Telegram HTML and inline buttons; every foreign text is escaped."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.conversation.replies import Card, Choice, Detail, Reply, Results, Say
from bot.telegram.callbacks import Callback

SIGNS = {"met": "✓", "not_stated": "?", "not_met": "✕"}
BUTTON_LENGTH = 32  # characters; longer labels are cut off by phones anyway

Rows = list[list[tuple[str, str]]]  # (label, action)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One reply, ready to be sent; `place` is "" when it takes nobody's room."""

    html: str
    keyboard: InlineKeyboardMarkup | None
    place: str = ""


def draw(reply: Reply, owner: int) -> Drawn:
    """The reply for this user: its buttons answer to nobody else."""
    match reply:
        case Say(text, choices):
            return Drawn(escape(text, quote=False), _keyboard(_in_rows(choices, 3), owner))
        case Results():
            return Drawn(_results(reply), _keyboard(_result_rows(reply), owner), reply.place)
        case Detail():
            return Drawn(_detail(reply), _keyboard(_in_rows(reply.choices, 2), owner), reply.place)


def _text(text: str) -> str:
    return escape(text, quote=False)


def _results(reply: Results) -> str:
    blocks = [f"<b>{_text(reply.heading)}</b>"]
    if reply.understanding.terms:
        terms = (
            f"{'✓' if term.state == 'confirmed' else '·'} {_text(term.label)}"
            for term in reply.understanding.terms
        )
        blocks.insert(0, "\n".join((_text(reply.understanding.heading), *terms)))
    if reply.note:
        blocks.append(_text(reply.note))
    for group in reply.groups:
        blocks.append(f"<b>【{_text(group.title)}】</b>")
        blocks.extend(f"{card.number}. " + "\n".join(_card(card)) for card in group.cards)
    return "\n\n".join(blocks)


def _card(card: Card) -> Iterator[str]:
    yield f"<b>{_text(card.title)}</b>"
    yield _text(f"{card.provider} {card.region}".rstrip())
    yield _text(f"{card.fit} {card.percent}% · {card.standing}")
    if card.quote:
        spans = (f"<b>{_text(span.text)}</b>" if span.emphasised else _text(span.text) for span in card.quote)
        yield f"<blockquote>{''.join(spans)}</blockquote>"
    for limit in card.limits:
        yield _text(f"{SIGNS[limit.state]} {limit.text}：{limit.verdict}")
    if card.modes:
        yield _text(" · ".join(card.modes))


def _detail(reply: Detail) -> str:
    facts = (f"<b>{_text(fact.name)}</b>\n{_text(fact.value)}" for fact in reply.facts)
    parts = (_text(f"{part.value:+.2f}  {part.name}") for part in reply.parts)
    score = "\n".join((f"<b>{_text(reply.parts_heading)}</b>", *parts, _text(reply.parts_sum)))
    return "\n\n".join(("\n".join(_card(reply.card)), *facts, score))


def _result_rows(reply: Results) -> Rows:
    rows: Rows = [
        [
            (f"{card.number} {card.open.label}", card.open.action)
            for group in reply.groups
            for card in group.cards
        ]
    ]
    for term in reply.understanding.terms:
        sign = "☑" if term.state == "confirmed" else term.confirm.mark
        rows.append(
            [
                (f"{sign} {term.label}", term.confirm.action),
                (f"{term.reject.mark} {term.label}", term.reject.action),
            ]
        )
    restore = reply.understanding.restore
    rows += _in_rows((restore,) if restore else (), 1)
    rows += _in_rows(reply.choices, 2)
    rows += _in_rows(reply.filters, 2)
    return rows


def _in_rows(choices: tuple[Choice, ...], width: int) -> Rows:
    pairs = [(f"{choice.mark} {choice.label}".strip(), choice.action) for choice in choices]
    return [pairs[start : start + width] for start in range(0, len(pairs), width)]


def _keyboard(rows: Rows, owner: int) -> InlineKeyboardMarkup | None:
    buttons = [
        [
            InlineKeyboardButton(_cut(label), callback_data=str(Callback(owner, action)))
            for label, action in row
        ]
        for row in rows
        if row
    ]
    return InlineKeyboardMarkup(buttons) if buttons else None


def _cut(label: str) -> str:
    return label if len(label) <= BUTTON_LENGTH else label[: BUTTON_LENGTH - 1] + "…"
