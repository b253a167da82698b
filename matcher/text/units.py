"""Units of measurement: how they are written, and how they turn into one another."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor` times a value in this unit is the value in the dimension's base unit."""

    symbol: str
    dimension: str
    factor: float


# symbol | dimension | factor to the base unit | spellings, in any case where marked with ~
_TABLE = """
nm|length|1e-9|纳米
μm|length|1e-6|um µm 微米 ㎛ microns micron
mm|length|1e-3|~mm ㎜ 毫米
cm|length|1e-2|~cm ㎝ 厘米 公分
dm|length|1e-1|分米
m|length|1|米 公尺
km|length|1e3|~km ㎞ 公里 千米
丝|length|1e-5|忽米
英寸|length|0.0254|inch inches 寸
ft|length|0.3048|feet 英尺
μg|mass|1e-9|ug µg 微克
mg|mass|1e-6|㎎ 毫克
g|mass|1e-3|克
kg|mass|1|~kg ㎏ 公斤 千克
斤|mass|0.5|市斤
t|mass|1e3|T 吨 tons tonnes ton tonne
lb|mass|0.4536|lbs 磅
°C|temperature|1|℃ º℃ C° 摄氏度 ˚C °c ºC degC 度
%|share|1e-2|％ percent 个百分点 个点
K|temperature difference|1|
‰|share|1e-3|千分之
ppm|share|1e-6|~ppm PPM
ppb|share|1e-9|~ppb
倍|times|1|times
Pa|pressure|1|帕 PA
kPa|pressure|1e3|~kpa 千帕
MPa|pressure|1e6|~mpa 兆帕 N/mm2 N/mm²
GPa|pressure|1e9|~gpa
bar|pressure|1e5|~bar 巴
kgf/cm²|pressure|98066.5|kgf/cm2 kg/cm² kg/cm2
psi|pressure|6894.76|~psi
N|force|1|牛顿 牛
cN|force|1e-2|
kN|force|1e3|KN 千牛
cN/dtex|tenacity|1|cn/dtex
μs|time|1e-6|us 微秒
ms|time|1e-3|毫秒
s|time|1|秒 秒钟 sec seconds second
min|time|60|~min 分钟 minutes minute mins
h|time|3600|小时 个小时 钟头 个钟头 hours hour hr hrs
d|time|86400|天 days day 个工作日 工作日 日历天
周|time|604800|星期 个星期 礼拜 个礼拜 weeks week
个月|time|2592000|个多月 months month
年|time|31536000|years year
Hz|frequency|1|~hz 赫兹 赫
kHz|frequency|1e3|~khz 千赫
MHz|frequency|1e6|~mhz 兆赫
GHz|frequency|1e9|~ghz
mW|power|1e-3|毫瓦
W|power|1|瓦 w 瓦特
kW|power|1e3|~kw 千瓦
MW|power|1e6|兆瓦
J|energy|1|焦耳 焦
kJ|energy|1e3|千焦 KJ
kWh|energy|3.6e6|~kwh kW·h kw·h 度电 千瓦时
mV|voltage|1e-3|毫伏
V|voltage|1|伏 伏特 v
kV|voltage|1e3|~kv 千伏
μA|current|1e-6|uA µA 微安
mA|current|1e-3|毫安
A|current|1|安培
kA|current|1e3|千安
mAh|charge|3.6|~mah 毫安时
Ah|charge|3600|安时
mAh/g|specific charge|1|~mah/g
Wh/kg|specific energy|1|~wh/kg
Ω|resistance|1|欧姆 欧 Ω
kΩ|resistance|1e3|千欧 KΩ
MΩ|resistance|1e6|兆欧
dB|level|1|~db 分贝 dB(A) db(A) DB(A)
m/s|speed|1|米/秒 米每秒
m/min|speed|0.016667|米/分钟 米/分 米每分钟
km/h|speed|0.277778|公里/小时 千米/小时
mm/s|speed|1e-3|毫米/秒
r/min|rotation|1|rpm RPM 转/分 转/分钟 转每分钟 r/m
mm²|area|1e-6|mm2 平方毫米
cm²|area|1e-4|cm2 平方厘米
m²|area|1|m2 ㎡ 平方米 平方 平米
亩|area|666.667|
mL|volume|1e-6|~ml 毫升
L|volume|1e-3|升 l
m³|volume|1|m3 立方米 立方 方
m³/h|flow|1|m3/h 立方米/小时 方/小时 m³/小时
L/min|flow|0.06|l/min 升/分钟
t/h|mass flow|1|吨/小时 T/h
t/d|mass flow|0.0416667|吨/天 吨/日 T/d
t/年|mass flow|0.000114155|吨/年 t/a
kg/h|mass flow|1e-3|公斤/小时
kg/d|mass flow|4.16667e-5|公斤/天 kg/天
mg/L|concentration|1e-3|mg/l 毫克/升
μg/L|concentration|1e-6|ug/L μg/l
g/L|concentration|1|g/l 克/升
mg/m³|concentration|1e-6|mg/m3 mg/Nm³ mg/Nm3 毫克/立方米 毫克每立方米 毫克每立方
μg/m³|concentration|1e-9|ug/m3 μg/m3
mg/kg|share|1e-6|毫克/千克 毫克/公斤
g/kg|share|1e-3|克/公斤
g/cm³|density|1e3|g/cm3 克/立方厘米 克每立方厘米
kg/m³|density|1|kg/m3 千克/立方米 公斤/立方米
g/m²|areal density|1|g/m2 克/平方米 克每平方米
mPa·s|viscosity|1e-3|mpa·s mPa.s cp cP 厘泊
Pa·s|viscosity|1|Pa.s
HRC|rockwell hardness|1|hrc
HV|vickers hardness|1|hv
HB|brinell hardness|1|HBW hb
HRA|rockwell hardness a|1|
W/(m·K)|thermal conductivity|1|W/m·K w/m·k W/m.K w/m.k W/mK W/m·k W/(m.K) w/(m·k)
lm|luminous flux|1|流明
lm/W|luminous efficacy|1|lm/w
lx|illuminance|1|lux 勒克斯
dtex|linear density|1|
D|linear density|1.11111|旦
目|mesh|1|mesh
级|grade|1|grade
m²/g|specific surface|1|m2/g
kWh/t|specific energy use|1|kwh/t 度/吨 度电/吨 千瓦时/吨
件|pieces|1|pieces pcs
个|pieces|1|
次|cycles|1|cycles 遍 回
片|sheets|1|
只|pieces|1|
支|pieces|1|
条|lines|1|
瓶|bottles|1|bottles
台|machines|1|
套|sets|1|
箱|cartons|1|
包|packs|1|
袋|bags|1|
双|pairs|1|
根|rods|1|
头|heads|1|
"""
COUNTED = frozenset("件个次片只支条瓶台套箱包袋双根头")


