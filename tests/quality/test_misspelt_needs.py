"""Voice input and hasty thumbs: a character of the same sound in place of the right one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from matcher.bootstrap import Application, open_application
from matcher.config import Settings

# Each with two or three slips: (as meant, as written).
SLIPS = (
    ("铸件打压老是漏，切开有小气孔", "铸件打压老是漏，切开有小汽孔"),
    ("染的布洗几次就掉色，客户投诉染手", "染的布洗几次就吊色，客户投诉然手"),
    ("豆腐放到下午就发酸", "豆付放到下午就发算"),
    ("焊缝老是开裂，返工率高", "汉缝老是开列，反工率高"),
    ("注塑件脱模后翘曲", "注塑件托模后翘屈"),
    ("轴承噪音大，用半年就磨损", "轴成噪音大，用半年就磨孙"),
    ("瓷砖釉面有针孔", "瓷专釉面有真孔"),
    ("电镀件镀层起泡脱落", "电度件镀层起泡拖落"),
    ("水泥凝结时间太长", "水泥凝接时间太长"),
    ("茶叶农药残留超标", "茶叶农要残留超标"),
)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The samples that ship, with the model that ships."""
    home: Path = tmp_path_factory.mktemp("home")
    with open_application(Settings(home, f"sqlite:///{home / 'q.db'}"), lambda: date(2026, 12, 1)) as opened:
        yield opened


def best(application: Application, need: str) -> int:
    outcome = application.matcher.find_matches(need, top=1)
    found = [match for group in outcome.groups.values() for match in group]
    return max(found, key=lambda match: match.probability).capability.id if found else 0


def test_most_needs_find_the_same_best_match_when_written_by_ear(shipped: Application) -> None:
    same = [best(shipped, meant) == best(shipped, written) for meant, written in SLIPS]
    assert sum(same) >= 7
