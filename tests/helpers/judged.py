"""Small judged collections on disk."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Rows = Sequence[Mapping[str, Any]]


def write_collection(
    folder: Path, corpus: Rows = (), queries: Rows = (), judged: Sequence[tuple[str, str, str]] = ()
) -> Path:
    """In BEIR's layout."""
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    lines = "".join("\t".join(row) + "\n" for row in [("query-id", "corpus-id", "score"), *judged])
    (folder / "qrels" / "test.tsv").write_text(lines, encoding="utf-8")
    return folder
