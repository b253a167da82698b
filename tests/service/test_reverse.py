"""Matching in reverse: the same probabilities, asked from the capability's side."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from matcher.bootstrap import Application
from matcher.domain.need import CardField, NeedDraft, NeedStatus
from matcher.domain.taxonomy import ProviderKind
from matcher.service.similar import SimilarNeeds
from tests.helpers.application import CAST, ENTRIES
from tests.helpers.capabilities import TODAY, row

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
NEEDS = (
    CAST,
    "绍兴的印染厂,布掉颜色,一洗就染手,色牢度不够",
    "压铸件气孔太多，缩松也多",
    "our fabric colour leak",
)


def post(opened: Application, *texts: str) -> list[int]:
    ids = []
    member = opened.members.agree("telegram:1", "zh", NOW)
    for text in texts:
        answer = opened.desk.keep(NeedDraft(text), token=text, member_id=member.id, top=3, now=NOW)
        assert answer.need_id is not None
        ids.append(answer.need_id)
    return ids


def test_a_pair_is_as_probable_from_either_side(opened: Application) -> None:
    ids = post(opened, *NEEDS)
    forward = {
        (id, match.capability.id): match.probability
        for id, text in zip(ids, NEEDS, strict=True)
        for group in opened.matcher.find_matches(text, top=10).groups.values()
        for match in group
    }
    wanted = sorted({capability for _, capability in forward})
    found = opened.reverse.needs_for(wanted, opened.open_needs.all(), top=10)
    backward = {
        (match.need_id, capability): match.probability
        for capability, matches in found.items()
        for match in matches
    }
    assert forward
    assert backward == pytest.approx(forward, abs=1e-5)


def test_those_it_serves_best_come_first_and_no_more_than_asked_for(opened: Application) -> None:
    dye, cast, both = post(opened, NEEDS[1], CAST, NEEDS[2])
    match = opened.matcher.find_matches(CAST).groups[ProviderKind.RESEARCH][0]
    asked = [match.capability.id]
    every = [one.need_id for one in opened.reverse.needs_for(asked, opened.open_needs.all(), 5)[asked[0]]]
    assert set(every) == {cast, both}
    assert dye not in every
    first = opened.reverse.needs_for(asked, opened.open_needs.all(), 1)[asked[0]]
    assert [one.need_id for one in first] == every[:1]


def test_what_is_not_there_any_more_answers_nothing(opened: Application) -> None:
    post(opened, CAST)
    match = opened.matcher.find_matches(CAST).groups[ProviderKind.RESEARCH][0]
    with opened.store.begin() as unit:
        unit.capabilities.delete([match.capability.id])
    found = opened.reverse.needs_for([match.capability.id, 987], opened.open_needs.all(), 3)
    assert found == {match.capability.id: (), 987: ()}


def test_a_new_capability_is_compared_at_once(opened: Application) -> None:
    (id,) = post(opened, CAST)
    with opened.store.begin() as unit:
        new = unit.capabilities.upsert(row("cast-2", "压铸件气孔修补", "压铸件气孔太多,打压就漏。"), TODAY)
    found = opened.reverse.needs_for([new.id], opened.open_needs.all(), 3)
    assert [one.need_id for one in found[new.id]] == [id]


def test_a_need_that_passes_is_not_hidden_by_others_that_serve_better_but_fail(opened: Application) -> None:
    ids = post(opened, *(f"第{n}种压铸件气孔太多，打压就漏" for n in range(12)))
    capability = opened.matcher.find_matches(CAST).groups[ProviderKind.RESEARCH][0].capability.id
    found = opened.reverse.needs_for([capability], opened.open_needs.all(), 20)[capability]
    assert {one.need_id for one in found} == set(ids)
    assert [one.probability for one in found] == sorted((one.probability for one in found), reverse=True)


def test_without_needs_or_capabilities_nothing_is_found(opened: Application) -> None:
    assert opened.reverse.needs_for([1], {}, 3) == {1: ()}
    post(opened, CAST)
    assert opened.reverse.needs_for([], opened.open_needs.all(), 3) == {}


def test_open_needs_follow_the_database(opened: Application) -> None:
    first, second = post(opened, CAST, NEEDS[1])
    held = opened.open_needs.all()
    assert list(held) == [first, second]
    with opened.store.begin() as unit:
        unit.needs.set_status(first, NeedStatus.CLOSED, NOW + timedelta(hours=1))
    (third,) = post(opened, NEEDS[2])
    later = opened.open_needs.all()
    assert list(later) == [second, third]
    assert later[second] is held[second], "what has not changed is not read twice"


def test_a_new_problem_in_the_thesaurus_is_understood_in_old_needs(opened: Application) -> None:
    (id,) = post(opened, NEEDS[1])
    before = opened.open_needs.all()[id]
    with opened.store.begin() as unit:
        unit.thesaurus.upsert_many([replace(ENTRIES[0], technical_zh=("匀染性",))])
    assert opened.open_needs.all()[id].understanding.problems != before.understanding.problems


def test_similar_needs_are_found_and_a_need_is_not_its_own_double(opened: Application) -> None:
    dye, cast, both = post(opened, NEEDS[1], CAST, NEEDS[2])
    similar = SimilarNeeds(opened.encoder.dimension)
    held = opened.open_needs.all()
    similar.keep(held)
    like_cast = similar.like(held[cast], 2, without=frozenset({cast}))
    assert [one.need_id for one in like_cast] == [both, dye]
    assert all(0 <= one.closeness <= 1 for one in like_cast)
    assert similar.like(held[cast], 1)[0].closeness == pytest.approx(1, abs=1e-5)
    similar.keep({dye: held[dye]})
    assert [one.need_id for one in similar.like(held[cast], 5)] == [dye]


def test_the_other_side_sees_the_need_as_its_owner_left_it(opened: Application) -> None:
    member = opened.members.agree("telegram:1", "zh", NOW)
    draft = opened.desk.edit(NeedDraft("质量不好", supplements=(CAST,)), CardField.REGION, "绍兴")
    answer = opened.desk.keep(draft, token="a", member_id=member.id, top=3, now=NOW)
    match = answer.outcome.groups[ProviderKind.RESEARCH][0]
    found = opened.reverse.needs_for([match.capability.id], opened.open_needs.all(), 3)
    (need,) = found[match.capability.id]
    assert need.need_id == answer.need_id
    assert need.probability == pytest.approx(match.probability, abs=1e-5)


def test_an_excluded_firm_never_sees_the_need_and_others_move_up(opened: Application) -> None:
    member = opened.members.agree("telegram:1", "zh", NOW)
    firm = opened.matcher.find_matches(CAST).groups[ProviderKind.ENTERPRISE][0].capability
    hiding = opened.desk.edit(NeedDraft(CAST), CardField.EXCLUDED, f"{firm.provider.name}有限公司")
    for number in range(12):
        opened.desk.keep(hiding, token=f"{number}", member_id=member.id, top=3, now=NOW)
    shown = opened.desk.keep(NeedDraft(CAST), token="shown", member_id=member.id, top=3, now=NOW)
    found = opened.reverse.needs_for([firm.id], opened.open_needs.all(), 1)
    assert [one.need_id for one in found[firm.id]] == [shown.need_id]
