"""From an owner's words to a need card. Pure: the same text on the same day gives the same card."""

import re
from datetime import date

from matcher.domain.need import Confidentiality, ContactDetail, NeedCard
from matcher.domain.taxonomy import Taxonomy
from matcher.text.contacts import find_contacts
from matcher.text.dates import Deadline, find_deadline
from matcher.text.industry import guess_industries
from matcher.text.modes import find_modes
from matcher.text.money import find_budget
from matcher.text.normalise import detect_language, normalise
from matcher.text.quantities import find_indicators
from matcher.text.regions import find_mention
from matcher.text.route import choose_route
from matcher.text.segment import LONGEST_SENTENCE, clauses, sentences

LONGEST_PROBLEM = 300  # characters; the card shows it whole on a phone
_MOST_QUOTES = 8
_ENDINGS = ("。", "！", "？", "；", "!", "?", ";", ".")

_CONSTRAINT = re.compile(
    r"(?:(?<!能)不能|(?<![可能])不可以?)(?!满足|解决|达到|用了|正常|保证|及时|完全|实现|适应|有效|够|避免|很好|彻底|再)|不得"
    r"|不允许|不许|不准|必须|只能|只要(?!是|一)|禁止|严禁|不含|不添加|不用(?=进口|加|换|停)"
    r"|符合[^，。；]{0,20}(?:标准|要求|规定|认证|法规)|满足[^，。；]{0,20}(?:标准|要求|规范)"
    r"|达到[^，。；]{0,16}(?:标准|国标|[一二三四]级[AB]?)|通过[^，。；]{0,12}认证"
    r"|不(?:改变|改动|停产|停机|停线|影响|换设备|增加成本|动|产生(?:新|二次|任何))|不增加"
    r"|不(?:想|打算|准备|愿意?)(?:再)?(?:换|动|改|停|跑|加)|(?:场地|人手?|设备|工人)[^，。；]{0,4}都?不[加换动改]"
    r"|(?<![必无毋胡])须(?:采用|使用|适应|符合|满足|具备|是|能|为)|前提下|食品级|无毒|无害|无污染|出口欧"
    r"|成本(?:不|控制|要低|低于|不高于)|便宜点|价格不能|本地|本省|省内|就近|附近的|当地的?"
    r"|场地(?:有限|小|不够)|没有?地方(?!去)|现有设备上|人手(?:少|不够)"
    r"|\bmust\b|must not|cannot|can'?t be|without (?:changing|stopping|raising|replacing|adding)"
    r"|\bno (?:additional|additives|extra|more \w+ than|new|steam|solvents?)"
    r"|comply|complies|food.?grade"
    r"|no more than the same cost|only (?:local|from)",
    re.IGNORECASE,
)
_TRIED = re.compile(
    r"试(?:过(?!程)|了|验过(?!程))|尝试(?!解决)|换(?:过(?!程)|了)|找过|请过|问过|调(?:过|了)|改(?:过"
    r"|了)(?!程)|加过(?!程)|用过(?!程)|做过(?:试验|实验|测试)|去过|已(?:经)?(?:采用|使用|更换|试|改|做过"
    r"|尝试|进行过)|现(?:在|有)?(?:的?解决方案|用的|采用)|目前(?:采用|使用|用的)"
    r"|(?:都|也)(?:上|装|加|打|用|换|调|请|做|改)过|打了[^，。；]{0,4}[次遍回]|未能|没(?:能|有)?成功|不顶用"
    r"|不管事|还是[^，。；]{0,4}(?:掉|断|裂|漏|差|坏|老样)"
    r"|没(?:什么|啥)?(?:效果|用处|解决|改善)|没(?:有)?彻底解决|效果不(?:理想|明显|大)|还是(?:不行|老样子"
    r"|一样|漏|裂)|都不行|也不行|不管用|白搭"
    r"|\btried\b|have tested|did not (?:help|work)|didn'?t (?:help|work)|no improvement|made no difference",
    re.IGNORECASE,
)
# What came of it, and nothing of what was done.
_RESULT = re.compile(
    r"^(?:但是?|可是|可|也|都|均|因[^，。；]{0,10})?(?:效果|没(?:什么|啥)?(?:效果|用)|没用|未能|没(?:能|有)?成功"
    r"|仍|贵$|还是(?:不|没|老)|不(?:管用|行|理想|明显|顶用))"
    r"|^no (?:luck|improvement|effect)|^(?:it )?did(?: not|n't) help|^(?:but )?too expensive",
    re.IGNORECASE,
)
_STOP = re.compile("[。！？!?；;\\n]")
_LONGEST_RESULT = 20  # characters
_GREETING = re.compile(
    r"^(?:你们?好|您好|大家好|老师好|请问一?下?|谢谢|感谢|麻烦了?|打扰了?|hello|hi|dear|thanks?|thank you)",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"(?:公司|我厂|本厂|企业|集团|我司|团队|中心|基地)[^。；]{0,12}(?:成立于|创建于|创立于|始建于|位于|坐落"
    r"|占地|注册资本|拥有|现有员工|是一家|主要生产|主营|专业从事|被评为|获得)|^我们?(?:厂|公司)?是(?:一家"
    r"|做|专业|生产)"
    r"|高新技术企业|专利\d+项|员工\d+|we are an? |our company (?:was|is) ",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"问题|难题|瓶颈|难点|怎么|如何|解决|希望|需要|需求|想要?|急需|亟需|研发|开发|提高|降低|改进|改造|漏|裂"
    r"|断|坏|脱落|变形|气孔|色差|不[稳好均匀良够]|太[高低大小慢快多]|老[是]?|总是|差|低|缺|异响|超标|堵|臭"
    r"|锈|掉|烂|卡"
    r"|problem|need|want|how|leak|crack|fail|improve|reduce|too ",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^[(（\d一二三四五六七八九十、.)）\s]*(?:需求内容|技术需求|预期目标|现有(?:工作)?基础|技术指标"
    r"|主要内容|具体(?:需求|要求|任务)[^：:]{0,12}|需求(?:描述|说明|背景)?)[及和与]?[^：:，。]{0,10}[：:]?$"
)
_HIDDEN = re.compile(
    r"保密|不要公开|不(?:想|能|便|宜)公开|别公开|匿名|别让[^，。]{0,8}知道|不(?:想|能)让[^，。]{0,8}知道"
    r"|不要泄露|不能泄露|confidential|do not publish",
    re.IGNORECASE,
)
_OPEN = re.compile(r"可以?公开|同意公开|公开发布|公开没关系|can be published", re.IGNORECASE)


def read_need(text: str, taxonomy: Taxonomy, today: date) -> NeedCard:
    """The card of a need; what the text does not say stays empty. Never raises, linear in the text."""
    contacts = find_contacts(text)
    mention = find_mention(text, taxonomy)
    modes = find_modes(text)
    deadline = find_deadline(text, today)
    parts = clauses(text)
    return NeedCard(
        problem=_problem(text, contacts, deadline),
        indicators=find_indicators(text),
        constraints=_chosen(parts, _CONSTRAINT),
        tried=_tried(text, parts),
        industries=guess_industries(text, taxonomy),
        region=taxonomy.region_name(mention.code) if mention else "",
        region_code=mention.code if mention else "",
        modes=modes,
        budget=find_budget(text),
        deadline=deadline.day if deadline else None,
        deadline_quote=deadline.quote if deadline else "",
        route=choose_route(text, modes),
        confidentiality=_confidentiality(text),
        contacts=contacts,
        language=detect_language(text),
    )


def _chosen(parts: tuple[str, ...], wording: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in parts if wording.search(part)))[:_MOST_QUOTES]


