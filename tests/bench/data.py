"""Where the judged collections lie when they are at hand."""

from pathlib import Path

from tests.bench.stages import ROOT

DATA = ROOT.parent / "shared" / "data"


def judged_folders() -> list[Path]:
    """The development collections; none where the data is absent."""
    return sorted((DATA / "eval").glob("*-dev"))
