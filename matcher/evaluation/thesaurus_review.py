"""Is the thesaurus as it should be: form, enough phrasings, nothing entered twice."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from matcher.domain.thesaurus import ThesaurusEntry
from matcher.errors import InputError
from matcher.service.thesaurus_files import files_ending, read_entries

_LEAST = {"lay_zh": 5, "technical_zh": 3, "lay_en": 4, "technical_en": 3}
_HAN = re.compile("[\u3400-\u9fff]")
_UNTIDY = re.compile(r"[；，。]|\s{2,}|[^\S ]")
_LONGEST_SPOKEN = 40
# Two entries are near-duplicates when they share half of their terms, or a quarter and much of the wording.
_SAME_TERMS, _SOME_TERMS, _SAME_WORDING = 0.5, 0.25, 0.2


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and where it stands: 「铸造.tsv:12」."""

    place: str
    entry: ThesaurusEntry


@dataclass(frozen=True, slots=True)
class Review:
    """`findings` are sentences, each beginning with a place; near-duplicates are pairs of places."""

    entries: int
    files: int
    findings: tuple[str, ...]
    near_duplicates: tuple[tuple[str, str], ...]

    @property
    def near_duplicate_rate(self) -> float:
        """The share of entries that have a near-duplicate."""
        return len({place for pair in self.near_duplicates for place in pair}) / max(1, self.entries)


def read_placed(folder: Path) -> list[Placed]:
    """Every entry of a folder of TSV files. Raises InputError when there is none or one cannot be read."""
    found = [
        Placed(f"{file.name}:{line}", entry)
        for file in files_ending(folder, ".tsv")
        for line, entry in read_entries(file)
    ]
    if not found:
        raise InputError(f"文件夹 {folder} 里没有词典条目,请给出放 .tsv 词典文件的文件夹。")
    return found


def review(placed: Sequence[Placed]) -> Review:
    """Everything that a person should mend, in the order of the files."""
    findings = [f"{one.place} {sentence}" for one in placed for sentence in _of_entry(one.entry)]
    findings += _entered_twice(placed)
    files = {one.place.rpartition(":")[0] for one in placed}
    return Review(len(placed), len(files), tuple(findings), tuple(_near_duplicates(placed)))


def _of_entry(entry: ThesaurusEntry) -> Iterator[str]:
    columns = {name: getattr(entry, name) for name in _LEAST}
    for name, phrases in columns.items():
        if len(phrases) < _LEAST[name]:
            yield f"{name} 只有 {len(phrases)} 个说法,应不少于 {_LEAST[name]} 个"
        if len({phrase.casefold() for phrase in phrases}) < len(phrases):
            yield f"{name} 里有重复的说法"
        for phrase in phrases:
            if _UNTIDY.search(phrase):
                yield f"{name} 的「{phrase}」里有全角标点或多余的空格"
            if name.endswith("_en") and _HAN.search(phrase):
                yield f"{name} 的「{phrase}」里有汉字"
    for phrase in entry.lay_zh:
        if not _HAN.search(phrase) or len(phrase) > _LONGEST_SPOKEN:
            yield f"lay_zh 的「{phrase}」应是 {_LONGEST_SPOKEN} 字以内的中文口语"
    for lay, technical in ((entry.lay_zh, entry.technical_zh), (entry.lay_en, entry.technical_en)):
        for phrase in sorted(set(lay) & set(technical)):
            yield f"「{phrase}」既在口语里又在术语里"


def _entered_twice(placed: Sequence[Placed]) -> Iterator[str]:
    by_id: dict[int, str] = {}
    for one in placed:
        if one.entry.id in by_id:
            yield f"{one.place} 与 {by_id[one.entry.id]} 的行业和第一个说法相同,应改成不同的或并成一条"
        by_id.setdefault(one.entry.id, one.place)


def _near_duplicates(placed: Sequence[Placed]) -> Iterator[tuple[str, str]]:
    terms = [set(one.entry.technical_zh) for one in placed]
    wording = [_pairs("".join(one.entry.lay_zh)) for one in placed]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, some in enumerate(terms):
        shared = Counter(other for term in sorted(some) for other in holders[term])
        for other, common in sorted(shared.items()):
            same_terms = common / len(some | terms[other])
            same_wording = len(wording[number] & wording[other]) / max(
                1, len(wording[number] | wording[other])
            )
            if same_terms >= _SAME_TERMS or (same_terms >= _SOME_TERMS and same_wording >= _SAME_WORDING):
                yield placed[other].place, placed[number].place
        for term in some:
            holders[term].append(number)


def _pairs(text: str) -> set[str]:
    letters = [letter for letter in text if letter.isalnum()]
    return {one + other for one, other in pairwise(letters)}
