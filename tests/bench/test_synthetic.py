"""The made-up corpus is the same for everyone and looks like the real one."""

from collections import Counter
from importlib.resources import files
from itertools import islice
from pathlib import Path

import pytest

from matcher.domain.taxonomy import ProviderKind
from tests.bench import synthetic
from tests.bench.synthetic import Words, capability_rows, needs, read_words


@pytest.fixture(scope="module")
def words() -> Words:
    return read_words(Path(str(files("corpora"))))


def test_a_seed_always_gives_the_same_capabilities_and_needs(words: Words) -> None:
    assert list(capability_rows(words, 50)) == list(capability_rows(words, 50))
    assert needs(words, 20) == needs(words, 20)
    assert needs(words, 20, seed=3) != needs(words, 20)


def test_a_smaller_corpus_is_the_beginning_of_a_larger_one(words: Words) -> None:
    assert list(capability_rows(words, 20)) == list(islice(capability_rows(words, 200), 20))


def test_lengths_are_those_of_real_profiles_and_needs(words: Words) -> None:
    rows = list(capability_rows(words, 500))
    assert all(synthetic.SHORTEST_SUMMARY <= len(row.summary) <= synthetic.LONGEST_SUMMARY for row in rows)
    assert all(synthetic.SHORTEST_NEED <= len(need) <= synthetic.LONGEST_NEED for need in needs(words, 500))


def test_rows_are_spread_over_kinds_regions_and_providers(words: Words) -> None:
    rows = list(capability_rows(words, 2000))
    kinds = Counter(row.provider_kind for row in rows)
    assert set(kinds) == set(ProviderKind)
    assert kinds[ProviderKind.RESEARCH] > 800
    assert len({row.region_code[:2] for row in rows}) >= 25
    assert len({row.provider for row in rows}) == 250
    assert len({row.external_id for row in rows}) == 2000
    assert len({row.summary for row in rows}) == 2000
