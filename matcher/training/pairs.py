"""Batches of text pairs that mean the same; within a batch, everything else is a wrong answer."""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

from matcher.domain.thesaurus import ThesaurusEntry
from matcher.training.misspelling import homophones, misspelt
from matcher.training.sources import Paper, Sources

Batch = tuple[list[str], list[str]]
T = TypeVar("T")

# How often each kind of batch comes. An owner's words beside the field's terms weigh most: matching needs
# that, and no scientific text holds it.
SHARES = {
    "lay_to_terms": 8,
    "lay_to_terms_one_trade": 6,
    "english_to_terms": 10,
    "one_trade": 3,
    "paper": 5,
    "paper_halves": 1,
    "paper_english": 6,
    "one_topic": 4,
    "keywords": 5,
    "synonyms": 1,
    "fields": 1,
    "industries": 1,
    "patent_halves": 2,
    "profiles": 1,
}
_MISSPELT = 0.15  # of what owners say in Chinese: they type on a phone


class PairSampler:
    """Seeded; the same sources and seed give the same batches."""

    def __init__(self, sources: Sources, batch: int, seed: int) -> None:
        self._sources, self._batch, self._random = sources, batch, random.Random(seed)  # noqa: S311
        self._papers = [paper for paper in sources.papers if paper.sentences]
        self._english = [paper for paper in self._papers if paper.title_en and paper.sentences_en]
        trades: dict[str, list[ThesaurusEntry]] = defaultdict(list)
        for entry in sources.entries:
            trades[entry.industry].append(entry)
        self._trades = list(trades.values())
        self._sounds_like = homophones("".join(phrase for one in sources.entries for phrase in one.lay_zh))
        topics: dict[str, list[str]] = defaultdict(list)
        for paper in self._papers:
            if paper.topic:
                topics[paper.topic].append(paper.title)
        self._topics = [titles for titles in topics.values() if len(titles) > 3]
        self._kinds: dict[str, Callable[[], Batch]] = {name: getattr(self, f"_{name}") for name in SHARES}

    def next(self) -> Batch:
        """Two lists of equal length."""
        name = self._random.choices(list(SHARES), list(SHARES.values()))[0]
        return self._kinds[name]()

    def _some(self, items: Sequence[T]) -> list[T]:
        return self._random.sample(items, min(self._batch, len(items)))

    def _few(self, items: Sequence[str], most: int, least: int = 1) -> list[str]:
        return self._random.sample(items, min(len(items), self._random.randint(least, most)))

    def _halves(self, items: Sequence[str], join: str) -> tuple[str, str]:
        mixed = self._random.sample(items, len(items))
        half = max(1, len(mixed) // 2)
        return join.join(mixed[:half]), join.join(mixed[half:] or mixed)

    def _lay(self, entry: ThesaurusEntry) -> str:
        if self._random.random() < 0.7:
            said = ",".join(self._few(entry.lay_zh, 3))
            slips = self._random.random() < _MISSPELT
            return misspelt(said, self._sounds_like, self._random) if slips else said
        return ". ".join(self._few(entry.lay_en, 3))

    def _terms(self, entry: ThesaurusEntry) -> str:
        chance = self._random.random()
        if chance < 0.8:
            return " ".join(self._few(entry.technical_zh, 6))
        if chance < 0.9:
            return " ".join(self._few(entry.technical_en, 5))
        return " ".join(self._few(entry.technical_zh, 3) + self._few(entry.lay_zh, 1))

    def _lay_pair(self, entry: ThesaurusEntry) -> tuple[str, str]:
        chance = self._random.random()
        if chance < 0.85:
            return self._lay(entry), self._terms(entry)
        return self._halves(entry.lay_zh, ",") if chance < 0.93 else self._halves(entry.technical_zh, " ")

    def _lay_to_terms(self) -> Batch:
        return _split([self._lay_pair(entry) for entry in self._some(self._sources.entries)])

    def _lay_to_terms_one_trade(self) -> Batch:
        """Neighbouring trades only: the wrong answers are hard."""
        start = self._random.randrange(len(self._sources.entries))
        entries = [entry for trade in self._random.sample(self._trades, len(self._trades)) for entry in trade]
        return _split([self._lay_pair(entry) for entry in (entries * 2)[start : start + self._batch // 2]])

    def _english_to_terms(self) -> Batch:
        pairs = []
        for entry in self._some(self._sources.entries):
            lay = self._random.random() < 0.7
            left = (
                ". ".join(self._few(entry.lay_en, 3)) if lay else " ".join(self._few(entry.technical_en, 4))
            )
            right = (
                " ".join(self._few(entry.technical_zh, 6))
                if self._random.random() < 0.8
                else self._lay(entry)
            )
            pairs.append((left, right))
        return _split(pairs)

    def _one_trade(self) -> Batch:
        """Two problems of one trade are nearer than two of different trades."""
        pairs = []
        for trade in self._some([trade for trade in self._trades if len(trade) > 1]):
            one, other = self._random.sample(trade, 2)
            left = (
                self._lay(one) if self._random.random() < 0.5 else " ".join(self._few(one.technical_zh, 4, 2))
            )
            pairs.append((left, " ".join(self._few(other.technical_zh, 5, 2))))
        return _split(pairs)

    def _paper(self) -> Batch:
        return _split([self._paper_pair(paper) for paper in self._some(self._papers)])

    def _paper_pair(self, paper: Paper) -> tuple[str, str]:
        chance = self._random.random()
        if chance < 0.5 or not paper.keywords:
            return paper.title, " ".join(self._few(paper.sentences, 3))
        keywords = " ".join(paper.keywords)
        return keywords, self._random.choice(paper.sentences) if chance < 0.8 else paper.title

    def _paper_halves(self) -> Batch:
        return _split([self._halves(paper.sentences[:6], " ") for paper in self._some(self._papers)])

    def _paper_english(self) -> Batch:
        pairs = []
        for paper in self._some(self._english):
            chance = self._random.random()
            if chance < 0.35:
                pairs.append((paper.title_en, paper.title))
            elif chance < 0.7 or not (paper.keywords and paper.keywords_en):
                pairs.append(
                    (self._random.choice(paper.sentences_en), " ".join(self._few(paper.sentences, 3)))
                )
            else:
                pairs.append((" ".join(paper.keywords_en), " ".join(paper.keywords)))
        return _split(pairs)

    def _one_topic(self) -> Batch:
        return _split([self._halves(self._few(titles, 4, 2), " ") for titles in self._some(self._topics)])

    def _keywords(self) -> Batch:
        return _split([(english, chinese) for chinese, english in self._some(self._sources.keyword_pairs)])

    def _synonyms(self) -> Batch:
        pairs = [self._random.sample(group, 2) for group in self._some(self._sources.synonyms)]
        return _split([(one, other) for one, other in pairs])

    def _fields(self) -> Batch:
        return _split(
            [
                (english, chinese)
                if not parents or self._random.random() < 0.6
                else (chinese, self._random.choice(parents))
                for chinese, english, parents in self._some(self._sources.fields)
            ]
        )

    def _industries(self) -> Batch:
        return _split(self._some(self._sources.industries))

    def _patent_halves(self) -> Batch:
        pairs = []
        for title in self._some(self._sources.patents):
            cut = self._random.randint(3, max(3, len(title) - 4))
            pairs.append((title[:cut], title[cut:] or title))
        return _split(pairs)

    def _profiles(self) -> Batch:
        return _split(self._some(self._sources.profiles))


def _split(pairs: Sequence[tuple[str, str]]) -> Batch:
    return [left for left, _ in pairs], [right for _, right in pairs]
