"""`qianxian eval`, `train` and `doctor`, and what a wrong setting says."""

import json
from pathlib import Path

import pytest

from matcher.evaluation.measuring import MEASURES
from tests.cli.conftest import Run
from tests.helpers.judged import write_collection


@pytest.fixture
def judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("matcher.bootstrap.read_thesaurus", lambda _: [])
    return write_collection(
        tmp_path / "judged",
        [{"_id": "a", "title": "压铸件气孔", "text": ""}, {"_id": "b", "title": "果蔬保鲜", "text": ""}],
        [
            {"_id": "1", "text": "压铸件气孔"},
            {"_id": "2", "text": "how to keep it fresh 果蔬保鲜", "lang": "en"},
        ],
        [("1", "a", "2"), ("2", "b", "2")],
    )


def test_eval_prints_the_contracted_figures_and_writes_the_run(run: Run, judged: Path) -> None:
    done = run("eval", str(judged), "--json", "--run", "out.run")
    assert done.status == 0, done.err
    figures = json.loads(done.out)
    assert {*MEASURES, "seconds_per_query"} <= figures.keys()
    assert figures["nDCG@10"] == 1
    assert (figures["queries"], figures["documents"]) == (2, 2)
    assert figures["by_language"].keys() == {"en", "zh"}
    lines = (judged.parent / "out.run").read_text(encoding="utf-8").splitlines()
    assert [line.split()[:4] for line in lines][:2] == [["1", "Q0", "a", "1"], ["1", "Q0", "b", "2"]]


def test_eval_for_a_person_is_a_line_a_figure(run: Run, judged: Path) -> None:
    done = run("eval", str(judged))
    assert done.status == 0
    assert "nDCG@10\t1.0\n" in done.out
    assert "zh nDCG@10\t1.0000\n" in done.out
    assert "\n\n" not in done.out


def test_eval_leaves_the_own_database_alone(run: Run, judged: Path, home: Path) -> None:
    run("eval", str(judged))
    assert not home.exists()


def test_eval_says_what_is_wrong_with_a_folder_or_a_place_to_write(run: Run, judged: Path) -> None:
    for arguments, status in (
        (("eval", "nowhere"), 1),
        (("eval", str(judged), "--run", "nowhere/out.run"), 2),
        (("eval",), 2),
    ):
        done = run(*arguments)
        assert (done.status, done.out) == (status, "")
        assert done.err.count("\n") == 1
        assert "内部出错" not in done.err


def test_train_says_what_is_missing(run: Run) -> None:
    missing = run("train", "--data", "nowhere", "--out", "out")
    assert missing.status == 1
    assert "nowhere" in missing.err
    assert run("train", "--data", "nowhere", "--steps", "0").status == 2
    assert run("train").status == 2
    assert not Path("out").exists()


def test_doctor_names_every_part(filled: Run, home: Path) -> None:
    done = filled("doctor")
    assert done.status == 0
    for word in (
        str(home),
        "数据库      正常",
        "向量模型    正常",
        "能力索引    正常",
        "问题词典    正常",
        "待办",
    ):
        assert word in done.out
    assert "可查 10 条(高校院所 6、公共服务平台 2、企业 2)" in done.out


def test_doctor_says_what_does_not_work(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIANXIAN_MODEL", str(home / "nowhere"))
    done = run("doctor")
    assert done.status == 1
    assert "有问题" in done.out
    assert "QIANXIAN_MODEL" in done.out
    assert "Traceback" not in done.out + done.err


def test_doctor_finds_a_database_that_is_none(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "qianxian.db").write_text("not a database " * 100, encoding="utf-8")
    done = run("doctor")
    assert done.status == 1
    assert "有问题" in done.out


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "sqlite://"),
        ("INDEX_URI", "http://milvus"),
        ("TIMEZONE", "Mars/Olympus"),
        ("TIMEZONE", "../../etc/passwd"),
    ],
)
def test_a_wrong_setting_stops_every_command_with_its_name(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"QIANXIAN_{name}", value)
    done = run("match", "压铸件气孔")
    assert (done.status, done.out) == (2, "")
    assert f"QIANXIAN_{name}" in done.err
    assert done.err.count("\n") == 1


def test_a_home_that_cannot_be_a_folder_is_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("QIANXIAN_HOME", str(tmp_path / "file" / "home"))
    done = run("match", "压铸件气孔")
    assert done.status == 1
    assert done.err.count("\n") == 1
    assert "内部出错" not in done.err


def test_settings_of_the_folder_s_env_file_count_below_the_environment_s(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("QIANXIAN_TIMEZONE=Nowhere\nQIANXIAN_INDEX_URI=\n", encoding="utf-8")
    assert "QIANXIAN_TIMEZONE" in run("doctor").err
    monkeypatch.setenv("QIANXIAN_TIMEZONE", "Asia/Shanghai")
    assert run("doctor").status == 0
