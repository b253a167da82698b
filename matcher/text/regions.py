"""The region that a text speaks from.

Rules of our own: JioNLP 1.5.31 reads 海南 out of 上海南站 and 大同 out of 大同小异.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matcher.domain.taxonomy import Region, Taxonomy

_LONGEST_NAME = 16
# Ordinary words that hold a place's name. The key is the name, the values the words around it.
_ORDINARY_WORDS: dict[str, tuple[str, ...]] = {
    "大同": ("大同小异", "大同行", "大同时"),
    "大连": ("大连续", "大连接", "大连通", "大连锁", "大连轴", "最大连", "放大连", "加大连", "较大连"),
    "西安": ("西安全", "西安装", "东西安"),
    "合肥": ("复合肥", "混合肥", "配合肥", "结合肥"),
    "成都": (
        "形成都",
        "制成都",
        "做成都",
        "造成都",
        "变成都",
        "完成都",
        "生成都",
        "组成都",
        "成都是",
        "成都要",
    ),
    "无锡": ("无锡焊", "无锡镀", "无锡化"),
    "保定": ("保定位", "保定量", "保定期", "保定时", "保定点", "确保定"),
    "四平": ("四平方",),
    "六安": ("六安全",),
    "常熟": ("常熟练", "经常熟"),
    "南通": ("南通道", "南通过"),
    "海口": ("出海口", "入海口", "沿海口"),
    "海南": ("海南站", "上海南", "沿海南"),
    "广西": ("宽广西",),
    "安顺": ("安顺序", "安顺利"),
    "丽水": ("美丽水",),
    "安康": ("平安康", "安康复"),
    "太仓": ("太仓促",),
    "长春": ("长春花",),
    "中山": ("中山装", "中山大学"),
    "吉安": ("吉安全",),
    "黄石": ("黄石英",),
    "北海": ("东北海",),
    "南平": ("南平台", "南平面"),
    "江门": ("江门户",),
    "宁国": ("宁国家",),
    "广德": ("广德国",),
    "清河": ("清河道",),
    "安国": ("安国家", "安国标"),
    "永康": ("永康复",),
    "阳江": ("阳江水",),
    "山西": ("矿山西", "山西侧"),
    "山东": ("矿山东", "山东侧"),
    "河南": ("黄河南岸",),
    "河北": ("黄河北岸",),
    "江西": ("长江西",),
    "湖北": ("太湖北",),
    "湖南": ("太湖南",),
    "金华": ("金华火腿",),
    "临海": ("临海环境", "面临海"),
    "平湖": ("水平湖",),
    "河源": ("黄河源", "河源头"),
    "巴中": ("淋巴中",),
    "淮南": ("黄淮南",),
    "包头": ("防砸包头", "复合包头", "鞋包头", "包头鞋", "前包头", "包头线", "包头材料"),
    "自贡": ("各自贡", "独自贡"),
    "兰州": ("马里兰州",),
    "佛山": ("金佛山",),
    "乐平": ("乐平台", "快乐平", "音乐平"),
    "石狮": ("石狮子",),
    "东阳": ("东阳光", "东阳性"),
    "青海": ("青海料",),
}
# Behind a name: then it is another organisation's, or a way of writing 河北区域.
_ORGANISATION = re.compile(
    r"[^\W\da-zA-Z_]{0,8}?(?:大学|学院|研究院|研究所|研究中心|科学院|设计院|医院|实验室|理工|航天航空|站附近|南站"
    r"|北站)"
)
_NOT_A_DISTRICT = re.compile("[域间块分位别段]")
# Before a name: there the text speaks of a customer, a supplier or a journey.
_ELSEWHERE = re.compile(
    r"(?:客户|客商|市场|展会|销往|卖到|卖给|发往|发到|运到|运往|出口|送到|送去|寄到|供应商|竞争对手|采购自"
    r"|进货|同行|人家|买自|从)"
    r"[在是去向的了到]{0,2}$"
)
_OUR_PLACE = re.compile(
    r"(?:我们?厂?|公司|本厂|厂子?|企业|工厂|基地|车间|地址|地处|位于|坐落|落户|在|来自|所在地"
    r"|地区)[:：是在于]{0,2}$"
)
_LISTED = re.compile("[、,，和及与跟 ]{1,2}|以及")
_CAPITALISED = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text: the words and the code of the province or city."""

    quote: str
    code: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.quote)


