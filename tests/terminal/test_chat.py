"""The conversation through pipes and on a terminal."""

import io
import stat
from pathlib import Path

import pytest

from bot.terminal.chat import TerminalChat
from bot.terminal.files import LARGEST_FILE, save_new
from bot.terminal.rendering import without_control
from tests.conversation.fakes import MemoryMemory, build_conversation

NEED = "铸件加工后总有气孔"


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


class Interrupted(io.StringIO):
    def readline(self, *_size: object) -> str:  # type: ignore[override]
        raise KeyboardInterrupt


def talk(*lines: str, memory: MemoryMemory | None = None) -> str:
    target = io.StringIO()
    source = io.StringIO("".join(f"{line}\n" for line in lines))
    TerminalChat(build_conversation(memory=memory), source, target).run()
    return target.getvalue()


def test_a_pipe_is_answered_line_by_line_without_prompts_and_codes() -> None:
    said = talk(NEED, "1")
    assert "找到 5 个可能合适的" in said
    assert "合计 +1.38" in said
    assert "> " not in said
    assert "\x1b" not in said


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
    memory = MemoryMemory()
    talk(NEED, memory=memory)
    said = talk("再看看", memory=memory)
    assert f"上次您写的是「{NEED}」" in said
    assert "找到 5 个" in said


def test_control_characters_do_not_steer_the_terminal() -> None:
    assert without_control(("a\x1b[2Jb\x07", "行\n列")) == ("a[2Jb", "行\n列")


def test_a_number_beyond_the_screen_is_a_sentence() -> None:
    assert "屏幕上没有第 9 个" in talk("布料掉色", "跳过", "第9个")


def test_a_need_that_cannot_be_searched_is_a_sentence() -> None:
    assert "没有读到文字" in talk("😀😀")


def test_goodbye_does_not_claim_that_an_unconfirmed_need_was_kept() -> None:
    assert talk(NEED).endswith("再见。没有确认的需求只留在这个对话里，下次可以接着说。\n")


def test_goodbye_says_that_a_confirmed_need_is_kept() -> None:
    said = talk(NEED, "需求卡", "好的")
    assert said.endswith("再见，您的需求已经保存。\n")


def test_the_need_card_shows_every_field_with_its_number() -> None:
    card = talk(NEED, "需求卡")
    assert f"问题：{NEED}" in card
    assert "] 行业：" in card


def test_a_named_file_is_read_into_needs(tmp_path: Path) -> None:
    path = tmp_path / "需求 表.txt"
    path.write_text(NEED, encoding="utf-8")
    assert "找到 5 个" in talk(f"/file {path}")
    assert "找到 5 个" in talk(f'文件 "{path}"')


@pytest.mark.parametrize("name", ["不在这里.docx", "", "~nobody-of-this-name/a.txt", "a\0b"])
def test_a_path_that_cannot_be_read_is_a_sentence(tmp_path: Path, name: str) -> None:
    assert "读不了这个文件" in talk(f"/file {tmp_path}/{name}")


def test_a_file_that_is_too_large_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "大.pdf"
    path.write_bytes(b"0" * (LARGEST_FILE + 1))
    assert "5 MB" in talk(f"/file {path}")


def test_a_download_is_the_owners_alone_and_replaces_nothing(tmp_path: Path) -> None:
    first = save_new(tmp_path, "资料.json", "一")
    second = save_new(tmp_path, "../资料.json", "二")
    assert first.read_text(encoding="utf-8") == "一"
    assert second == tmp_path / "资料-2.json"
    assert stat.S_IMODE(second.stat().st_mode) == 0o600


def test_english_is_set_with_english_punctuation() -> None:
    said = talk("English", "castings leak, 气孔", "card").split("All right")[1]
    assert "Problem to solve: " in said
    assert not set("：【】") & set(said)
