"""What ships with the program goes into a database that never held anything of its kind."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from matcher.domain.taxonomy import Taxonomy
from matcher.errors import InputError
from matcher.service.imports import import_profiles
from matcher.service.profiles import delete_capabilities
from matcher.service.seeding import SeedReport, load_new_entries, read_thesaurus, seed
from matcher.service.taxonomy import load_taxonomy
from matcher.store import Store, open_store

TODAY = date(2026, 11, 24)
HEADER = "industry\tlay_zh\ttechnical_zh\tlay_en\ttechnical_en\n"
ENTRY = "印染\t掉色;一洗就花\t色牢度\tfades\tfastness\n"
PROFILE = '{"provider": "东华大学", "provider_kind": "research", "capability": "%s", "summary": "好"}\n'


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy(files("corpora") / "taxonomy")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'qianxian.db'}") as opened:
        yield opened


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora"
    (folder / "profiles").mkdir(parents=True)
    (folder / "thesaurus").mkdir()
    (folder / "profiles" / "a.jsonl").write_text(PROFILE % "一" + PROFILE % "二", encoding="utf-8")
    (folder / "profiles" / "README.md").write_text("no profile", encoding="utf-8")
    (folder / "thesaurus" / "b.tsv").write_text(HEADER + ENTRY, encoding="utf-8")
    return folder


def test_an_empty_database_is_filled_once(store: Store, taxonomy: Taxonomy, corpora: Path) -> None:
    assert seed(store, corpora, taxonomy, TODAY) == SeedReport(2, 1)
    assert seed(store, corpora, taxonomy, TODAY) == SeedReport()
    with store.read() as unit:
        assert (unit.capabilities.count(), unit.thesaurus.count(), unit.changes.revision()) == (2, 1, 1)


def test_what_was_deleted_does_not_come_back(store: Store, taxonomy: Taxonomy, corpora: Path) -> None:
    seed(store, corpora, taxonomy, TODAY)
    delete_capabilities(store, [1, 2])
    assert seed(store, corpora, taxonomy, TODAY) == SeedReport()


def test_profiles_of_ones_own_get_the_thesaurus_but_no_samples(
    store: Store, taxonomy: Taxonomy, corpora: Path, tmp_path: Path
) -> None:
    (tmp_path / "own.jsonl").write_text(PROFILE % "自己的", encoding="utf-8")
    import_profiles(store, tmp_path / "own.jsonl", taxonomy, TODAY)
    assert seed(store, corpora, taxonomy, TODAY) == SeedReport(0, 1)


def test_a_bad_sample_is_named_and_the_others_are_loaded(
    store: Store, taxonomy: Taxonomy, corpora: Path
) -> None:
    (corpora / "profiles" / "b.jsonl").write_text("{\n" + PROFILE % "三", encoding="utf-8")
    report = seed(store, corpora, taxonomy, TODAY)
    assert report.profiles == 3
    assert report.sentences[0].startswith("b.jsonl:第 1 行")


def test_an_upgrade_brings_new_problems_and_leaves_what_staff_have_changed(
    store: Store, taxonomy: Taxonomy, corpora: Path
) -> None:
    seed(store, corpora, taxonomy, TODAY)
    (shipped,) = read_thesaurus(corpora)
    with store.begin() as unit:
        unit.thesaurus.upsert_many([replace(shipped, technical_zh=("固色牢度",))])
    (corpora / "thesaurus" / "c.tsv").write_text(HEADER + ENTRY.replace("掉色", "跑色"), encoding="utf-8")
    assert load_new_entries(store, corpora) == 1
    assert load_new_entries(store, corpora) == 0
    with store.read() as unit:
        assert unit.thesaurus.count() == 2
        assert unit.thesaurus.get_many([shipped.id])[shipped.id].technical_zh == ("固色牢度",)


def test_an_id_comes_from_the_industry_and_the_first_phrase(corpora: Path) -> None:
    (before,) = read_thesaurus(corpora)
    (corpora / "thesaurus" / "a.tsv").write_text(HEADER + ENTRY.replace("印染", "印花"), encoding="utf-8")
    (corpora / "thesaurus" / "b.tsv").write_text(HEADER + ENTRY.replace("fades", "runs"), encoding="utf-8")
    first, second = read_thesaurus(corpora)
    assert second.id == before.id
    assert first.id != before.id
    assert 0 < before.id < 2**48


@pytest.mark.parametrize(
    ("content", "part"),
    [("", "第 1 行应是"), ("a\tb\n", "第 1 行应是"), (HEADER + "印染\t掉色\n", "第 2 行有 2 格")],
)
def test_a_damaged_thesaurus_is_one_sentence_and_nothing_is_loaded(
    store: Store, taxonomy: Taxonomy, corpora: Path, content: str, part: str
) -> None:
    (corpora / "thesaurus" / "b.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=part):
        seed(store, corpora, taxonomy, TODAY)
    with store.read() as unit:
        assert unit.capabilities.count() == 0


def test_what_ships_is_loaded_without_a_complaint(store: Store, taxonomy: Taxonomy) -> None:
    report = seed(store, files("corpora"), taxonomy, TODAY)
    assert report.sentences == ()
    assert report.profiles >= 400
    assert report.thesaurus >= 9000
    with store.read() as unit:
        assert not [row.id for row in unit.capabilities.eligibility_rows() if not row.region_code]
