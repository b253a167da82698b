"""From a need's text to grouped, explained matches, over a small database."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.bootstrap import Application
from matcher.domain.decision import Pair
from matcher.domain.match import MatchOutcome
from matcher.domain.taxonomy import ProviderKind
from matcher.errors import InputError, UsageError
from matcher.ranking.fusion import probability
from matcher.service.barring import firm_key
from tests.helpers.application import CAST, ENTRIES, FUSION, ROWS, WITH_TERMS, open_small, titles
from tests.helpers.capabilities import TODAY, row


@pytest.fixture
def find_with_terms(tmp_path: Path, model: Path) -> Iterator[Callable[..., MatchOutcome]]:
    with open_small(tmp_path, model, fusion=WITH_TERMS) as application:
        yield application.matcher.find_matches


@pytest.fixture
def find(opened: Application) -> Callable[..., MatchOutcome]:
    return opened.matcher.find_matches


def capability_id(opened: Application, external_id: str) -> int:
    with opened.store.read() as unit:
        every = (one for batch in unit.capabilities.iter_all() for one in batch)
        return next(one.id for one in every if one.external_id == external_id)


def test_each_kind_of_provider_has_a_group_of_its_own(find: Callable[..., MatchOutcome]) -> None:
    outcome = find(CAST)
    assert list(outcome.groups) == list(ProviderKind)
    assert titles(outcome, ProviderKind.RESEARCH) == ["压铸件气孔控制"]
    assert titles(outcome, ProviderKind.PLATFORM) == ["压铸件气孔检测"]
    assert titles(outcome, ProviderKind.ENTERPRISE) == ["压铸件气孔治理设备"]
    assert not outcome.abstained


def test_every_match_is_above_the_threshold_and_its_parts_sum_to_it(
    find: Callable[..., MatchOutcome],
) -> None:
    for group in find(CAST, top=9).groups.values():
        assert [match.probability for match in group] == sorted(
            (match.probability for match in group), reverse=True
        )
        for match in group:
            assert match.probability >= 0.5
            assert match.probability == pytest.approx(probability(sum(match.parts.values())))


def test_a_reason_quotes_the_profile_word_for_word(find: Callable[..., MatchOutcome]) -> None:
    (match,) = find(CAST).groups[ProviderKind.RESEARCH]
    assert match.reason.quote in {match.capability.title, "研究真空压铸。", "解决压铸件气孔和缩松。"}
    assert any("气孔" in term for term in match.reason.terms)


def test_only_the_asked_kind_is_searched(find: Callable[..., MatchOutcome]) -> None:
    outcome = find(CAST, kinds=frozenset({ProviderKind.PLATFORM}))
    assert list(outcome.groups) == [ProviderKind.PLATFORM]
    assert titles(outcome) == ["压铸件气孔检测"]


def test_a_province_takes_in_its_cities_and_a_city_does_not_take_in_its_province(
    find: Callable[..., MatchOutcome],
) -> None:
    assert titles(find(CAST, region="浙江")) == ["压铸件气孔控制", "压铸件气孔检测"]
    assert titles(find(CAST, region="绍兴")) == ["压铸件气孔控制"]
    assert titles(find(CAST, region="西藏")) == []


def test_an_unknown_region_is_told(find: Callable[..., MatchOutcome]) -> None:
    with pytest.raises(UsageError, match="不认识地区「火星」"):
        find(CAST, region="火星")


def test_a_need_that_nothing_fits_is_turned_away_not_padded(find: Callable[..., MatchOutcome]) -> None:
    outcome = find("想找会修古琴的师傅")
    assert outcome.abstained
    assert titles(outcome) == []


@pytest.mark.parametrize(
    "text", ["", "  \n", "🧵🧵", "12345", "\u200b", "？！", "压" * 20_001], ids=lambda text: repr(text[:5])
)
def test_a_text_that_is_no_need_is_one_sentence(find: Callable[..., MatchOutcome], text: str) -> None:
    with pytest.raises(InputError) as caught:
        find(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        CAST + "\x00\x07",
        "<script>alert(1)</script> 压铸件气孔 **粗** [x](http://y)",
        "\ud83d压铸件气孔",
        "压铸件气孔" * 2000,
        "Porosity in our castings, 压铸件气孔",
        "気孔が多い 압력 пористость",
        "a",
        "\n\n压铸件气孔\n" + "\n" * 500,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_a_strange_text_is_answered_all_the_same(find: Callable[..., MatchOutcome], text: str) -> None:
    outcome = find(text)
    assert list(outcome.groups) == list(ProviderKind)


def test_an_expired_capability_is_not_shown_until_it_is_renewed(
    opened: Application, find: Callable[..., MatchOutcome]
) -> None:
    for expires_at, shown in (
        (TODAY, True),
        (TODAY - timedelta(days=1), False),
        (TODAY + timedelta(days=365), True),
        (None, True),
    ):
        with opened.store.begin() as unit:
            unit.capabilities.upsert(replace(ROWS[0], expires_at=expires_at), TODAY)
        assert ("压铸件气孔控制" in titles(find(CAST))) is shown


def test_a_capability_expires_while_the_program_runs(tmp_path: Path, model: Path) -> None:
    day = [TODAY]
    rows = [replace(ROWS[0], expires_at=TODAY), *ROWS[1:]]
    with open_small(tmp_path, model, rows=rows, today=lambda: day[0]) as opened:
        assert "压铸件气孔控制" in titles(opened.matcher.find_matches(CAST))
        day[0] = TODAY + timedelta(days=1)
        assert "压铸件气孔控制" not in titles(opened.matcher.find_matches(CAST))


def test_a_revoked_provider_is_never_shown(opened: Application, find: Callable[..., MatchOutcome]) -> None:
    assert titles(find(CAST), ProviderKind.PLATFORM) == ["压铸件气孔检测"]
    with opened.store.begin() as unit:
        provider = unit.capabilities.get(capability_id(opened, "cast-test")).provider
        unit.providers.revoke(provider.id, TODAY)
    assert titles(find(CAST), ProviderKind.PLATFORM) == []
    with opened.store.begin() as unit:
        unit.capabilities.upsert(replace(ROWS[1], external_id="again", region="杭州"), TODAY)
    assert titles(find(CAST), ProviderKind.PLATFORM) == []


def test_a_deleted_capability_is_gone_and_a_new_one_found_without_a_restart(
    opened: Application, find: Callable[..., MatchOutcome]
) -> None:
    with opened.store.begin() as unit:
        unit.capabilities.delete([capability_id(opened, "cast")])
    assert titles(find(CAST), ProviderKind.RESEARCH) == []
    with opened.store.begin() as unit:
        unit.capabilities.upsert(row("new", "压铸件气孔仿真", "模流分析压铸件气孔。"), TODAY)
    assert titles(find(CAST), ProviderKind.RESEARCH) == ["压铸件气孔仿真"]


def test_what_expires_between_search_and_reading_is_not_shown(opened: Application) -> None:
    """The index and the catalogue may be a moment behind the database; what is read from it decides."""
    matcher = opened.matcher
    matcher.counts()
    matcher._refresh = lambda: None  # type: ignore[method-assign]  # the moment stands still
    with opened.store.begin() as unit:
        unit.capabilities.upsert(replace(ROWS[0], expires_at=date(2020, 1, 1)), TODAY)
        unit.capabilities.delete([capability_id(opened, "cast-firm")])
    assert titles(matcher.find_matches(CAST)) == ["压铸件气孔检测"]


def test_a_rebuild_gives_the_same_top_k(opened: Application, find: Callable[..., MatchOutcome]) -> None:
    needs = [CAST, "布料掉颜色", "风机噪声大", "废水怎么处理", "leak in casting 压铸"]
    with opened.store.begin() as unit:  # another order of arrival than the ids'
        unit.capabilities.upsert_many([replace(one, evidence="改") for one in reversed(ROWS)], TODAY)
        unit.capabilities.delete([capability_id(opened, "soil")])
    before = [find(need, top=9).groups for need in needs]
    opened.keeper.rebuild()
    opened.knowledge.keeper.rebuild()
    after = [find(need, top=9).groups for need in needs]
    assert [
        [(match.capability.id, round(match.probability, 6)) for group in groups.values() for match in group]
        for groups in before
    ] == [
        [(match.capability.id, round(match.probability, 6)) for group in groups.values() for match in group]
        for groups in after
    ]


def test_two_processes_see_each_other_s_commits(tmp_path: Path, model: Path) -> None:
    with open_small(tmp_path, model) as first, open_small(tmp_path, model) as second:
        assert titles(first.matcher.find_matches(CAST)) == titles(second.matcher.find_matches(CAST))
        with first.store.begin() as unit:
            unit.capabilities.upsert(row("new", "压铸件气孔仿真", "模流分析压铸件气孔。"), TODAY)
        with second.store.begin() as unit:
            unit.capabilities.delete([capability_id(second, "cast")])
        for opened in (first, second):
            outcome = opened.matcher.find_matches(CAST)
            assert titles(outcome, ProviderKind.RESEARCH) == ["压铸件气孔仿真"]


def test_the_same_answer_after_a_restart(tmp_path: Path, model: Path) -> None:
    seen = []
    for _ in range(2):
        with open_small(tmp_path, model) as opened:
            groups = opened.matcher.find_matches(CAST, top=9).groups
            seen.append([(m.capability.id, m.probability) for group in groups.values() for m in group])
    assert seen[0] == seen[1]


def test_an_owner_s_words_find_the_field_s_terms(find_with_terms: Callable[..., MatchOutcome]) -> None:
    outcome = find_with_terms("布料掉颜色染手")
    assert [one.entry_id for one in outcome.understood][:1] == [11]
    assert outcome.understood[0].terms == ("色牢度", "固色剂")
    assert titles(outcome, ProviderKind.RESEARCH)[:1] == ["纺织品色牢度提升"]
    assert "色牢度" in outcome.groups[ProviderKind.RESEARCH][0].reason.terms


def test_rejecting_what_was_understood_changes_the_search(
    find_with_terms: Callable[..., MatchOutcome],
) -> None:
    outcome = find_with_terms("布料掉颜色染手", rejected=frozenset({11}))
    assert 11 not in [one.entry_id for one in outcome.understood]
    assert "纺织品色牢度提升" not in titles(outcome)


def test_confirming_an_entry_brings_its_terms_in(find_with_terms: Callable[..., MatchOutcome]) -> None:
    need = "布料掉颜色染手"
    assert "盐碱地改良" not in titles(find_with_terms(need))
    outcome = find_with_terms(need, confirmed=frozenset({12}))
    assert [one.entry_id for one in outcome.understood][:1] == [12]
    assert "盐碱地改良" in titles(outcome)


def test_entries_that_do_not_exist_are_passed_over(find: Callable[..., MatchOutcome]) -> None:
    assert titles(find(CAST, confirmed=frozenset({999}), rejected=frozenset({998}))) == titles(find(CAST))


def test_an_edit_of_the_thesaurus_is_picked_up(tmp_path: Path, model: Path) -> None:
    need = "布料掉颜色染手"
    with open_small(tmp_path, model, fusion=WITH_TERMS) as opened:
        assert "果蔬保鲜" not in titles(opened.matcher.find_matches(need))
        with opened.store.begin() as unit:
            unit.thesaurus.upsert_many([replace(ENTRIES[0], technical_zh=("果蔬保鲜",))])
        outcome = opened.matcher.find_matches(need)
    assert outcome.understood[0].terms == ("果蔬保鲜",)
    assert "果蔬保鲜" in titles(outcome)


def test_an_empty_database_turns_everybody_away(tmp_path: Path, model: Path) -> None:
    with open_small(tmp_path, model, rows=(), entries=()) as opened:
        assert opened.matcher.find_matches(CAST).abstained
        assert sum(opened.matcher.counts().values()) == 0


def test_counts_are_of_what_may_be_shown_today(tmp_path: Path, model: Path) -> None:
    rows = [replace(ROWS[0], expires_at=TODAY - timedelta(days=1)), *ROWS[1:]]
    with open_small(tmp_path, model, rows=rows) as opened:
        assert dict(opened.matcher.counts()) == {
            ProviderKind.RESEARCH: 5,
            ProviderKind.PLATFORM: 2,
            ProviderKind.ENTERPRISE: 2,
        }


def test_threads_may_search_while_others_write(opened: Application) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with opened.store.begin() as unit:
                unit.capabilities.upsert(replace(ROWS[number % 10], evidence=str(number)), TODAY)

    with ThreadPoolExecutor(5) as pool:
        writing = pool.submit(write)
        answers = list(pool.map(lambda _: titles(opened.matcher.find_matches(CAST)), range(60)))
        stop.set()
        writing.result()
    assert all(answer == ["压铸件气孔控制", "压铸件气孔检测", "压铸件气孔治理设备"] for answer in answers)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("压铸气孔掉色，。 \n3.5aB🧵\u0000\ud83d<>*_") | st.characters(), max_size=80))
def test_any_text_is_answered_or_refused_in_a_sentence(find: Callable[..., MatchOutcome], text: str) -> None:
    try:
        outcome = find(text)
    except InputError as error:
        assert str(error)  # noqa: PT017  # which of both happens depends on the text
    else:
        assert all(match.probability >= 0.5 for group in outcome.groups.values() for match in group)


def hidden(outcome: MatchOutcome) -> frozenset[Pair]:
    return frozenset(
        Pair(match.capability.id, match.capability.version)
        for group in outcome.groups.values()
        for match in group
    )


MANY = tuple(
    row(f"c{n}", f"压铸件气孔控制{n}", "解决压铸件气孔。", provider="东海大学" if n < 200 else f"研究所{n}")
    for n in range(210)
)


@pytest.fixture
def find_among_many(tmp_path: Path, model: Path) -> Iterator[Callable[..., MatchOutcome]]:
    everybody = replace(FUSION, threshold=0.001)
    with open_small(tmp_path, model, rows=MANY, fusion=everybody) as application:
        yield application.matcher.find_matches


def test_hidden_pairs_make_room_for_others_until_none_is_left(
    find_among_many: Callable[..., MatchOutcome],
) -> None:
    seen: frozenset[Pair] = frozenset()
    for top, left in ((100, 110), (108, 2), (3, 0)):
        shown = hidden(find_among_many(CAST, top=top, hidden=seen))
        assert len(shown) == min(top, 210 - len(seen))
        assert not shown & seen
        seen |= shown
        assert 210 - len(seen) == left


def test_a_hidden_pair_is_of_one_version(find_among_many: Callable[..., MatchOutcome]) -> None:
    shown = hidden(find_among_many(CAST))
    older = frozenset(Pair(pair.capability_id, pair.version - 1) for pair in shown)
    assert hidden(find_among_many(CAST, hidden=older)) == shown


def test_a_given_card_counts_instead_of_the_words(find: Callable[..., MatchOutcome]) -> None:
    read = find(CAST)
    given = replace(read.card, region="浙江省绍兴市", region_code="330600")
    outcome = find(CAST, card=given)
    assert outcome.card == given
    (near,), (before,) = outcome.groups[ProviderKind.RESEARCH], read.groups[ProviderKind.RESEARCH]
    assert near.parts["region"] > before.parts.get("region", 0.0)


@pytest.mark.parametrize("name", ["东海大学", "东海", "东海 大学", "东海大学有限公司"])
def test_an_excluded_firm_never_appears_and_others_move_up(
    find_among_many: Callable[..., MatchOutcome], name: str
) -> None:
    outcome = find_among_many(CAST, top=8, excluded=(name,))
    providers = {match.capability.provider.name for match in outcome.groups[ProviderKind.RESEARCH]}
    assert len(providers) == 8
    assert "东海大学" not in providers


@pytest.mark.parametrize("name", ["有限公司", "公司", " ", "Co., Ltd."])
def test_a_name_that_says_nothing_excludes_nobody(
    find_among_many: Callable[..., MatchOutcome], name: str
) -> None:
    assert hidden(find_among_many(CAST, excluded=(name,))) == hidden(find_among_many(CAST))


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("海天 纺织", "绍兴海天纺织股份有限公司"),
        ("海天纺织集团有限公司", "海天纺织集团"),
        ("Sea Sky Textile Co., Ltd.", "SEA-SKY TEXTILE LIMITED"),
        ("华能(绍兴)科技有限公司", "华能（绍兴）科技"),
    ],
)
def test_a_firm_is_known_however_it_is_written(written: str, registered: str) -> None:
    assert firm_key(written) in firm_key(registered)


@given(name=st.text(st.characters(codec=None), max_size=80))
def test_any_firms_name_has_one_key(name: str) -> None:
    assert firm_key(f"  {name}\n") == firm_key(name)
    assert firm_key(f"{name}有限公司") in (firm_key(name), firm_key(f"{name}。有限公司"))