def find_region(text: str, taxonomy: Taxonomy) -> Region | None:
    """The province or city where the writer seems to be, as exactly as the text says; else None."""
    mention = find_mention(text, taxonomy)
    return None if mention is None else taxonomy.regions[mention.code]


def find_mention(text: str, taxonomy: Taxonomy) -> Mention | None:
    """As `find_region`, with the words that say so."""
    mentions = list(_here(text, _mentions(text, taxonomy)))
    if not mentions:
        return None
    best = max(mentions, key=lambda mention: (_speaks_of_itself(text, mention), -mention.start))
    return _narrowed(text, best, mentions, taxonomy)


def _mentions(text: str, taxonomy: Taxonomy) -> Iterator[Mention]:
    places, starts = taxonomy.places, taxonomy.place_starts
    start, end = 0, len(text)
    while start < end:
        if text[start : start + 2] not in starts or text[start].isascii():
            start += 1
            continue
        for length in range(min(_LONGEST_NAME, end - start), 1, -1):
            name = text[start : start + length]
            if name in places and not _is_ordinary(text, name, start):
                yield Mention(name, places[name], start)
                start += length
                break
        else:
            start += 1
    yield from _english_mentions(text, taxonomy)


def _english_mentions(text: str, taxonomy: Taxonomy) -> Iterator[Mention]:
    words = list(_CAPITALISED.finditer(text))
    for index, word in enumerate(words):
        for last in words[index : index + 2][::-1]:  # Inner Mongolia before Inner
            quote = text[word.start() : last.end()]
            name = " ".join(part.capitalize() for part in quote.replace("’", "'").split())
            # Short names are other words when written small or all in capitals (hami, DALI).
            if name in taxonomy.places and (len(name) > 5 or (quote[0].isupper() and quote[1:].islower())):
                yield Mention(quote, taxonomy.places[name], word.start())
                break


def _is_ordinary(text: str, name: str, start: int) -> bool:
    if name[-1] == "区" and _NOT_A_DISTRICT.match(text, start + len(name)):
        return True
    return any(
        start >= word.index(name) and text.startswith(word, start - word.index(name))
        for word in _ORDINARY_WORDS.get(name, ())
    )


def _here(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Without those of other organisations, and without customers' and suppliers' places: 销往山东、河北."""
    elsewhere_until = -1
    for mention in mentions:
        listed_on = 0 <= elsewhere_until <= mention.start and _LISTED.fullmatch(
            text, elsewhere_until, mention.start
        )
        if listed_on or _ELSEWHERE.search(text, max(0, mention.start - 8), mention.start):
            elsewhere_until = mention.end
        elif not _ORGANISATION.match(text, mention.end):
            yield mention


def _speaks_of_itself(text: str, mention: Mention) -> bool:
    start = max(0, mention.start - 8)
    return not text[start : mention.start].strip() or bool(_OUR_PLACE.search(text, start, mention.start))


def _narrowed(text: str, best: Mention, mentions: list[Mention], taxonomy: Taxonomy) -> Mention:
    """浙江 … 绍兴 speaks of Shaoxing; 浙江绍兴 is one mention."""
    for inner in mentions:
        if taxonomy.regions[inner.code].parent == best.code and inner.start > best.start:
            adjoining = inner.start <= best.end + 1
            start = best.start if adjoining else inner.start
            return Mention(text[start : inner.end], inner.code, start)
    return best
