"""Every open need, read and encoded once: for matching in reverse and for the search for similar needs."""

import logging
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from matcher.domain.need import Need
from matcher.errors import InputError
from matcher.service.asking import AskedNeed, Asking
from matcher.service.barring import Barred
from matcher.service.knowledge import Knowledge
from matcher.store import Store

log = logging.getLogger(__name__)


class OpenNeeds:
    """Keeps step with the database: a new or changed need is read, a closed one dropped, at the next look."""

    def __init__(self, store: Store, asking: Asking, knowledge: Knowledge) -> None:
        self._store, self._asking, self._knowledge = store, asking, knowledge
        self._asked: dict[int, tuple[datetime, AskedNeed | None]] = {}  # None: nobody can read it
        self._thesaurus = knowledge.changes
        self._lock = threading.Lock()

    def all(self) -> Mapping[int, AskedNeed]:
        """By id, ascending. All are read anew once the thesaurus has changed."""
        with self._lock:
            return self._all()

    def _all(self) -> Mapping[int, AskedNeed]:
        with self._store.read() as unit:
            revision = unit.changes.revision()
        self._knowledge.refresh(revision)
        if self._knowledge.changes != self._thesaurus:
            self._thesaurus = self._knowledge.changes
            self._asked.clear()
        with self._store.read() as unit:
            stamps = unit.needs.open_with_last_change()
            declined = unit.decisions.declined()
            known = {id: stamp for id, (stamp, _) in self._asked.items()}
            needs = unit.needs.get_many([id for id, stamp in stamps.items() if known.get(id) != stamp])
        for id in self._asked.keys() - stamps.keys():
            del self._asked[id]
        for id, need in needs.items():
            self._asked[id] = stamps[id], self._read(need)
        for id, (stamp, asked) in self._asked.items():
            pairs = declined.get(id, frozenset())
            if asked is not None and asked.barred.pairs != pairs:
                self._asked[id] = stamp, replace(asked, barred=replace(asked.barred, pairs=pairs))
        return {id: asked for id, (_, asked) in sorted(self._asked.items()) if asked is not None}

    def _read(self, need: Need) -> AskedNeed | None:
        try:
            draft = need.draft
            rejected, confirmed = frozenset(draft.rejected), frozenset(draft.confirmed)
            barred = Barred.of(frozenset(), draft.excluded)
            return self._asking.ask(draft.text, rejected, confirmed, card=need.card, barred=barred)
        except InputError:  # kept by an older version that took what this one cannot read
            log.warning("需求 %d 的文字读不了,反向匹配里没有它。", need.id)
            return None
