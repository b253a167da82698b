"""Needs as rows: what an owner said may hold any character, so it is kept as bytes."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from matcher.domain.card_json import card_from_json, card_to_json
from matcher.domain.need import CardEdit, CardField, Need, NeedCard, NeedDraft, NeedOutcome, NeedStatus
from matcher.store.statements import to_json


def draft_values(draft: NeedDraft, card: NeedCard) -> dict[str, str]:
    """The columns that a draft and its card fill."""
    return {
        "raw": draft.raw,
        "wording": draft.wording,
        "supplements": to_json(draft.supplements),
        "edits": to_json([[edit.field.value, edit.value] for edit in draft.edits]),
        "confirmed": _numbers(draft.confirmed),
        "rejected": _numbers(draft.rejected),
        "excluded": to_json(draft.excluded),
        "card": card_to_json(card),
    }


def to_need(row: Row[Any]) -> Need:
    """The need of a row."""
    draft = NeedDraft(
        raw=row.raw,
        wording=row.wording,
        supplements=tuple(json.loads(row.supplements)),
        edits=tuple(CardEdit(CardField(field), value) for field, value in json.loads(row.edits)),
        confirmed=tuple(json.loads(row.confirmed)),
        rejected=tuple(json.loads(row.rejected)),
        excluded=tuple(json.loads(row.excluded)),
    )
    return Need(
        id=row.id,
        draft=draft,
        card=card_from_json(row.card),
        status=NeedStatus(row.status),
        member_id=row.member_id,
        outcome=NeedOutcome(row.outcome) if row.outcome else None,
        created_at=row.created_at,
    )


def _numbers(ids: Sequence[int]) -> str:
    return to_json([int(id) for id in ids])
