"""The conversation through pipes and on a terminal."""

import io

import pytest

from bot.terminal.chat import TerminalChat
from bot.terminal.rendering import without_control
from tests.conversation.fakes import FakeAnswerer, MemorySessions, build_conversation

NEED = "铸件加工后总有气孔"


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


class Interrupted(io.StringIO):
    def readline(self, *_size: object) -> str:  # type: ignore[override]
        raise KeyboardInterrupt


def talk(*lines: str, sessions: MemorySessions | None = None) -> str:
    target = io.StringIO()
    source = io.StringIO("".join(f"{line}\n" for line in lines))
    TerminalChat(build_conversation(sessions=sessions), source, target).run()
    return target.getvalue()


def test_a_pipe_is_answered_line_by_line_without_prompts_and_codes() -> None:
    said = talk(NEED, "1")
    assert "找到 5 个可能合适的" in said
    assert "合计 +1.38" in said
    assert "> " not in said
    assert "\x1b" not in said
    assert said.endswith("再见，您的需求已经保存。\n")


def test_empty_lines_say_nothing() -> None:
    assert "这条消息是空的" not in talk("", "  ", NEED)


def test_a_terminal_has_a_prompt_and_emphasis() -> None:
    target = Tty()
    TerminalChat(build_conversation(), Tty(f"{NEED}\n"), target).run()
    assert "> " in target.getvalue()
    assert "\x1b[1m真空压铸\x1b[22m" in target.getvalue()


def test_ctrl_c_ends_politely() -> None:
    target = io.StringIO()
    TerminalChat(build_conversation(), Interrupted(), target).run()
    assert target.getvalue().endswith("再见。\n")


@pytest.mark.parametrize("word", ["再见", "/quit", "Bye"])
def test_a_goodbye_ends(word: str) -> None:
    assert "找到" not in talk(word, NEED)


def test_goes_on_where_it_was_left() -> None:
    sessions = MemorySessions()
    talk(NEED, sessions=sessions)
    said = talk("再看看", sessions=sessions)
    assert f"上次您写的是「{NEED}」" in said
    assert "找到 5 个" in said


def test_control_characters_do_not_steer_the_terminal() -> None:
    assert without_control(("a\x1b[2Jb\x07", "行\n列")) == ("a[2Jb", "行\n列")


def test_a_number_beyond_the_screen_is_a_sentence() -> None:
    assert "屏幕上没有第 9 个" in talk("布料掉色", "9")


def test_a_need_that_cannot_be_searched_is_a_sentence() -> None:
    answerer = FakeAnswerer()
    target = io.StringIO()
    TerminalChat(build_conversation(answerer), io.StringIO("😀😀\n"), target).run()
    assert "没有能查找的文字" in target.getvalue()
    assert answerer.kept == []
