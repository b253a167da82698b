"""The closed vocabularies: kinds, modes, routes, and the industries and regions that data files fill."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ProviderKind(StrEnum):
    """Who offers: the three groups that an answer keeps apart."""

    RESEARCH = "research"
    PLATFORM = "platform"
    ENTERPRISE = "enterprise"


class PlatformKind(StrEnum):
    """The eight kinds of public service platform named by the policy."""

    INDUSTRY_ASSOCIATION = "industry_association"
    CHAMBER_OF_COMMERCE = "chamber_of_commerce"
    INFORMATION_ECOMMERCE = "information_ecommerce"
    FINANCE_LOGISTICS = "finance_logistics"
    TRAINING_CENTRE = "training_centre"
    RD_CENTRE = "rd_centre"
    IP_SERVICES = "ip_services"
    QUALITY_TESTING = "quality_testing"


class CapabilityKind(StrEnum):
    """What is offered."""

    RESULT = "result"
    TEAM = "team"
    FACILITY = "facility"
    TEST_SERVICE = "test_service"
    TRAINING = "training"
    TECHNOLOGY_TRANSFER = "technology_transfer"
    PUBLIC_SERVICE = "public_service"


class CooperationMode(StrEnum):
    """How both sides may work together."""

    COMMISSIONED = "commissioned"
    JOINT_DEVELOPMENT = "joint_development"
    JOINT_UNIT = "joint_unit"
    TECHNOLOGY_TRANSFER = "technology_transfer"
    TESTING = "testing"
    TRAINING = "training"
    EXPERT_HELP = "expert_help"


class Route(StrEnum):
    """Where a need should be sent."""

    RESEARCH = "research"
    PLATFORM = "platform"
    ENTERPRISE = "enterprise"
    PEOPLE = "people"
    FUNDING = "funding"


@dataclass(frozen=True, slots=True)
class Label:
    """What a code is called, and the other words by which people write it."""

    code: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Industry:
    """A pillar (parent None) or a branch of one; `gbt4754` lists national industry codes."""

    code: str
    zh: str
    en: str
    parent: str | None
    aliases: tuple[str, ...]
    gbt4754: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A province or a city; `code` is the six-digit national division code, `short` the everyday name."""

    code: str
    name: str
    short: str
    parent: str | None
    en: str = ""  # "" where two regions share the English spelling


def small_latin(word: str) -> str:
    """Latin words are known in any case, others as they are written."""
    return word.lower() if word.isascii() else word


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Everything that is read from corpora/taxonomy; dictionaries are keyed by code."""

    industries: Mapping[str, Industry]
    regions: Mapping[str, Region]
    labels: Mapping[str, Mapping[str, Label]]  # vocabulary name -> code -> label
    places: Mapping[str, str] = field(default_factory=dict)  # a name as texts write it -> code of the region
    place_starts: frozenset[str] = field(init=False, repr=False)  # first two characters of those names
    # What industries are called, Latin in small letters -> their codes; first two characters -> such words.
    industry_words: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)
    word_starts: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "place_starts", frozenset(name[:2] for name in self.places))
        words: dict[str, tuple[str, ...]] = {}
        starts: dict[str, tuple[str, ...]] = {}
        for code, industry in self.industries.items():
            for word in map(small_latin, (industry.zh, *industry.aliases)):
                words[word] = (*words.get(word, ()), code)
        for word in words:
            starts[word[:2]] = (*starts.get(word[:2], ()), word)
        object.__setattr__(self, "industry_words", words)
        object.__setattr__(self, "word_starts", starts)

    def pillar_of(self, industry: str) -> str:
        """The pillar's code of an industry's code."""
        found = self.industries[industry]
        return found.code if found.parent is None else self.pillar_of(found.parent)

    def region_name(self, code: str) -> str:
        """The full official name: 浙江省绍兴市; "" for an unknown code."""
        region = self.regions.get(code)
        if region is None:
            return ""
        return region.name if region.parent is None else self.region_name(region.parent) + region.name

    def label(self, vocabulary: str, code: str, language: str = "zh") -> str:
        return self.labels[vocabulary][code].in_language(language)
