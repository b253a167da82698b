"""The closed vocabularies as the cells of a profile file write them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from matcher.domain.profile_columns import plain_word
from matcher.domain.taxonomy import (
    CapabilityKind,
    CooperationMode,
    Label,
    PlatformKind,
    ProviderKind,
    Taxonomy,
)

Code = TypeVar("Code", bound=StrEnum)

_TRL = re.compile(r"(?:TRL)?\s*[-_:]?\s*([1-9])\s*级?", re.IGNORECASE)
_LONGEST_PLACE = 24


@dataclass(frozen=True, slots=True)
class Words(Generic[Code]):
    """A vocabulary: what each way of writing means, and what may be written as a person is told it."""

    meaning: Mapping[str, Code]
    choices: str

    def find(self, text: str) -> Code | None:
        # Most cells hold the code itself, which is its own plain word.
        return self.meaning.get(text) or self.meaning.get(plain_word(text))


@dataclass(frozen=True, slots=True)
class ProfileWords:
    """Everything that is needed to understand the cells of a row; made once for a file."""

    provider_kinds: Words[ProviderKind]
    platform_kinds: Words[PlatformKind]
    capability_kinds: Words[CapabilityKind]
    modes: Words[CooperationMode]
    maturity: Mapping[str, int]
    places: Mapping[str, str]

    def trl(self, text: str) -> int | None:
        """The readiness level that 「TRL4」, 「4」, 「4级」 or a stage such as 「中试」 stands for."""
        stated = _TRL.fullmatch(unicodedata.normalize("NFKC", text).strip())
        return int(stated.group(1)) if stated else self.maturity.get(plain_word(text))

    def region_code(self, text: str) -> str:
        """The code of the longest known place that the text begins with; "" when there is none."""
        for length in range(min(len(text), _LONGEST_PLACE), 1, -1):
            code = self.places.get(text[:length])
            if code:
                return code
        return ""


def words_of(taxonomy: Taxonomy) -> ProfileWords:
    """The English codes always count; the taxonomy adds the Chinese labels and the other words for them."""
    labels = taxonomy.labels
    return ProfileWords(
        provider_kinds=_words(ProviderKind, labels.get("provider_kinds", {})),
        platform_kinds=_words(PlatformKind, labels.get("platform_kinds", {})),
        capability_kinds=_words(CapabilityKind, labels.get("capability_kinds", {})),
        modes=_words(CooperationMode, labels.get("modes", {})),
        maturity=_stages(labels.get("maturity", {}).values()),
        places=taxonomy.places,
    )


def _words(codes: type[Code], labels: Mapping[str, Label]) -> Words[Code]:
    meaning: dict[str, Code] = {plain_word(code.value): code for code in codes}
    # Codes before labels before aliases: an alias of one never hides the name of another.
    for names in (lambda label: (label.zh, label.en), lambda label: label.aliases):
        for code in codes:
            label = labels.get(code.value)
            for name in names(label) if label else ():
                meaning.setdefault(plain_word(name), code)
    shown = [
        f"{code.value}/{labels[code.value].zh}" if code.value in labels else code.value for code in codes
    ]
    return Words(meaning, "、".join(shown[:-1]) + f" 或 {shown[-1]}")


def _stages(labels: Iterable[Label]) -> dict[str, int]:
    stages: dict[str, int] = {}
    for label in labels:
        level = _TRL.fullmatch(label.code)
        if level:
            for name in (label.zh, label.en, *label.aliases):
                stages.setdefault(plain_word(name), int(level.group(1)))
    return stages
