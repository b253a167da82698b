"""Private details replaced by what they were, so that a text may be shown to the other side."""

import re
from collections.abc import Mapping

from matcher.domain.need import ContactDetail

_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "phone": "（电话已隐去）",
        "email": "（邮箱已隐去）",
        "wechat": "（微信已隐去）",
        "id_number": "（证号已隐去）",
        "company": "某公司",
        "person": "某人",
        "other": "（已隐去）",
    },
    "en": {
        "phone": "(phone removed)",
        "email": "(e-mail removed)",
        "wechat": "(account removed)",
        "id_number": "(number removed)",
        "company": "a company",
        "person": "a person",
        "other": "(removed)",
    },
}
# 张经理 becomes 某经理: who reads it still knows whom the text speaks of.
_TITLE = re.compile(
    r"(?:总?经理|老板娘?|厂长|主任|老师|教授|博士|先生|女士|小姐|师傅|董事长|院长|科长|部长|校长|主管"
    r"|工程师|总监|院士|所长|书记"
    r"|主席|会长|秘书长|总|工|董)$"
)


def mask(text: str, contacts: tuple[ContactDetail, ...], language: str = "zh") -> str:
    """The text with each private detail replaced by what it was: 某公司, 某人, （电话已隐去）…"""
    kinds = {detail.quote: detail.kind for detail in contacts if detail.quote}
    if not kinds:
        return text
    longest_first = sorted(kinds, key=len, reverse=True)
    quotes = re.compile("|".join(map(re.escape, longest_first)))
    return quotes.sub(lambda found: _replacement(found[0], kinds[found[0]], language), text)


def _replacement(quote: str, kind: str, language: str) -> str:
    title = _TITLE.search(quote) if kind == "person" and language != "en" else None
    if title:
        return f"某{title[0]}"
    words = _WORDS["en" if language == "en" else "zh"]
    return words.get(kind, words["other"])
