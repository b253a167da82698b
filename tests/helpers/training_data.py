"""A few made-up texts in the layout of the open sources."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_TOPICS = ("压铸件气孔缩松", "织物染色色牢度", "水泵噪声振动", "果蔬保鲜包装", "焊接裂纹检测", "废水膜法处理")
_ENGLISH = (
    "casting porosity",
    "dyeing fastness",
    "pump noise",
    "fruit packaging",
    "weld crack",
    "water membrane",
)


def _lines(file: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _table(file: Path, rows: Iterable[tuple[str, ...]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def write_training_data(folder: Path) -> Path:
    """Every source with a handful of rows."""
    topics = list(zip(_TOPICS, _ENGLISH, strict=True))
    _lines(
        folder / "chinaxiv" / "chinaxiv_zh_papers.jsonl",
        [
            {
                "title": f"{zh}的研究{number}",
                "abstract": f"针对{zh}问题提出一种方法。实验表明{zh}得到改善。",
                "keywords": [zh[:2], zh[2:4], zh[4:]],
                "title_en": f"study {number} of {en}",
                "abstract_en": f"We study {en} in the workshop. The {en} is improved.",
                "keywords_en": en.split(),
                "intro": f"{zh}很常见。",
                "clc": f"TG{topics.index((zh, en))}",
            }
            for zh, en in topics
            for number in range(5)
        ],
    )
    _table(
        folder / "chinaxiv" / "keyword_zh_en_pairs.tsv", [("zh", "en"), *((zh[:4], en) for zh, en in topics)]
    )
    _lines(
        folder / "csl" / "csl_2000.jsonl",
        [
            {
                "title": f"{zh}综述",
                "abstract": f"综述了{zh}的最新进展。",
                "discipline": "材料",
                "keywords": [zh],
            }
            for zh in _TOPICS
        ],
    )
    _table(folder / "csl" / "cls_ctg_train.tsv", [("0", f"{zh}机理") for zh in _TOPICS])
    _table(
        folder / "patent-title-ipc" / "patent_titles_ipc_sections.tsv",
        [("title", "ipc"), *((f"一种{zh}装置", "B") for zh in _TOPICS)],
    )
    (folder / "cilin").mkdir(parents=True, exist_ok=True)
    synonyms = "Aa01A01= 气孔 砂眼\nAa01A02= 噪声 噪音\nAa01A03# 裂纹 断裂\nAa01A04@ 废水\n"
    (folder / "cilin" / "cilin.txt").write_bytes(synonyms.encode("gb18030"))
    _lines(
        folder / "nsfc-taxonomy" / "nsfc.jl",
        [
            {"_id": "E", "name": "工程", "name_en": "engineering", "parents": []},
            {"_id": "E01", "name": "铸造", "name_en": "casting", "parents": ["E"]},
        ],
    )
    _lines(
        folder / "gbt4754-2017" / "gbt4754_2017.jsonl",
        [
            {"code": "C", "name": "制造业", "parent": None, "remark": "指加工制造"},
            {"code": "C33", "name": "金属制品业", "parent": "C", "remark": ""},
        ],
    )
    return folder


def write_corpora(folder: Path) -> Path:
    """A thesaurus of two trades and a profile."""
    header = ("industry", "lay_zh", "technical_zh", "lay_en", "technical_en")
    rows = [
        ("机械" if number % 2 else "纺织", f"{zh}老出毛病;{zh}不行", f"{zh};{zh[:4]}控制", f"{en} is bad", en)
        for number, (zh, en) in enumerate(zip(_TOPICS, _ENGLISH, strict=True))
    ]
    _table(folder / "thesaurus" / "tiny.tsv", [header, *rows])
    _lines(
        folder / "profiles" / "tiny.jsonl",
        [{"capability": f"{zh}技术", "summary": f"解决{zh}。"} for zh in _TOPICS],
    )
    return folder
