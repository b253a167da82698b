"""Sentences in the reader's language.

The `.po` files are read with Babel at start (5 ms for both), so no build step can be forgotten; `say` marks a
sentence for extraction as well as fetching it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from babel.dates import format_date, format_skeleton
from babel.messages.pofile import read_po

SOURCE = "zh"
LOCALES: Mapping[str, str] = {"zh": "zh_CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Texts:
    """One language's catalogue."""

    language: str
    catalogue: Mapping[str, str]

    def say(self, sentence: str, /, **values: object) -> str:
        """The sentence in this language; `values` fill its {names} and are never read as a template."""
        return (self.catalogue.get(sentence) or sentence).format(**values)

    def short_date(self, day: date) -> str:
        """11月27日, Nov 27."""
        return format_skeleton("MMMd", day, locale=LOCALES[self.language])

    def long_date(self, day: date) -> str:
        """2026年11月27日, November 27, 2026."""
        return format_date(day, "long", locale=LOCALES[self.language])


@dataclass(frozen=True, slots=True)
class Catalogues:
    """All languages that can be spoken."""

    by_language: Mapping[str, Texts]

    def texts(self, language: str) -> Texts:
        """The catalogue of a language; of the source language when it is not known."""
        return self.by_language.get(language, self.by_language[SOURCE])


def mark(sentence: str) -> str:
    """Mark a sentence that is kept in a table and translated later."""
    return sentence


def load_catalogues() -> Catalogues:
    """Read both catalogues from the package."""
    return Catalogues({language: Texts(language, _read(locale)) for language, locale in LOCALES.items()})


def _read(locale: str) -> dict[str, str]:
    with files(__package__).joinpath("catalogues", f"{locale}.po").open("rb") as file:
        catalogue = read_po(file, locale=locale)
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id
    }
