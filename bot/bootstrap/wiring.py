"""The real matcher and database behind the conversation's ports."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.bootstrap.memory import StoreMemory
from bot.bootstrap.parts import Bot
from bot.config import Settings
from bot.conversation.backstage import ServiceBackstage
from bot.conversation.engine import Engine
from bot.conversation.stage import Labels, Stage
from bot.conversation.talk import Conversation
from bot.i18n.texts import load_catalogues
from matcher.bootstrap import Application
from matcher.domain.taxonomy import Taxonomy
from matcher.errors import QianxianError
from matcher.service.continuing import Continuing


def build_bot(application: Application, settings: Settings) -> Bot:
    """The conversation on top of an opened matcher."""
    continuing = Continuing(application.encoder)
    conversation = Conversation(
        engine=Engine(stage_of(application.taxonomy)),
        backstage=ServiceBackstage(application.desk, application.members, application.privacy, continuing),
        memory=StoreMemory(application.store),
        clock=lambda: datetime.now(settings.timezone),
    )
    return Bot(conversation, ApplicationHealth(application))


def stage_of(taxonomy: Taxonomy) -> Stage:
    """The sentences, and the names of the taxonomy's codes."""
    pillars = tuple(code for code, industry in taxonomy.industries.items() if industry.parent is None)
    return Stage(load_catalogues(), labels_of(taxonomy), {"industries": pillars})


def labels_of(taxonomy: Taxonomy) -> Labels:
    """What people call a code; a code that the taxonomy lacks stands for itself."""

    def label(vocabulary: str, code: str, language: str) -> str:
        if vocabulary == "industries" and code in taxonomy.industries:
            industry = taxonomy.industries[code]
            return industry.en if language == "en" else industry.zh
        if vocabulary == "regions" and code in taxonomy.regions:
            region = taxonomy.regions[code]
            return (region.en or region.name) if language == "en" else taxonomy.region_name(code)
        try:
            return taxonomy.label(vocabulary, code, language)
        except KeyError:
            return code

    return label


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
