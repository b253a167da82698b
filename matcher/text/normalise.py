"""One spelling for every text: what is compared, indexed and searched goes through here."""

import re
import unicodedata

from matcher.errors import InputError

LONGEST_NEED = 20_000

# Marks without width (joiners, byte order marks, direction marks, variation selectors, Hangul fillers)
# and halves of broken characters carry no meaning: they go without leaving a gap.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
# Control characters, glyphs of private fonts and the mark of a failed decoding stand where something
# was: they leave a space.
_GAP = re.compile("[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufffc\ufffd\\s]+")
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]+")
# A term quoted in Chinese does not make an English sentence Chinese; a trade name does not make a
# Chinese one English.
_HAN_SHARE = 0.3


def normalise(text: str) -> str:
    """The text in compatibility form (ＡＢＣ → ABC, ㎜ → mm), without control characters, spaces folded."""
    visible = _GAP.sub(" ", _INVISIBLE.sub("", text))
    compatible = unicodedata.normalize("NFKC", visible)
    return _GAP.sub(" ", _INVISIBLE.sub("", compatible)).strip()


def is_blank(text: str) -> bool:
    """Whether nothing can be searched for: no letter, no character, no digit."""
    return not any(character.isalnum() for character in normalise(text))


def detect_language(text: str) -> str:
    """ "zh" or "en"; "zh" when there is nothing to go by."""
    letters = filter(str.isalpha, text)
    han = sum("\u3400" <= sign <= "\u9fff" or sign >= "\U00020000" for sign in letters)
    words = len(_LATIN_WORD.findall(text))
    return "zh" if han >= _HAN_SHARE * (han + words) else "en"


def check_need_text(text: str) -> None:
    """Raise InputError with what to do when the text cannot be read as a need."""
    if len(text) > LONGEST_NEED:
        raise InputError(
            "内容太长({length:,} 字),一次最多 {most:,} 字。请先写最要紧的问题,其余的分几次发。",
            length=len(text),
            most=LONGEST_NEED,
        )
    if not text.strip() or not normalise(text):
        raise InputError("还没有写内容。请用一两句话说说遇到的技术问题,例如:铸件打压老是漏,想找人看看。")
    if not any(character.isalpha() for character in normalise(text)):
        raise InputError("没有读到文字,只有表情、符号或数字。请用一两句话说说遇到的技术问题。")
