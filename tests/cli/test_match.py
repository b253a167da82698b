"""`qianxian match`: the contracted answer, and one sentence for what is no need."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Done, Run
from tests.helpers.application import CAST

GROUPS = ["research", "platform", "enterprise"]


def answer(done: Done) -> dict[str, Any]:
    assert done.status == 0, done.err
    assert done.err == ""
    return dict(json.loads(done.out))


def found(done: Done) -> dict[str, list[str]]:
    return {kind: [match["title"] for match in group] for kind, group in answer(done)["groups"].items()}


def test_json_has_the_contracted_shape(filled: Run) -> None:
    given = answer(filled("match", CAST + "，断裂强力不低于500N", "--json"))
    assert {"need", "abstained", "groups"} <= given.keys()
    assert given["abstained"] is False
    assert list(given["groups"]) == GROUPS
    assert given["need"]["indicators"][0]["unit"] == "N"
    for match in (one for group in given["groups"].values() for one in group):
        assert list(match) == [
            "capability_id",
            "provider",
            "title",
            "region",
            "modes",
            "probability",
            "parts",
            "reason",
            "limits",
        ]
        assert isinstance(match["capability_id"], int)
        assert 0 <= match["probability"] <= 1
        assert all(isinstance(part, float) for part in match["parts"].values())
        assert list(match["reason"]) == ["quote", "terms"]
        assert match["reason"]["quote"]
        assert [limit["state"] for limit in match["limits"]] == ["not_stated"]


def test_a_need_that_nothing_fits_is_an_answer_with_empty_groups(filled: Run) -> None:
    given = answer(filled("match", "想找会修古琴的师傅", "--json"))
    assert given["abstained"] is True
    assert given["groups"] == {kind: [] for kind in GROUPS}


def test_a_group_that_was_not_asked_for_is_empty(filled: Run) -> None:
    assert found(filled("match", CAST, "--kind", "platform", "--json")) == {
        "research": [],
        "platform": ["压铸件气孔检测"],
        "enterprise": [],
    }


def test_a_region_narrows_the_search(filled: Run) -> None:
    assert found(filled("match", CAST, "--region", "绍兴", "--json"))["platform"] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_dash_reads_standard_input(filled: Run, encoding: str) -> None:
    piped = filled("match", "-", "--json", stdin=CAST.encode(encoding))
    assert found(piped) == found(filled("match", CAST, "--json"))


def test_a_person_reads_groups_places_quotes_and_terms(filled: Run) -> None:
    done = filled("match", CAST, "--top", "1")
    assert done.status == 0
    assert "【高校院所】" in done.out
    assert "压铸件气孔控制" in done.out
    assert "供给方cast · 浙江省绍兴市" in done.out
    assert "对得上的词:" in done.out
    assert "暂无合适" in filled("match", "想找会修古琴的师傅").out


@pytest.mark.parametrize(
    ("arguments", "stdin", "word"),
    [
        (("",), b"", "还没有写内容"),
        (("🧵🧵",), b"", "没有读到文字"),
        (("压" * 20_001,), b"", "内容太长"),
        (("-",), b"", "还没有写内容"),
        (("-",), b"a" * (1 << 20) + b"b", "标准输入太长"),
    ],
)
def test_a_text_that_is_no_need_is_one_sentence(
    run: Run, arguments: tuple[str, ...], stdin: bytes, word: str
) -> None:
    done = run("match", *arguments, stdin=stdin)
    assert (done.status, done.out) == (1, "")
    assert word in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("match",), "命令写得不对"),
        (("match", CAST, "--top", "0"), "1 到 100"),
        (("match", CAST, "--top", "many"), "1 到 100"),
        (("match", CAST, "--top", "²"), "1 到 100"),
        (("match", CAST, "--kind", "school"), "命令写得不对"),
        (("match", CAST, "--region", "火星"), "不认识地区"),
        (("match", CAST, "--colour"), "命令写得不对"),
        (("nonsense",), "命令写得不对"),
        ((), "命令写得不对"),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_two(run: Run, arguments: tuple[str, ...], word: str) -> None:
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert word in done.err
    assert "Traceback" not in done.err
    assert done.err.count("\n") == 1


def test_a_traceback_is_shown_only_on_demand(run: Run) -> None:
    assert "Traceback" not in run("match", "").err
    assert "Traceback" in run("match", "", "--debug").err
