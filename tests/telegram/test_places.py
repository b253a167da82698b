"""Which message a reply takes the room of."""

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.places import REMEMBERED, Places, Shown, dump_places, load_places

SCREEN = Places((Shown(1, "needs"), Shown(2, "need-1"), Shown(3, "need-1-question")))


def test_below_words_everything_is_new() -> None:
    assert SCREEN.targets(["need-1", "need-1-question"], None) == [None, None]


def test_a_single_reply_takes_the_tapped_message() -> None:
    assert SCREEN.targets(["need-1"], 3) == [3]


def test_a_single_sentence_without_a_place_leaves_the_tapped_message() -> None:
    assert SCREEN.targets([""], 3) == [None]


def test_an_answered_question_renews_the_results_above_it() -> None:
    assert SCREEN.targets(["need-1", "need-1-question"], 3) == [2, 3]


def test_a_message_far_up_is_not_edited_unless_it_was_tapped() -> None:
    assert SCREEN.targets(["needs", "need-1"], 2) == [None, 2]
    assert SCREEN.targets(["needs", "need-1"], 1) == [1, 2]


def test_no_message_is_taken_twice() -> None:
    assert SCREEN.targets(["need-1", "need-1"], 2) == [2, None]


def test_an_edited_message_stays_where_it_is() -> None:
    assert SCREEN.with_shown(2, "needs").shown == (Shown(1, "needs"), Shown(2, "needs"), SCREEN.shown[2])


@given(st.lists(st.tuples(st.integers(1, 50), st.sampled_from(["", "need-1", "needs"])), max_size=20))
def test_the_newest_are_remembered_and_come_back(sent: list[tuple[int, str]]) -> None:
    places = Places()
    for message_id, place in sent:
        places = places.with_shown(message_id, place)
    numbers = [each.message_id for each in places.shown]
    assert numbers == sorted(set(numbers))
    assert len(numbers) <= REMEMBERED
    assert load_places(dump_places(places)) == places


def test_damaged_places_are_none() -> None:
    assert load_places('{"": "Else"}') == Places()
