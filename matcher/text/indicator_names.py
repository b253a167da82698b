"""What a quantity measures: the words before it, or the one word behind it."""

import re

_WINDOW = 32
_LONGEST_NAME = 12
_BREAK = re.compile(r"[，。；;！!？?、\n\t()（）【】\[\]“”\"'|]|[,:：](?!\d)|\.\s|\s{2,}|[0-9]+[.)、）]")
# Words between the name and the number, and in front of the name, that are not part of it.
_TAIL = re.compile(
    r"(?:[≥≤><=≧≦⩾⩽＞＜±~～:：\s]|不低于|不小于|不少于|不短于|不高于|不大于|不超过|不多于|不得?低于"
    r"|不得?高于|不得?超过|不能超过|不能低于"
    r"|大于等于|小于等于|大于|小于|高于|低于|超过|少于|多于|至少|最少|最多|起码|顶多|大约|大概|左右|达到"
    r"|达不到|做到|只有|只能|仅有|仅|约|达|到|至|为|是|在|从|由|有|了|的|才|就|都|还|也|又|要|超"
    r"|应该?|必须|需要?|要求|希望|目标|能够|(?<![产功性节智储动热电效光势可万])能|可以?|想|大|保证|保持"
    r"|控制|确保"
    r"|(?:提高|提升|增加|延长|增大|增强|上升|降低|下降|减少|缩短|减小|降|省)(?:到|至|在|了)?|(?:涨|做|改|变"
    r"|换|压缩?|减|缩小|控制)(?:到|至|成|在)"
    r"|现在|目前|原来|以前|之前|平时|一般|通常|局部|每年|每天|每月|每小时|每分钟|一天|一年|一个月|平均|用量)$"
)
_HEAD = re.compile(
    r"^(?:[\s:：,，.。\-—×*/]|我们|我[厂司]|我(?!国)|本?公司|本厂|企业|产品的?|现在的?|目前的?|现有的?|原来的?"
    r"|希望|要求|需要?|要想|要(?!素)|想|能够?(?![耗量效源力])|可以|使得|使(?!用)|让|把|将|对(?![比称位])|但是?"
    r"|而且?|并且|且|和(?!面)|与|及|或|以及|其|该|这种?|那种?|一种|同时|另外|因为|由于|如果|就是|是|的"
    r"|在(?!线)|有(?![机效害毒色限])|也|还(?!原)|又|都|才|所以|老是?|总是|经常|只能|只有|达到|实现"
    r"|提高|提升|增加|降低|减少|缩短|延长|保证|确保|做到|测得|通过|采用|每小时|每天|每年|每月|每分钟)+"
)
# 干燥时间(表干)不超过: what stands in brackets is not the end of the name.
_ASIDE = re.compile(r"[(（][^()（）]{1,12}[)）](?=[^()（），。；]{0,8}$)")
_PERCENT_OF = re.compile(
    r"\s?(?:of\s)?(?P<name>[A-Za-z]{3,12}(?:\s(?!is|in|at|and|or|with|from|to)[A-Za-z]{3,12})?)(?=[,.;]|\s|$)"
)
_OWNER = re.compile("的|要求|希望|需要|必须|应该|想让|使得|把|将|让")
_AFTER = re.compile(
    r"\s?(?:以上|以下|以内|及以上|左右)?的?(?P<name>[^\W\da-zA-Z_]{0,8}?(?:率|度|量|力|性|值|能|速|比|差|强度|寿命"
    r"|温度|压力|精度|噪声|噪音|能耗|成本|误差|电压|功率|水分|湿度|含量|收率))(?=[，。；,;、\s]|$|的)"
)
_ADJECTIVES = {
    "厚": "厚度",
    "宽": "宽度",
    "长": "长度",
    "高": "高度",
    "深": "深度",
    "粗": "直径",
    "重": "重量",
}
_AFTER_ADJECTIVE = re.compile(
    r"\s?(?:左右)?(?P<adjective>[厚宽长高深粗重])(?![度压温速分级强率量性能新要炉效纯])"
)
_AFTER_TIME = re.compile(
    r"\s?(?:以?内|左右|都|就|以上|还)?(?P<name>(?:不|会"
    r"|就)[坏烂裂掉褪变锈霉臭漏软硬堵断发][^\W\da-zA-Z_]{0,2}?)(?=[，。；,;、\s的]|$)"
)
_ENGLISH_TAIL = re.compile(
    r"(?:\s|^)(?:of|for|is|are|to|at|from|by|be|must|should|need(?:s)?|least|most|than|more|less|no|not"
    r"|over|under|above|below|about|within|up|down|with|stays?|remains?"
    r"|minimum|maximum|only|reach(?:es)?|exceeds?|raised?|reduced?|increased?|improved?|cut|lowered?|now"
    r"|currently|the|a|an|and|we|want|has|have)$",
    re.IGNORECASE,
)
_ENGLISH_HEAD = re.compile(
    r"^(?:of|is|are|to|the|a|an|and|we|our|their|its|want|need|must|with|for|raise|reduce|improve|increase"
    r"|lower|cut|keep|get|have|has|should|be|that|but|customers?)\s+",
    re.IGNORECASE,
)


def name_around(narrow: str, start: int, end: int, previous_end: int, is_time: bool) -> str:
    """The name of what stands at [start:end]; "" when the text does not say."""
    if is_time:
        lasting = _AFTER_TIME.match(narrow, end)
        if lasting:
            return lasting["name"]
    begin = max(previous_end, start - _WINDOW, 0)
    name = _name_before(narrow[begin:start], cut=begin > previous_end)
    return name or _name_after(narrow, end)


def _name_before(words: str, cut: bool) -> str:
    words = _ASIDE.sub("", words)
    piece = words[
        max((mark.end() for mark in _BREAK.finditer(words) if mark.end() < len(words)), default=0) :
    ]
    if piece.isascii():
        # The window may have cut a word in two.
        return _english_name(piece.partition(" ")[2] if cut and len(piece) == len(words) else piece)
    while True:
        shorter = _TAIL.sub("", piece)
        if shorter == piece:
            break
        piece = shorter
    piece = _HEAD.sub("", piece)
    # Of 把织物的断裂强力 the last part names the quantity.
    piece = _OWNER.split(piece)[-1].strip(" .,:：，。-—/×*(（")
    return piece[-_LONGEST_NAME:].strip() if any(character.isalpha() for character in piece) else ""


def _english_name(piece: str) -> str:
    while True:
        shorter = _ENGLISH_TAIL.sub("", piece.rstrip(" <>=≥≤~:-"))
        if shorter == piece:
            break
        piece = shorter
    words = piece.split()[-3:]
    piece = " ".join(words)
    while True:
        shorter = _ENGLISH_HEAD.sub("", piece)
        if shorter == piece:
            break
        piece = shorter
    return piece.strip(" .,") if any(character.isalpha() for character in piece) else ""


def _name_after(narrow: str, end: int) -> str:
    adjective = _AFTER_ADJECTIVE.match(narrow, end)
    if adjective:
        return _ADJECTIVES[adjective["adjective"]]
    share = _PERCENT_OF.match(narrow, end) if narrow[end - 1] == "%" else None
    if share:
        return share["name"]
    after = _AFTER.match(narrow, end)
    return after["name"] if after and len(after["name"]) > 1 else ""
