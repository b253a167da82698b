"""Wiring: from settings to a working matcher. The only place where parts are put together."""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from matcher.config import Settings
from matcher.domain.provider import Capability
from matcher.domain.taxonomy import Taxonomy
from matcher.embedding import load_encoder
from matcher.embedding.bridge import WordBridge
from matcher.embedding.protocol import Encoder
from matcher.embedding.static import StaticEncoder, load_static
from matcher.ranking.fusion import load_fusion
from matcher.service.asking import Asking
from matcher.service.capability_source import capability_source
from matcher.service.cards import CardReader
from matcher.service.clarifying import Clarifying
from matcher.service.judging import Judging
from matcher.service.keeping import IndexKeeper
from matcher.service.knowledge import Knowledge
from matcher.service.matching import Matcher
from matcher.service.members import Members
from matcher.service.needs import NeedDesk
from matcher.service.open_needs import OpenNeeds
from matcher.service.privacy import Privacy
from matcher.service.reverse import ReverseMatching
from matcher.service.seeding import read_thesaurus, seed
from matcher.service.taxonomy import load_taxonomy
from matcher.store import Store as Store
from matcher.store import open_store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Application:
    """Everything that the faces need."""

    settings: Settings
    store: Store
    encoder: Encoder
    taxonomy: Taxonomy
    matcher: Matcher
    cards: CardReader
    desk: NeedDesk
    members: Members
    privacy: Privacy
    keeper: IndexKeeper[Capability]
    knowledge: Knowledge
    asking: Asking
    open_needs: OpenNeeds
    reverse: ReverseMatching

    def save_indexes(self) -> None:
        """Write snapshots of what has moved, so that the next start is quick."""
        self.keeper.save()
        self.knowledge.keeper.save()


def corpora_folder() -> Path:
    """Where the shipped data lies."""
    with as_file(files("corpora")) as folder:
        return Path(folder)


def today_in(settings: Settings) -> Callable[[], date]:
    """The day in the platform's time zone."""
    return lambda: datetime.now(settings.timezone).date()


def six_digits() -> str:
    """Nobody can foresee them."""
    return f"{secrets.randbelow(1_000_000):06}"


@contextmanager
def open_application(
    settings: Settings, today: Callable[[], date] | None = None, seeded: bool = True
) -> Iterator[Application]:
    """Open the database, load model and index, fill an empty database with what ships; close on leaving."""
    today = today or today_in(settings)
    corpora = corpora_folder()
    taxonomy = load_taxonomy(corpora / "taxonomy")
    encoder = load_encoder(settings.model, corpora / "model")
    with open_store(settings.database_url) as store:
        if seeded:
            for sentence in seed(store, corpora, taxonomy, today()).sentences:
                log.warning("%s", sentence)
        application = _wire(settings, store, encoder, taxonomy, _snapshots(settings), corpora, today)
        application.keeper.open()
        application.knowledge.open()
        yield application
        application.save_indexes()


def _snapshots(settings: Settings) -> Path:
    """Each database has a folder of its own: one must not be caught up from another's snapshot."""
    return settings.home / "index" / blake2b(settings.database_url.encode(), digest_size=5).hexdigest()


@contextmanager
def open_scratch(settings: Settings, today: date) -> Iterator[Application]:
    """An application over an empty throw-away database with the shipped thesaurus: for evaluation."""
    corpora = corpora_folder()
    taxonomy = load_taxonomy(corpora / "taxonomy")
    encoder = load_encoder(settings.model, corpora / "model")
    with TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/scratch.db") as store:
        with store.begin() as unit:
            unit.thesaurus.upsert_many(read_thesaurus(corpora))
        application = _wire(settings, store, encoder, taxonomy, None, corpora, lambda: today)
        application.keeper.open()
        application.knowledge.open()
        yield application


def _wire(
    settings: Settings,
    store: Store,
    encoder: Encoder,
    taxonomy: Taxonomy,
    snapshots: Path | None,
    corpora: Path,
    today: Callable[[], date],
) -> Application:
    keeper = IndexKeeper(
        store, encoder, capability_source(), snapshots / "capabilities.index" if snapshots else None
    )
    knowledge = Knowledge(store, encoder, snapshots / "thesaurus.index" if snapshots else None)
    # Words are bridged by the shipped embedding, whichever model encodes whole texts.
    bridge = WordBridge(encoder if isinstance(encoder, StaticEncoder) else load_static(corpora / "model"))
    judging = Judging(load_fusion(corpora / "ranking" / "fusion.json"), taxonomy)
    asking = Asking(encoder, bridge, knowledge, taxonomy, today)
    matcher = Matcher(store, encoder, keeper, asking, knowledge, judging, taxonomy, today)
    cards = CardReader(taxonomy, today)
    return Application(
        settings,
        store,
        encoder,
        taxonomy,
        matcher,
        cards,
        NeedDesk(store, matcher, cards, Clarifying(taxonomy)),
        Members(store, six_digits),
        Privacy(store),
        keeper,
        knowledge,
        asking,
        OpenNeeds(store, asking, knowledge),
        ReverseMatching(store, keeper, judging, today),
    )
