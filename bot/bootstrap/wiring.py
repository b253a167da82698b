"""The real matcher and database behind the conversation's ports."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.bootstrap.parts import Bot
from bot.config import Settings
from bot.conversation.engine import Engine
from bot.conversation.facts import Labels
from bot.conversation.talk import Conversation
from bot.i18n.texts import load_catalogues
from matcher.bootstrap import Application
from matcher.domain.taxonomy import Taxonomy
from matcher.errors import QianxianError


def build_bot(application: Application, settings: Settings) -> Bot:
    """The conversation on top of an opened matcher; the need desk answers as it stands."""
    conversation = Conversation(
        engine=Engine(load_catalogues(), labels_of(application.taxonomy)),
        answerer=application.desk,
        sessions=StoreSessions(application),
        clock=lambda: datetime.now(settings.timezone),
    )
    return Bot(conversation, StoreLedger(application), ApplicationHealth(application))


def labels_of(taxonomy: Taxonomy) -> Labels:
    """What people call a code; a code that the taxonomy lacks stands for itself."""

    def label(vocabulary: str, code: str, language: str) -> str:
        try:
            return taxonomy.label(vocabulary, code, language)
        except KeyError:
            return code

    return label


@dataclass(frozen=True, slots=True)
class StoreSessions:
    """Conversations as rows."""

    application: Application

    def load(self, key: str) -> str | None:
        with self.application.store.read() as unit:
            return unit.sessions.load(key)

    def save(self, key: str, state: str, now: datetime) -> None:
        with self.application.store.begin() as unit:
            unit.sessions.save(key, state, now)


@dataclass(frozen=True, slots=True)
class StoreLedger:
    """Updates that were taken, as rows."""

    application: Application

    def seen(self, channel: str, update_id: str) -> bool:
        with self.application.store.begin() as unit:
            return unit.processed_updates.seen(channel, update_id)


@dataclass(frozen=True, slots=True)
class ApplicationHealth:
    """Asks each part for something small."""

    application: Application

    def check(self) -> dict[str, bool]:
        return {
            "database": self._answers(self._read),
            "model": self._answers(lambda: self.application.encoder.encode(["健康检查"])),
            "index": self._answers(self.application.matcher.counts),
        }

    def _read(self) -> None:
        with self.application.store.read() as unit:
            unit.sessions.load("health")

    @staticmethod
    def _answers(ask: Callable[[], object]) -> bool:
        try:
            ask()
        except (QianxianError, OSError, RuntimeError):
            return False
        return True
