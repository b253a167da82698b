"""Forms are read in a process of their own, which a hostile file may at worst end."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from matcher.errors import InputError
from matcher.service.forms import FormNeed, child, read_form
from tests.service.forms.contents import DYEING, DYEING_TEXT
from tests.service.forms.making import docx_of, pdf_of, workbook_of


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("表.docx", docx_of(DYEING)),
        ("表.xlsx", workbook_of(表=DYEING)),
        ("表.pdf", pdf_of(DYEING)),
        ("表.txt", DYEING_TEXT.encode()),
    ],
)
def test_a_form_comes_back_from_its_process(name: str, data: bytes) -> None:
    (need,) = read_form(name, data)
    assert "深色棉布湿摩擦牢度只有2级" in need.text


def test_a_sentence_comes_back_with_what_fills_it() -> None:
    rows = [["需求名称", "需求描述"], *[[f"需求{number}号", "漏"] for number in range(21)]]
    with pytest.raises(InputError) as caught:
        read_form("表.xlsx", workbook_of(表=rows))
    assert caught.value.values_in_it == {"found": 21, "most": 20}
    assert "{found}" in caught.value.sentence


def test_a_process_that_takes_too_long_is_ended_with_a_sentence() -> None:
    with pytest.raises(InputError, match="太复杂"):
        read_form("表.docx", docx_of(DYEING), longest=0.001)


def test_a_process_that_takes_too_much_memory_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_WORKER", "tests.service.forms.greedy")
    with pytest.raises(InputError, match="太复杂"):
        read_form("表.txt", b"x")


@pytest.mark.parametrize("name", ["", "a\0b", "-c", "../../x.docx", "名" * 5_000 + ".txt", "a.\udcff"])
def test_any_name_will_do(name: str) -> None:
    assert read_form(name, "竹材发霉，梅雨季发霉率20%".encode()) == (
        FormNeed("竹材发霉，梅雨季发霉率20%", ""),
    )


def test_the_process_is_told_nothing_of_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "QIANXIAN_TOKEN", "geheim")
    assert set(child._environment()) == {"PYTHONPATH", "PYTHONUTF8"}


def test_too_large_and_empty_files_are_answered_without_a_process() -> None:
    with pytest.raises(InputError, match="超过 5 MB"):
        read_form("表.docx", b"PK" * 2_500_001)
    with pytest.raises(InputError, match="是空的"):
        read_form("表.docx", b"")


def test_several_forms_are_read_side_by_side() -> None:
    data = docx_of(DYEING)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: read_form("表.docx", data), range(4)))
    assert [needs[0].text for needs in found] == [DYEING_TEXT] * 4
