"""The sample profiles that ship: complete, broad, marked as samples, and without any private person."""

import json
import re
from collections import Counter
from datetime import date
from importlib.resources import files
from urllib.parse import urlsplit

import pytest

from matcher.domain.profile_columns import NAMES
from matcher.domain.profile_parsing import parse_row
from matcher.domain.profile_row import ProfileRow
from matcher.domain.profile_words import words_of
from matcher.domain.taxonomy import PlatformKind, ProviderKind, Taxonomy
from matcher.service.taxonomy import load_taxonomy

Rows = dict[str, dict[str, str]]  # 「file:line」 -> the row

PILLARS = {
    "装备制造",
    "电子信息及家电",
    "纺织服装",
    "化工医药",
    "食品和农产品加工",
    "建材",
    "节能环保与新能源",
    "创意设计",
    "现代服务业",
}
PRIVATE = re.compile(
    r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"  # mobile
    r"|(?<!\d)(?:0\d{2,3}[- ]\d{7,8}|400[- ]?\d{3}[- ]?\d{4})(?!\d)"  # landline, hotline
    r"|[\w.+-]+@[\w-]+\.\w+"
    r"|(?<!\d)\d{17}[\dXx](?!\d)"  # identity number
    r"|联系人|微信号|QQ[::]"
)


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy(files("corpora") / "taxonomy")


@pytest.fixture(scope="module")
def rows() -> Rows:
    found = {}
    for file in sorted((files("corpora") / "profiles").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".jsonl"):
            lines = file.read_text(encoding="utf-8").rstrip("\n").split("\n")
            found.update({f"{file.name}:{n}": json.loads(line) for n, line in enumerate(lines, start=1)})
    return found


@pytest.fixture(scope="module")
def parsed(rows: Rows, taxonomy: Taxonomy) -> dict[str, ProfileRow | list[str]]:
    words = words_of(taxonomy)
    return {place: parse_row(row, 1, words, date(2026, 11, 24)) for place, row in rows.items()}


@pytest.fixture(scope="module")
def profiles(parsed: dict[str, ProfileRow | list[str]]) -> dict[str, ProfileRow]:
    return {place: row for place, row in parsed.items() if isinstance(row, ProfileRow)}


def test_every_row_has_the_contracts_columns_as_text(rows: Rows) -> None:
    assert [place for place, row in rows.items() if tuple(row) != NAMES] == []
    assert [place for place, row in rows.items() if not all(isinstance(v, str) for v in row.values())] == []


def test_every_row_can_be_imported(parsed: dict[str, ProfileRow | list[str]]) -> None:
    assert {place: row for place, row in parsed.items() if isinstance(row, list)} == {}


def test_there_are_enough_and_none_twice(profiles: dict[str, ProfileRow]) -> None:
    assert len(profiles) >= 400
    ids = Counter(row.external_id for row in profiles.values())
    pairs = Counter((row.provider, row.capability) for row in profiles.values())
    summaries = Counter(row.summary for row in profiles.values())
    assert [what for counts in (ids, pairs, summaries) for what, count in counts.items() if count > 1] == []


def test_ids_are_stable_sample_ids(profiles: dict[str, ProfileRow]) -> None:
    strange = [
        place for place, row in profiles.items() if not re.fullmatch(r"sample-[a-z-]+-\d{3}", row.external_id)
    ]
    assert strange == []


def test_they_come_from_at_least_25_provinces_all_known(profiles: dict[str, ProfileRow]) -> None:
    assert [place for place, row in profiles.items() if not row.region_code] == []
    assert len({row.region_code[:2] for row in profiles.values()}) >= 25


def test_all_kinds_of_provider_and_all_eight_kinds_of_platform_are_there(
    profiles: dict[str, ProfileRow],
) -> None:
    assert {row.provider_kind for row in profiles.values()} == set(ProviderKind)
    assert {row.platform_kind for row in profiles.values()} - {None} == set(PlatformKind)


def test_all_nine_industries_are_there_and_every_row_names_one(profiles: dict[str, ProfileRow]) -> None:
    assert [place for place, row in profiles.items() if not PILLARS & set(row.industries)] == []
    counts = Counter(pillar for row in profiles.values() for pillar in PILLARS & set(row.industries))
    assert {pillar for pillar in PILLARS if counts[pillar] < 15} == set()


def test_every_row_can_be_searched_and_worked_with(profiles: dict[str, ProfileRow]) -> None:
    thin = [
        place
        for place, row in profiles.items()
        if not (
            80 <= len(row.summary) <= 220
            and len(row.keywords) >= 4
            and row.modes
            and len(row.capability) >= 8
        )
    ]
    assert thin == []


def test_every_row_names_its_public_source_and_is_marked_as_a_sample(rows: Rows) -> None:
    unmarked = [place for place, row in rows.items() if "示例资料,待核实" not in row["evidence"]]
    unsourced = [place for place, row in rows.items() if "." not in urlsplit(row["source"].split()[0]).netloc]
    undated = [place for place, row in rows.items() if "公开资料" not in row["source"]]
    assert (unmarked, unsourced, undated) == ([], [], [])


def test_nothing_pretends_to_have_been_verified(profiles: dict[str, ProfileRow]) -> None:
    assert [place for place, row in profiles.items() if row.verified_at or row.expires_at] == []


def test_no_private_person_can_be_reached_through_them(rows: Rows) -> None:
    found = {
        f"{place} {name}": match.group()
        for place, row in rows.items()
        for name, value in row.items()
        if (match := PRIVATE.search(value))
    }
    assert found == {}
    assert [place for place, row in rows.items() if row["contact_confidential"]] == []
    contacts = {row["contact_public"] for row in rows.values()}
    assert [contact for contact in contacts if contact and not contact.startswith("http")] == []
