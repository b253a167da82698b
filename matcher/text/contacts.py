"""Private details in a text: numbers to call, addresses, identity numbers, companies and people."""

import re
from collections.abc import Iterator

from matcher.domain.need import ContactDetail
from matcher.text.numerals import narrow_form
from matcher.text.town_factories import town_factories

# [^\W\da-zA-Z_] is a character of the script: a range of all 21,000 takes the compiler 20 times as long.
_PHONES = (
    re.compile(r"(?<![\dA-Za-z.])(?:\+?86[-\s]?)?1[3-9]\d(?:[-\s]?\d{4}){2}(?!\d)"),
    re.compile(
        r"(?<![\d.])(?:\(0\d{2,3}\)|0\d{2,3}"
        r"|\+86[-\s]?[1-9]\d{1,2})[-\s]{0,2}[2-9]\d{2,3}[-\s]?\d{4}(?:[-转]\d{1,5})?(?!\d)"
    ),
    re.compile(r"(?<!\d)[48]00[-\s]?\d{3}[-\s]?\d{4}(?!\d)"),
    re.compile(r"(?:[幺一]\s?[三四五六七八九]\s?)(?:[零〇一幺二三四五六七八九]\s?){9}"),
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_ID_NUMBER = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
# The unified social credit code of a firm: register, kind, six digits of a place, nine signs, a check.
_CREDIT_CODE = re.compile(r"(?<![\dA-Za-z])[159NY][1-39]\d{6}[0-9A-HJ-NP-RTUWXY]{10}(?![\dA-Za-z])")
_WECHAT = re.compile(
    r"(?:(?:微信号?|薇信|威信|加[Vv]|(?<![A-Za-z0-9])(?:weixin|WeChat|wechat|QQ号?|qq))[:：是号为\s]{0,4}"
    # WX12345 is a model of a machine.
    r"|(?<![A-Za-z0-9])[VvWw][Xx][:：是号为\s]{1,4})"
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
    r"|名叫|叫做?|就是|已经?与|曾与|[与跟及给由从让找被在是]|(?<!万)向|(?<![华大有])为"
    r"|(?<![永安祥协中信])和(?!平|顺|美|信|兴)|单位有|如|关于|对手|客户|供应商|联系"
)
_ENGLISH_COMPANY = re.compile(
    r"(?:[A-Z][A-Za-z&.\-]+\s){1,5}(?:Co\.?,?\s?Ltd\.?|Ltd\.?|Inc\.?|GmbH|Corporation|Corp\.?|LLC"
    r"|Company Limited)"
)
_TOWN_FACTORY = re.compile(
    r"(?<![^\W\da-zA-Z_])[^\W\da-zA-Z_]{2,4}[省市县区镇乡](?!几"
    r"|一家)[^\W\da-zA-Z_]{2,10}(?<!家)厂(?![家房区商子])"
)
# 比亚迪 alone is everybody's customer and tells nothing; 比亚迪公司 is meant as a firm.
_LEADING_FIRM = re.compile(
    r"(?:华为|美的|格力|海尔|海信|比亚迪|富士康|中车|吉利|长城汽车|奇瑞|宁德时代|小米|联想|京东方|三一"
    r"|徐工|万向|正泰|茅台|伊利|蒙牛)"
    r"(?:公司|集团|厂)(?![家房])"
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
    "总?经理(?![论化])|老板娘?|厂长|主任|老师|教授|博士|先生|女士|小姐|师傅|董事长|院长|科长|部长|校长|主管"
    "|工程师|总监|院士|所长|书记|主席|会长|秘书长"
)
_PEOPLE = (
    re.compile(rf"(?:欧阳|司徒|诸葛|上官|[{_SURNAMES}])[^\W\da-zA-Z_]{{0,2}}?(?:{_TITLES})"),
    re.compile(
        rf"[{_SURE_SURNAMES}](?:总|工|董)(?=$|[，。；;,:：、\s\d!！?？]|说|您|电话|手机|联系|他|那边|负责"
        rf"|微信|看|来|去)"
    ),
    re.compile(
        rf"(?:联系人|负责人|联络人|法人|经办人)[:：是叫为\s]{{0,3}}"
        rf"(?P<name>[{_SURNAMES}][^\W\da-zA-Z_]{{1,2}})(?![^\W\da-zA-Z_])"
    ),
    re.compile(
        rf"(?:老板|找)[:：是叫\s]{{1,3}}(?P<name>[{_SURNAMES}][^\W\da-zA-Z_]{{1,2}})(?![^\W\da-zA-Z_])"
    ),
    re.compile(
        rf"(?:联系|找)(?P<name>[{_SURE_SURNAMES}周][^\W\da-zA-Z_]{{1,2}}?)(?:$|(?=[,.:;、。\s\d(!?]|电话"
        rf"|手机|就[行好]|谈|对接))"
    ),
    re.compile(
        rf"(?:我叫|我是|本人叫?|名叫)(?P<name>[{_SURNAMES}][^\W\da-zA-Z_]{{1,2}})(?=[，。；;,、\s]|$)"
    ),
    re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof)\.?\s[A-Z][a-z]+"),
)
# Words and towns that begin like a name.
_NO_NAMES = tuple(
    """
    高级 高中 高校 高手 高人 高分子 高压 高温 高薪 高新 高端 周末 周边 周围 周期 任何 任务 马上 马达
    方面 方案 方法 江湖 江苏 江西 江南 江阴 江门 龙头 龙门 石油 石化 石材 石墨 石英 金属 金相 金融 金华
    黄金 黄铜 黄岩 黄山 黄石 于是 程序 程控 谢谢 汤汁 曾经 严格 严重 夏天 夏季 张力 张家 陈列 陈旧 苏州
    苏打 徐州 郑州 郑重 武汉 唐山 沈阳 吴江 孟州 邹城 邵阳 邵东 余姚 余热 余料 毛坯 毛病 毛刺 毛巾 雷达
    万能 万一 白酒 白班 付款 范围 林业 熊猫 许多 许可 陆续 陆地 卢布 秦皇 杜绝 叶轮 叶片 朱砂 彭州 孙子
    韩国 潘家 李子 杨木 杨梅 宋代 田间 董事 贾汪 钱塘 顾客 顾问 魏都 蔡家 王牌 王者 胡椒 胡萝 梁柱 罗拉
    罗纹 罗茨 曹县 薛城
    """.split()  # noqa: SIM905
)
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
    for match in _CREDIT_CODE.finditer(narrow):
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
            "(?:我们?|俺们?|咱们?|阿拉|村里?|镇上?|农民|专业|种植|养殖|贵|本|该|某|一家|这家|那家|几家|小微?|其他|大型?|多家)+",
            name,
        ):
            last_end = match.end()
            yield "company", start, match.end()
    for span in town_factories(narrow):
        yield "company", *span
    for pattern in (_ENGLISH_COMPANY, _TOWN_FACTORY, _LEADING_FIRM):
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