def _read_table() -> tuple[dict[str, Unit], dict[str, str]]:
    units: dict[str, Unit] = {}
    spellings: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        symbol, dimension, factor, written = line.split("|")
        units[symbol] = Unit(symbol, dimension, float(factor))
        for spelling in [symbol, *written.split()]:
            for form in _forms(spelling):
                spellings.setdefault(form, symbol)
    return units, spellings


def _forms(spelling: str) -> set[str]:
    bare = spelling.removeprefix("~")
    return {bare, bare.lower(), bare.upper(), bare.capitalize()} if spelling != bare else {bare}


UNITS, SPELLINGS = _read_table()


def _pattern() -> str:
    """The longest spelling that fits. A unit in letters must end there: 5 mm, not 5 mmol; 12V, not 12VAC…

    Signs and Chinese words need no end. Of the spellings of one length the order does not matter: those in
    letters share one look at what follows, which is quicker to compile than a look each.
    """
    branches: list[str] = []
    for length in sorted({len(spelling) for spelling in SPELLINGS}, reverse=True):
        some = [spelling for spelling in SPELLINGS if len(spelling) == length]
        letters = [re.escape(spelling) for spelling in some if _ends_in_letters(spelling)]
        branches += [re.escape(spelling) for spelling in some if not _ends_in_letters(spelling)]
        branches += [f"(?:{'|'.join(letters)})(?![A-Za-z0-9])"] if letters else []
    return f"(?:{'|'.join(branches)})"


def _ends_in_letters(spelling: str) -> bool:
    return spelling[-1].isascii() and spelling[-1].isalnum()


UNIT_PATTERN = _pattern()


def unit_of(written: str) -> Unit | None:
    """The unit that is written so; rates such as 件/min are known by their parts."""
    symbol = SPELLINGS.get(written, written)
    if symbol in UNITS:
        return UNITS[symbol]
    amount, slash, per = symbol.partition("/")
    above, below = UNITS.get(SPELLINGS.get(amount, amount)), UNITS.get(SPELLINGS.get(per, per))
    if not slash or above is None or below is None:
        return None
    return Unit(
        f"{above.symbol}/{below.symbol}",
        f"{above.dimension} per {below.dimension}",
        above.factor / below.factor,
    )


def convert(value: float, written: str, wanted: str) -> float | None:
    """The value in the wanted unit; None when the two measure different things."""
    source, target = unit_of(written), unit_of(wanted)
    if source is None or target is None or source.dimension != target.dimension:
        return None
    return value if source == target else value * source.factor / target.factor
