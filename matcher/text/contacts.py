"""Private details in a text: numbers to call, addresses, identity numbers, companies and people."""

import re
from collections.abc import Iterator

from matcher.domain.need import ContactDetail
from matcher.text.numerals import narrow_form

# [^\W\da-zA-Z_] is a character of the script: a range of all 21,000 takes the compiler 20 times as long.
_PHONES = (
    re.compile(r"(?<![\dA-Za-z.])(?:\+?86[-\s]?)?1[3-9]\d(?:[-\s]?\d{4}){2}(?!\d)"),
    re.compile(r"(?<![\d.])(?:\(0\d{2,3}\)|0\d{2,3})[-\s]?[2-9]\d{6,7}(?:[-转]\d{1,5})?(?!\d)"),
    re.compile(r"(?<!\d)[48]00[-\s]?\d{3}[-\s]?\d{4}(?!\d)"),
    re.compile(r"(?:[幺一]\s?[三四五六七八九]\s?)(?:[零〇一幺二三四五六七八九]\s?){9}"),
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_ID_NUMBER = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_WECHAT = re.compile(
    r"(?:微信号?|薇信|威信|[Vv][Xx]|[Ww][Xx]|weixin|WeChat|wechat|QQ号?|qq|加[Vv])[:：是号为\s]{0,4}"
    r"(?P<account>[A-Za-z][-_A-Za-z0-9]{4,19}|\d{5,12})(?![A-Za-z0-9])"
)
_COMPANY_END = re.compile(
    r"有限责任公司|股份有限公司|有限公司|股份公司|集团公司|分公司|子公司|合作社|事务所|研究院有限公司"
    r"|(?<=[^\W\da-zA-Z_]{2})集团(?![军化体])"
)
_COMPANY_REACH = 24
# Words in front of a company's name that are not part of it.
_NAME_START = re.compile(
    r"[，。；：;:,.!！?？\s、“”\"'「」《》]|我们?单位是|我们?公司是|我们?厂是|我们是|我们?叫|我是|这是|来自"
    r"|名叫|叫做?|就是|已经?与|曾与|[与和跟及向给由从让找为被在是]|单位有|如|关于|对手|客户|供应商|联系"
)
_ENGLISH_COMPANY = re.compile(
    r"(?:[A-Z][A-Za-z&.\-]+\s){1,5}(?:Co\.?,?\s?Ltd\.?|Ltd\.?|Inc\.?|GmbH|Corporation|Corp\.?|LLC"
    r"|Company Limited)"
)
_TOWN_FACTORY = re.compile(
    r"(?<![^\W\da-zA-Z_])[^\W\da-zA-Z_]{2,4}[省市县区镇乡](?!几|一家)[^\W\da-zA-Z_]{2,10}(?<!家)厂(?![家房区商子])"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙朱胡郭林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程"
    "苏魏吕丁沈姚卢姜崔钟谭陆汪范廖石金韦贾夏付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛"
    "郝龚邵万钱严武戴莫孔向汤马高何任"
)
# 林总, 方工 and 高工 are words or ranks as often as people: before a short title only these count.
_SURE_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙朱胡郭罗郑梁谢宋唐许韩冯邓曹彭曾肖袁潘蔡蒋杜叶苏魏吕沈姚卢"
    "姜崔谭陆汪廖贾邹孟秦邱尹薛闫顾龚邵钱"
)
_TITLES = (
    "总?经理|老板娘?|厂长|主任|老师|教授|博士|先生|女士|小姐|师傅|董事长|院长|科长|部长|校长|主管"
    "|工程师|总监|院士|所长|书记|主席|会长|秘书长"
)
_PEOPLE = (
    re.compile(rf"(?:欧阳|司徒|诸葛|上官|[{_SURNAMES}])[^\W\da-zA-Z_]{{0,2}}?(?:{_TITLES})"),
    re.compile(
        rf"[{_SURE_SURNAMES}](?:总|工|董)(?=$|[，。；;,:：、\s\d!！?？]|说|您|电话|手机|联系|他|那边|负责"
        rf"|微信|看|来|去)"
    ),
    re.compile(
        rf"(?:联系人|负责人|联络人|法人|老板|经办人"
        rf"|找)[:：是叫\s]{{1,3}}(?P<name>[{_SURNAMES}][^\W\da-zA-Z_]{{1,2}})(?![^\W\da-zA-Z_])"
    ),
    re.compile(
        rf"(?:我叫|我是|本人叫?|名叫)(?P<name>[{_SURNAMES}][^\W\da-zA-Z_]{{1,2}})(?=[，。；;,、\s]|$)"
    ),
    re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof)\.?\s[A-Z][a-z]+"),
)
_NO_NAMES = ("高级", "高中", "周末", "周边", "任何", "马上", "方面", "江湖", "龙头", "石油", "金属")
_NOT_BEFORE_A_SURNAME = re.compile(r"[^\W\da-zA-Z_]")
_BEFORE_PERSON = re.compile(
    r"(?:我们|我是|我叫|联系|找|请|和|与|跟|给|由|是|问|的|让|叫|厂|司|院|校|学|部|室|人|为)$"
)


def find_contacts(text: str) -> tuple[ContactDetail, ...]:
    """Every private detail, in the order of the text; quotes are verbatim."""
    narrow = narrow_form(text)
    found: list[ContactDetail] = []
    last_end = 0
    for kind, start, end in sorted(_spans(narrow), key=lambda span: (span[1], -span[2])):
        if start >= last_end:
            found.append(ContactDetail(kind, text[start:end]))
            last_end = end
    return tuple(found)


def _spans(narrow: str) -> Iterator[tuple[str, int, int]]:
    for match in _ID_NUMBER.finditer(narrow):
        yield "id_number", *match.span()
    for match in _EMAIL.finditer(narrow):
        yield "email", *match.span()
    for match in _WECHAT.finditer(narrow):
        yield "wechat", *match.span("account")
    for pattern in _PHONES:
        for match in pattern.finditer(narrow):
            yield "phone", *match.span()
    yield from _companies(narrow)
    yield from _people(narrow)


def _companies(narrow: str) -> Iterator[tuple[str, int, int]]:
    last_end = 0
    for match in _COMPANY_END.finditer(narrow):
        begin = max(last_end, match.start() - _COMPANY_REACH)
        starts = [mark.end() for mark in _NAME_START.finditer(narrow, begin, match.start())]
        start = starts[-1] if starts else begin
        name = narrow[start : match.start()]
        if len(name) >= 2 and not re.fullmatch(
            "(?:我们?|贵|本|该|某|一家|这家|那家|几家|小微?|其他|大型?|多家)+", name
        ):
            last_end = match.end()
            yield "company", start, match.end()
    for pattern in (_ENGLISH_COMPANY, _TOWN_FACTORY):
        for match in pattern.finditer(narrow):
            yield "company", *match.span()


def _people(narrow: str) -> Iterator[tuple[str, int, int]]:
    for pattern in _PEOPLE:
        for match in pattern.finditer(narrow):
            start, end = match.span("name") if "name" in pattern.groupindex else match.span()
            before = narrow[max(0, start - 2) : start]
            if narrow.startswith(_NO_NAMES, start):
                continue
            # 施工 and 最高总量 hold no surname: a name begins behind a mark or a word that leads to people.
            if not _NOT_BEFORE_A_SURNAME.search(before[-1:]) or _BEFORE_PERSON.search(before):
                yield "person", start, end
