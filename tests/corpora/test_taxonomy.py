import json
from importlib.resources import files
from pathlib import Path

import pytest

from matcher.domain.taxonomy import (
    CapabilityKind,
    CooperationMode,
    PlatformKind,
    ProviderKind,
    Route,
    Taxonomy,
)
from matcher.errors import InputError
from matcher.service.taxonomy import load_taxonomy

FOLDER = files("corpora") / "taxonomy"
PILLARS = {
    "equipment": "装备制造",
    "electronics": "电子信息及家电",
    "textiles": "纺织服装",
    "chemicals_pharma": "化工医药",
    "food_agri": "食品和农产品加工",
    "building_materials": "建材",
    "energy_environment": "节能环保与新能源",
    "creative_design": "创意设计",
    "modern_services": "现代服务业",
}


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy(FOLDER)


def test_the_nine_pillars_of_the_policy_are_there(taxonomy: Taxonomy) -> None:
    assert {code: row.zh for code, row in taxonomy.industries.items() if row.parent is None} == PILLARS


def test_every_branch_has_a_pillar_english_and_words_by_which_it_is_named(taxonomy: Taxonomy) -> None:
    branches = [row for row in taxonomy.industries.values() if row.parent is not None]
    for pillar in PILLARS:
        assert 6 <= sum(row.parent == pillar for row in branches) <= 20
    for row in branches:
        assert row.parent in PILLARS
        assert row.zh
        assert row.en.isascii()
        assert len(row.aliases) >= 5
        assert len(set(row.aliases)) == len(row.aliases)
        assert all(alias == alias.strip() and alias for alias in row.aliases)
    names = [row.zh for row in taxonomy.industries.values()]
    assert len(set(names)) == len(names)


def test_national_codes_are_those_of_the_standard(taxonomy: Taxonomy) -> None:
    named = json.loads((FOLDER / "industries.json").read_text(encoding="utf-8"))["gbt4754"]
    used = {code for row in taxonomy.industries.values() for code in row.gbt4754}
    assert used == set(named)
    assert all(code.isdigit() and 2 <= len(code) <= 4 and name for code, name in named.items())


def test_regions_are_the_provinces_and_their_cities(taxonomy: Taxonomy) -> None:
    provinces = [row for row in taxonomy.regions.values() if row.parent is None]
    assert len(provinces) == 34
    assert {row.short for row in provinces} >= {"北京", "内蒙古", "香港", "澳门", "台湾", "新疆"}
    for row in taxonomy.regions.values():
        assert len(row.code) == 6
        assert row.code.isdigit()
        assert row.name.startswith(row.short[0])
        assert row.parent is None or taxonomy.regions[row.parent].code[:2] == row.code[:2]
    assert len(taxonomy.regions) > 360
    assert taxonomy.region_name("330600") == "浙江省绍兴市"
    assert taxonomy.region_name("000000") == ""
    english = [row.en for row in taxonomy.regions.values() if row.en]
    assert len(set(english)) == len(english)


def test_every_name_of_a_place_leads_to_a_region(taxonomy: Taxonomy) -> None:
    assert set(taxonomy.places.values()) <= set(taxonomy.regions)
    assert all(len(name) > 1 for name in taxonomy.places)
    assert {taxonomy.places[name] for name in ("义乌", "义乌市", "浙江义乌", "金华", "Jinhua")} == {"330700"}
    assert not {"大理", "白银", "开封", "和平"} & set(taxonomy.places)


@pytest.mark.parametrize(
    ("vocabulary", "codes"),
    [
        ("provider_kinds", list(ProviderKind)),
        ("platform_kinds", list(PlatformKind)),
        ("capability_kinds", list(CapabilityKind)),
        ("modes", list(CooperationMode)),
        ("routes", list(Route)),
        ("maturity", [f"TRL{level}" for level in range(1, 10)]),
    ],
)
def test_vocabularies_name_every_code_in_both_languages(
    vocabulary: str, codes: list[str], taxonomy: Taxonomy
) -> None:
    labels = taxonomy.labels[vocabulary]
    assert list(labels) == [str(code) for code in codes]
    spellings = [word for row in labels.values() for word in (row.code, row.zh, row.en, *row.aliases)]
    for row in labels.values():
        assert row.zh
        assert row.en.isascii()
        assert taxonomy.label(vocabulary, row.code, "en") == row.en
    # A spelling in a profile row must mean one code.
    owners: dict[str, set[str]] = {}
    for row in labels.values():
        for word in (row.code, row.zh, row.en, *row.aliases):
            owners.setdefault(word, set()).add(row.code)
    assert spellings
    assert {word for word, found in owners.items() if len(found) > 1} == set()


def test_a_damaged_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "regions.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"regions\.json"):
        load_taxonomy(tmp_path)