def _tried(text: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    """What was done without success; a result, 未能解决, is told together with what led to it."""
    found: list[str] = []
    begin = end = 0  # of the quote that a result may still belong to
    for part in parts:
        start = text.find(part, end)
        before, through = text[begin:end], text[begin : start + len(part)]
        tells = bool(_TRIED.search(part))
        if (tells or before in found) and _is_result(part) and _goes_on(text[end:start], through):
            found = [*(quote for quote in found if quote != before), through]
        else:
            begin = start
            found += [part] if tells else []
        end = start + len(part)
    return tuple(dict.fromkeys(found))[:_MOST_QUOTES]


def _is_result(part: str) -> bool:
    return len(part) <= _LONGEST_RESULT and bool(_RESULT.search(part))


def _goes_on(gap: str, through: str) -> bool:
    """Whether a clause stands in the same sentence as the one before it, and both can be quoted at once."""
    return len(gap) <= 2 and len(through) <= LONGEST_SENTENCE and not _STOP.search(through[:-1])


def _problem(text: str, contacts: tuple[ContactDetail, ...], deadline: Deadline | None) -> str:
    """The sentences that tell of the trouble, in the owner's words; the whole text when none stands out."""
    told: list[str] = []
    length = 0
    for sentence in sentences(text):
        parts = clauses(sentence)
        kept = [part for part in parts if not _is_aside(part, contacts, deadline)]
        words = sentence if len(kept) == len(parts) else "，".join(kept)
        if length + len(words) > LONGEST_PROBLEM:
            break
        if words:
            told.append(_ended(words))
            length += len(told[-1])
    return normalise("".join(told)).rstrip(" ;；,，") or normalise(text)[:LONGEST_PROBLEM]


def _ended(words: str) -> str:
    if words.endswith(_ENDINGS):
        return f"{words} " if words.isascii() else words
    return f"{words}; " if words.isascii() else f"{words}；"


def _is_aside(part: str, contacts: tuple[ContactDetail, ...], deadline: Deadline | None) -> bool:
    """Greetings, headings, who we are, whom to call, how much money: not the problem itself."""
    if _HEADING.match(part) or (_GREETING.match(part) and len(part) <= 12):
        return True
    if _INTRODUCTION.search(part) and not _TROUBLE.search(_INTRODUCTION.sub("", part)):
        return True
    rest = part
    for detail in contacts:
        rest = rest.replace(detail.quote, "")
    if deadline:
        rest = rest.replace(deadline.quote, "")
    budget = find_budget(rest)
    if budget:
        rest = rest.replace(budget.quote, "")
    # What is left of 「联系人:张经理 138…」 or 「预算30万」 is too little to be a problem.
    return (
        rest != part
        and len(
            re.sub(r"[\W\d_]|联系人?|电话|手机|微信|预算|大概|左右|以内|费用|完成|要|希望|之前|找", "", rest)
        )
        <= 4
    )


def _confidentiality(text: str) -> Confidentiality:
    if _HIDDEN.search(text):
        return Confidentiality.CONFIDENTIAL
    return Confidentiality.PUBLIC if _OPEN.search(text) else Confidentiality.LIMITED
