"""The matcher over a small database of a test's own, with the tiny model and weights to be foreseen."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from unittest.mock import patch

from matcher.bootstrap import Application, open_application
from matcher.config import Settings
from matcher.domain.match import MatchOutcome
from matcher.domain.profile_row import ProfileRow
from matcher.domain.taxonomy import ProviderKind
from matcher.domain.thesaurus import ThesaurusEntry
from matcher.ranking.fusion import Fusion
from tests.helpers.capabilities import TODAY, row

# Wording decides; nothing passes that shares no word with the need.
FUSION = Fusion(
    {"wording": 1.0, "title_wording": 1.0, "meaning": 0.2, "region": 0.3}, base=-2.5, threshold=0.5
)
# The terms of the thesaurus count as well.
WITH_TERMS = Fusion(
    {**FUSION.weights, "problem_wording": 1.0, "problem_title": 1.0}, base=-2.5, threshold=0.5
)
ROWS = (
    row(
        "cast",
        "压铸件气孔控制",
        "研究真空压铸。解决压铸件气孔和缩松。",
        region_code="330600",
        region="浙江省绍兴市",
    ),
    row(
        "cast-test",
        "压铸件气孔检测",
        "工业CT检测压铸件气孔。",
        "platform",
        region_code="330100",
        region="浙江省杭州市",
    ),
    row(
        "cast-firm",
        "压铸件气孔治理设备",
        "减少压铸件气孔。",
        "enterprise",
        region_code="440100",
        region="广东省广州市",
    ),
    row("dye", "纺织品色牢度提升", "固色剂提高色牢度。", region_code="330600", region="浙江省绍兴市"),
    row(
        "dye-test",
        "色牢度检测",
        "耐洗色牢度、摩擦色牢度检测。",
        "platform",
        region_code="310000",
        region="上海市",
    ),
    row("food", "果蔬保鲜", "气调保鲜延长货架期。", region_code="370200", region="山东省青岛市"),
    row(
        "noise",
        "风机降噪",
        "风机噪声源识别和降噪。",
        "enterprise",
        region_code="320500",
        region="江苏省苏州市",
    ),
    row("weld", "机器人焊接", "弧焊工艺和焊缝跟踪。", region_code="210100", region="辽宁省沈阳市"),
    row("water", "印染废水处理", "膜法处理废水。", region_code="330100", region="浙江省杭州市"),
    row("soil", "盐碱地改良", "改良剂和种植方案。", region_code="150100", region="内蒙古自治区呼和浩特市"),
)
ENTRIES = (
    ThesaurusEntry(
        11, "纺织", ("掉颜色", "染手"), ("色牢度", "固色剂"), ("dye comes off",), ("colour fastness",)
    ),
    ThesaurusEntry(12, "农业", ("土里返碱",), ("盐碱地改良",), ("salty soil",), ("saline soil",)),
)
CAST = "我们的压铸件气孔太多，打压就漏"


@contextmanager
def open_small(
    home: Path,
    model: Path,
    *,
    rows: Sequence[ProfileRow] = ROWS,
    entries: Sequence[ThesaurusEntry] = ENTRIES,
    fusion: Fusion = FUSION,
    today: Callable[[], date] = lambda: TODAY,
) -> Iterator[Application]:
    """Rows and entries that are there already change nothing."""
    settings = Settings(home, f"sqlite:///{home / 'qianxian.db'}", str(model))
    with (
        patch("matcher.bootstrap.load_fusion", return_value=fusion),
        open_application(settings, today, seeded=False) as opened,
    ):
        with opened.store.begin() as unit:
            unit.capabilities.upsert_many(rows, TODAY)
            unit.thesaurus.upsert_many(entries)
        yield opened


def titles(outcome: MatchOutcome, kind: ProviderKind | None = None) -> list[str]:
    """Of one group, or of all in the order of the groups."""
    kinds = [kind] if kind else list(outcome.groups)
    return [match.capability.title for one in kinds for match in outcome.groups[one]]
