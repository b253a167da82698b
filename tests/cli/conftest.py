"""The command line over a home of a test's own, with the tiny model and no sample profiles."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from matcher.domain.profile_row import row_to_cells
from matcher.service.seeding import SeedReport
from tests.helpers.application import FUSION, ROWS
from tests.helpers.tiny_model import write_tiny_model


@dataclass(frozen=True)
class Done:
    """What a command left: its exit status and what it wrote."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture
def home(tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty installation; the current folder is the test's own too."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "INDEX_URI", "TIMEZONE"):
        monkeypatch.delenv(f"QIANXIAN_{name}", raising=False)
    monkeypatch.setenv("QIANXIAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QIANXIAN_MODEL", str(tiny_model))
    monkeypatch.setattr("matcher.bootstrap.seed", lambda *_: SeedReport())
    monkeypatch.setattr("matcher.bootstrap.load_fusion", lambda _: FUSION)
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command; `stdin` holds the bytes of standard input."""

    def call(*arguments: str, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        status = main(arguments)
        written = capsys.readouterr()
        return Done(status, written.out, written.err)

    return call


@pytest.fixture
def rows_file(tmp_path: Path) -> Path:
    """The small database as a file to import."""
    file = tmp_path / "rows.jsonl"
    lines = (json.dumps(row_to_cells(row), ensure_ascii=False) + "\n" for row in ROWS)
    file.write_text("".join(lines), encoding="utf-8")
    return file


@pytest.fixture
def filled(run: Run, rows_file: Path) -> Run:
    """The command line over a home that holds the small database."""
    assert run("import", str(rows_file)).status == 0
    return run
