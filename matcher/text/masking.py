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
    },
    "en": {
        "phone": "(phone removed)",
        "email": "(e-mail removed)",
        "wechat": "(account removed)",
        "id_number": "(number removed)",
        "company": "a company",
        "person": "a person",
    },
}


def mask(text: str, contacts: tuple[ContactDetail, ...], language: str = "zh") -> str:
    """The text with each private detail replaced by what it was: 某公司, 某人, （电话已隐去）…"""
    kinds = {detail.quote: detail.kind for detail in contacts if detail.quote}
    if not kinds:
        return text
    longest_first = sorted(kinds, key=len, reverse=True)
    quotes = re.compile("|".join(map(re.escape, longest_first)))
    return quotes.sub(lambda found: _replacement(found[0], kinds[found[0]], language), text)


def _replacement(quote: str, kind: str, language: str) -> str:
    return _WORDS["en" if language == "en" else "zh"].get(kind, "（已隐去）")
