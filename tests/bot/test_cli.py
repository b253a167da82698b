"""The command line: one sentence for what is wrong, and the whole program once for real."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from bot import cli
from matcher.errors import InputError, QianxianError, SettingError

NEED = "压铸件加工后总有气孔，打压就漏"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `.env` and no settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("QIANXIAN_")]:
        monkeypatch.delenv(name)


def raising(error: BaseException) -> object:
    def run(*_args: object) -> int:
        raise error

    return run


@pytest.mark.parametrize(
    "arguments", [[], ["--nonsense"], ["nonsense"], ["serve", "--only", "web,fax"], ["serve", "--only", ","]]
)
def test_a_wrong_call_is_one_sentence_and_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


def test_a_wrong_setting_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QIANXIAN_PORT", "eighty")
    assert cli.main(["serve"]) == 2
    assert "QIANXIAN_PORT" in capsys.readouterr().err


def test_a_setting_may_stand_in_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".env").write_text("QIANXIAN_TIMEZONE=Mars\n")
    assert cli.main(["chat"]) == 2
    assert "QIANXIAN_TIMEZONE" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InputError("读不懂。"), 1),
        (SettingError("设错了。"), 2),
        (RuntimeError("boom"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_statuses(
    error: BaseException, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_chat", raising(error))
    assert cli.main(["chat"]) == status
    said = capsys.readouterr().err
    assert "Traceback" not in said
    if isinstance(error, QianxianError):
        assert said == f"{error}\n"


def test_debug_shows_where_it_went_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_chat", raising(InputError("读不懂。")))
    assert cli.main(["chat", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_building_the_parser_loads_no_web_and_no_telegram() -> None:
    code = (
        "import sys; from bot.cli import build_parser; build_parser();"
        "print([name for name in ('fastapi', 'telegram', 'uvicorn', 'babel') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment(Path.cwd())
    )
    assert done.stdout.strip() == "[]"


def environment(home: Path, **settings: str) -> dict[str, str]:
    root = str(Path(cli.__file__).parents[1])
    return {**os.environ, "PYTHONPATH": root, "QIANXIAN_HOME": str(home), **settings}


@pytest.mark.slow
def test_the_whole_program_serves_chats_and_stops_in_order(tmp_path: Path) -> None:
    home = tmp_path / "home"
    serving = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "serve"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(home, QIANXIAN_PORT="18765"),
    )
    try:
        assert serving.stdout is not None
        announced = "".join(serving.stdout.readline() for _ in range(5))
        found = re.search(r"http://127\.0\.0\.1:\d+", announced)
        assert found, announced
        with urllib.request.urlopen(f"{found[0]}/healthz") as response:  # noqa: S310
            assert json.load(response) == {"ok": True, "database": True, "model": True, "index": True}
        second = subprocess.run(
            [sys.executable, "-m", "bot.cli", "serve"],
            capture_output=True,
            text=True,
            check=False,
            env=environment(home, QIANXIAN_PORT="18765"),
        )
        assert second.returncode == 2
        assert "端口 18765 已被占用" in second.stderr
    finally:
        serving.send_signal(signal.SIGTERM)
        said, complaints = serving.communicate(timeout=20)
    assert serving.returncode == 0, complaints
    assert said.endswith("已停止。\n")
    assert "Traceback" not in complaints
    chat = subprocess.run(
        [sys.executable, "-m", "bot.cli", "chat"],
        input=f"{NEED}\n1\n",
        capture_output=True,
        text=True,
        check=True,
        env=environment(home),
    )
    assert "您说的可能是" in chat.stdout
    assert "得分是下面各项相加" in chat.stdout
    assert NEED not in chat.stderr
