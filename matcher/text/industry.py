"""Which industries a text speaks of, by the words of the taxonomy."""

import re
from collections.abc import Mapping

from matcher.domain.taxonomy import Industry, Taxonomy

_HEAD = 80  # characters; who writes says first what he makes
_MOST = 3
_LATIN_WORD = re.compile(r"[a-z0-9][a-z0-9+\-]*")
_MAKER_BEFORE = ("做", "生产", "搞", "加工", "专业", "经营", "种", "养")
_MAKER_BEHIND = ("厂", "企业", "公司", "的厂", "行业", "作坊", "车间", "加工厂", "生产厂")


def guess_industries(text: str, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Codes, most likely first: at most three branches, or the pillar where only that can be told."""
    words = f" {' '.join(_LATIN_WORD.findall(text.lower()))} "
    weights = {
        code: weight
        for code, industry in taxonomy.industries.items()
        if (weight := _weight(text, words, industry)) > 0
    }
    branches = _most_likely(weights, taxonomy, is_branch=True)
    return branches or _most_likely(weights, taxonomy, is_branch=False)[:1]


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
    ranked = sorted(chosen, key=lambda code: (-chosen[code], code))
    return tuple(code for code in ranked[:_MOST] if chosen[code] >= 0.5 * chosen[ranked[0]])


def _weight(text: str, words: str, industry: Industry) -> float:
    weight = _alias_weight(text, words, industry.zh)
    for alias in industry.aliases:
        weight += _alias_weight(text, words, alias)
    return weight


def _alias_weight(text: str, words: str, alias: str) -> float:
    """Longer words say more; so does a second mention, an early one, and 做…的 or …厂 around it."""
    if alias.isascii():
        return _latin_weight(words, alias.lower())
    place = text.find(alias)
    if place < 0:
        return 0.0
    weight = float(len(alias))
    end = place + len(alias)
    if text.find(alias, end) >= 0:
        weight *= 1.3
    if place < _HEAD:
        weight *= 1.3
    if text.startswith(_MAKER_BEHIND, end) or text.endswith(_MAKER_BEFORE, max(0, place - 2), place):
        weight *= 1.8
    return weight


def _latin_weight(words: str, alias: str) -> float:
    return 3.0 if f" {alias} " in words or f" {alias}s " in words else 0.0
