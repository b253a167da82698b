"""Whether two indicators measure the same thing."""

import re

from matcher.domain.need import Indicator
from matcher.text.units import convert

# Names of one quantity; the first stands for all.
_SAME = (
    ("抗拉强度", "拉伸强度", "抗张强度", "断裂强度", "tensile strength"),
    ("断裂强力", "拉伸强力", "断裂强力值", "breaking strength"),
    ("硬度", "表面硬度", "hardness"),
    ("噪声", "噪音", "运行噪声", "运行噪音", "设备噪声", "noise"),
    ("寿命", "使用寿命", "service life", "life"),
    ("保质期", "货架期", "保鲜期", "保存期", "不坏", "不烂", "shelf life"),
    ("误差", "偏差", "公差", "精度", "error", "tolerance", "accuracy"),
    ("厚度", "厚", "壁厚", "thickness"),
    ("粒径", "粒度", "颗粒度", "particle size"),
    ("含水率", "水分", "含水量", "moisture"),
    ("废品率", "次品率", "不良率", "不合格率", "报废率", "scrap"),
    ("合格率", "成品率", "良品率", "良率", "yield"),
    ("去除率", "脱除率", "除去率", "净化率", "removal rate"),
    ("导热系数", "热导率", "热传导系数", "thermal conductivity"),
    ("收率", "得率", "产率"),
    ("能耗", "电耗", "单位能耗", "energy consumption"),
    ("耐温", "耐高温", "耐热", "使用温度", "耐热温度"),
    ("色牢度", "耐洗色牢度", "水洗牢度"),
)
_CANONICAL = {name: names[0] for names in _SAME for name in names}
# Words of measurement that say nothing of what is measured: 温度 alone is no 退火温度.
_GENERIC = frozenset(
    [
        *(
            "温度",
            "压力",
            "时间",
            "厚度",
            "直径",
            "长度",
            "宽度",
            "高度",
            "深度",
            "重量",
            "浓度",
            "含量",
            "速度",
            "效率",
            "误差",
            "强度",
        ),
        *(
            "功率",
            "电压",
            "电流",
            "频率",
            "流量",
            "成本",
            "产量",
            "产能",
            "比例",
            "周期",
            "范围",
            "尺寸",
            "面积",
            "体积",
            "密度",
            "纯度",
        ),
    ]
)
# Units that measure one thing only; there a missing name does no harm.
_TELLING_UNITS = frozenset({"HRC", "HRA", "HRB", "HV", "HB", "dB", "pH", "级", "W/(m·K)", "mPa·s", "cN/dtex"})
_DECORATION = re.compile(
    "^(?:产品|材料|最终|最大|最小|最高|最低|平均|整体|总|设备|系统|其|运行时?)+|(?:值|指标|要求|水平)$"
)
_CHANGE = re.compile("提高|提升|增加|延长|增大|增强|上升|降低|减少|下降|缩短|减小|节约|节省|降$|减$|省$")


def measures_the_same(wanted: Indicator, offer: Indicator) -> bool:
    """The same kind of unit, and names that mean one quantity; a change is no level."""
    if wanted.unit != offer.unit and convert(1.0, wanted.unit, offer.unit) is None:
        return False
    if bool(_CHANGE.search(wanted.name)) != bool(_CHANGE.search(offer.name)):
        return False
    left, right = _canonical(wanted.name), _canonical(offer.name)
    if not left or not right:
        return wanted.unit in _TELLING_UNITS and wanted.unit == offer.unit
    if left == right:
        return True
    shorter, longer = sorted((left, right), key=len)
    return len(shorter) > 1 and shorter in longer and shorter not in _GENERIC


def _canonical(name: str) -> str:
    bare = name.strip().lower()
    if bare in _CANONICAL:
        return _CANONICAL[bare]
    bare = _DECORATION.sub("", bare)
    if bare in _CANONICAL:
        return _CANONICAL[bare]
    # 织物断裂强力 ends with the name of the quantity.
    ending = next(
        (
            known
            for known in sorted(_CANONICAL, key=len, reverse=True)
            if len(known) > 2 and bare.endswith(known)
        ),
        "",
    )
    return _CANONICAL[ending] if ending else bare
