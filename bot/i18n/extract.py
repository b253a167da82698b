"""Collect every marked sentence and bring the `.po` files up to date: `python -m bot.i18n.extract`."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.i18n.texts import LOCALES, SOURCE

SOURCES = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "catalogues"
KEYWORDS = {"say": None, "mark": None}
SERVICES = (  # whose refusals a conversation passes on
    "matcher/text/normalise.py",
    *(
        f"matcher/service/{name}.py"
        for name in ("needs", "kept_needs", "cards", "card_values", "members", "code_tries", "forms/*")
    ),
)
REFUSALS = frozenset({"InputError", "NotFoundError"})


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence of the bot and of the services behind it, with the file that holds it."""
    yield from _marked()
    for pattern in SERVICES:
        for path in sorted(SOURCES.parent.glob(pattern)):
            name = path.relative_to(SOURCES.parent).as_posix()
            yield from ((sentence, name) for sentence in refusals(path.read_text(encoding="utf-8")))


def refusals(source: str) -> Iterator[str]:
    """The sentences of all errors made in a module: written in place or under a name of the module."""
    tree = ast.parse(source)
    named = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REFUSALS:
            sentence = _text_of(node.args[0], named)
            if isinstance(sentence, str):
                yield sentence


def _text_of(node: ast.expr, named: Mapping[str, object]) -> object:
    if isinstance(node, ast.Name):
        return named.get(node.id)
    return node.value if isinstance(node, ast.Constant) else None


def _marked() -> Iterator[tuple[str, str]]:
    found = extract_from_dir(
        SOURCES,
        method_map=[("**.py", "python"), ("**.html", "jinja2")],
        options_map={"**.html": {"trimmed": "true"}},
        keywords=KEYWORDS,
    )
    for name, _line, message, _comments, _context in found:
        yield (message if isinstance(message, str) else message[0]), f"bot/{name}"


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
            new.add(sentence, "" if language == SOURCE else translated, locations=[(name, 0)])
        new.revision_date = new.creation_date = old.creation_date
        with path.open("wb") as file:
            write_po(file, new, width=0, include_lineno=False, omit_header=False)


if __name__ == "__main__":
    refresh()
