"""The structure is kept: who may import whom, small files, every package says what it is for."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(file for top in ("matcher", "bot") for file in (ROOT / top).rglob("*.py"))
PACKAGES = [file for file in SOURCES if file.name == "__init__.py"] + [ROOT / "corpora" / "__init__.py"]
LONGEST_FILE = 250


def test_every_import_goes_the_way_it_may() -> None:
    # In a process of its own: import-linter sets up logging anew, which would silence other tests' loggers.
    program = Path(sys.executable).with_name("lint-imports")
    if not program.exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run([str(program), "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_is_longer_than_can_be_taken_in() -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in SOURCES
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


@pytest.mark.parametrize("file", PACKAGES, ids=lambda file: str(file.parent.relative_to(ROOT)))
def test_every_package_says_what_it_is_for(file: Path) -> None:
    assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))


def test_every_folder_with_modules_is_a_package() -> None:
    assert {file.parent for file in SOURCES} == {file.parent for file in PACKAGES} - {ROOT / "corpora"}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in SOURCES
        if file.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert silent == []
