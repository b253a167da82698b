"""Which industries a text speaks of, by the words of the taxonomy."""

import re
from collections.abc import Mapping
from operator import add

from matcher.domain.taxonomy import Industry, Taxonomy, small_latin

_HEAD = 80  # characters; who writes says first what he makes
_MOST = 3
# Branches of services that any trade may mention.
_SERVICES = frozenset(
    {"testing_certification", "ip_standards", "training_hr", "finance", "consulting", "rnd_services"}
)
_MOST_LATIN = 4  # words of a Latin name: injection moulding has two
_LATIN_WEIGHT = 3.0
_LATIN_WORD = re.compile(r"[a-z0-9][a-z0-9+\-]*")
_MAKER_BEFORE = ("做", "生产", "搞", "加工", "专业", "经营", "种", "养")
_MAKER_BEHIND = ("厂", "企业", "公司", "的厂", "行业", "作坊", "车间", "加工厂", "生产厂")


def guess_industries(text: str, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Codes, most likely first: at most three branches, or the pillar where only that can be told."""
    said = {word: _weight_of_word(text, word) for word in _words_in(text, taxonomy)}
    said |= dict.fromkeys(_latin_words_in(text, taxonomy), _LATIN_WEIGHT)
    weights = {
        code: _weight(said, taxonomy.industries[code])
        for code in {code for word in said for code in taxonomy.industry_words[word]}
    }
    branches = _most_likely(weights, taxonomy, is_branch=True)
    return branches or _most_likely(weights, taxonomy, is_branch=False)[:1]


def _words_in(text: str, taxonomy: Taxonomy) -> list[str]:
    """Words of industries that stand in the text; sought are only those whose first characters do."""
    starts = taxonomy.word_starts
    present = starts.keys() & {*text, *map(add, text, text[1:])}
    return [word for start in present for word in starts[start] if not word.isascii() and word in text]


def _latin_words_in(text: str, taxonomy: Taxonomy) -> set[str]:
    """The same of Latin words, one or several in a row, the last one in the plural or not."""
    words, parts = taxonomy.industry_words, _LATIN_WORD.findall(text.lower())
    runs = (
        " ".join(parts[start:end])
        for start in range(len(parts))
        for end in range(start + 1, min(start + _MOST_LATIN, len(parts)) + 1)
    )
    return {word for run in runs for word in (run, run.removesuffix("s")) if word in words}


def _most_likely(weights: Mapping[str, float], taxonomy: Taxonomy, is_branch: bool) -> tuple[str, ...]:
    chosen = {
        code: weight
        for code, weight in weights.items()
        if (taxonomy.industries[code].parent is not None) == is_branch
    }
    if not chosen:
        return ()
    # A pillar that is named as well speaks for its branches.
    for code in chosen:
        chosen[code] += 0.5 * weights.get(taxonomy.industries[code].parent or "", 0.0)
    _put_trades_first(chosen, taxonomy)
    ranked = sorted(chosen, key=lambda code: (-chosen[code], code))
    return tuple(code for code in ranked[:_MOST] if chosen[code] >= 0.5 * chosen[ranked[0]])


def _put_trades_first(chosen: dict[str, float], taxonomy: Taxonomy) -> None:
    """研发, 中试 and 知识产权 say what is done, not what is made: beside a trade they count half."""
    services = _SERVICES & chosen.keys()
    if len(services) < len(chosen):
        for code in services:
            chosen[code] *= 0.5


def _weight(said: Mapping[str, float], industry: Industry) -> float:
    weight = 0.0
    for word in (industry.zh, *industry.aliases):
        weight += said.get(small_latin(word), 0.0)
    return weight


def _weight_of_word(text: str, word: str) -> float:
    """Longer words say more; so does a second mention, an early one, and 做…的 or …厂 around it."""
    place = text.find(word)
    weight = float(len(word))
    end = place + len(word)
    if text.find(word, end) >= 0:
        weight *= 1.3
    if place < _HEAD:
        weight *= 1.3
    if text.startswith(_MAKER_BEHIND, end) or text.endswith(_MAKER_BEFORE, max(0, place - 2), place):
        weight *= 1.8
    return weight
