"""What stands behind an inline button."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.actions import Action, Verb, parse_action
from bot.telegram.callbacks import LIMIT, Callback, parse_callback


@given(st.integers(0, 2**52), st.sampled_from(list(Verb)), st.integers(0, 10**15), st.integers(0, 10**8))
def test_the_longest_action_fits_and_comes_back(owner: int, verb: Verb, argument: int, serial: int) -> None:
    callback = Callback(owner, str(Action(verb, str(argument), serial)))
    assert len(str(callback).encode()) <= LIMIT
    assert parse_callback(str(callback)) == callback
    assert parse_action(callback.action) == Action(verb, str(argument), serial)


@pytest.mark.parametrize("text", [None, "", "no bar", "?|help::0", "-|x"])
def test_anything_else_is_none_of_ours(text: str | None) -> None:
    assert parse_callback(text) is None


def test_too_long_data_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        str(Callback(1, "x" * 64))
