"""Collect every marked sentence and bring the `.po` files up to date: `python -m bot.i18n.extract`."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.i18n.texts import LOCALES, SOURCE

SOURCES = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "catalogues"
KEYWORDS = {"say": None, "mark": None}


def sentences() -> Iterator[tuple[str, str]]:
    """Every marked sentence with the file that holds it."""
    found = extract_from_dir(
        SOURCES,
        method_map=[("**.py", "python"), ("**.html", "jinja2")],
        options_map={"**.html": {"trimmed": "true"}},
        keywords=KEYWORDS,
    )
    for name, _line, message, _comments, _context in found:
        yield (message if isinstance(message, str) else message[0]), name


def refresh() -> None:
    """Write the catalogues anew: in the order of the sources, translations kept, orphans dropped."""
    for language, locale in LOCALES.items():
        path = FOLDER / f"{locale}.po"
        old = read_po(path.open("rb"), locale=locale) if path.exists() else Catalog(locale=locale)
        new = Catalog(
            locale=locale,
            project="Qianxian",
            header_comment="# What people read. Refresh with: python -m bot.i18n.extract",
            last_translator="Qianxian maintainers",
            language_team=locale,
            msgid_bugs_address="",
            fuzzy=False,
        )
        for sentence, name in sorted(sentences(), key=lambda pair: pair[1]):
            known = old.get(sentence)
            translated = str(known.string) if known and known.string else ""
            new.add(sentence, "" if language == SOURCE else translated, locations=[(f"bot/{name}", 0)])
        new.revision_date = new.creation_date = old.creation_date
        with path.open("wb") as file:
            write_po(file, new, width=0, include_lineno=False, omit_header=False)


if __name__ == "__main__":
    refresh()
