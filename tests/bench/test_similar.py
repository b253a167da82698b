"""Restated needs: which rows count, and the rank of the title that was restated."""

from pathlib import Path

import numpy as np
import pytest

from matcher.errors import InputError
from tests.bench.similar import ranks_of, read_restatements


def test_only_rows_with_both_a_need_and_a_title_count(tmp_path: Path) -> None:
    file = tmp_path / "needs.jsonl"
    file.write_text(
        '{"need": "电池易爆", "title": "防爆电池"}\n\n{"need": "缺设备", "title": null}\n{"title": "涂层"}\n',
        encoding="utf-8",
    )
    assert read_restatements(file) == (["电池易爆"], ["防爆电池"])


@pytest.mark.parametrize("content", ["{", "[1]", '"text"'])
def test_a_file_of_something_else_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "needs.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"needs\.jsonl"):
        read_restatements(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.jsonl"):
        read_restatements(tmp_path / "nothing.jsonl")


def test_the_rank_is_that_of_the_own_title_and_equals_share_the_middle() -> None:
    scores = np.array([[3, 1, 2], [5, 5, 5], [9, 1, 0]], np.float32)
    assert ranks_of(scores) == [1, 2, 3]
