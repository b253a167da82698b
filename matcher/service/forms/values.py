"""What was really filled in: hints of the template, blanks and boxes left out, the label's unit put in."""

import re

from matcher.service.forms.boxes import ticked
from matcher.service.forms.labels import Field, Label, inline_label

_CHOICES = {Field.MODE, Field.KIND, Field.OPENNESS, Field.INDUSTRY, Field.REGION}
_HINT = re.compile(
    r"(?:请(?:在|填|简|详|描|写|输|选|勾|按|根据|用文字|具体|注明|明确|列|阐|概|如实|从|尽)|单击或?点?击?此处|点击(?:此处|输入)"
    r"|此处填|填写|简要(?:描述|说明|介绍)|不超过\s?\d+\s?字|限?\s?\d+\s?字(?:以内|左右|内)|(?:例如|例|如|示例|注|说明)[：:]|可多选|单选|必填|选填"
    r"|[xX]{3,}|\*{3,}|…{2,}$)"
)
_NOTE_FIRST = re.compile(
    r"[（(](?:请|限|不超过|可多选|多选|单选|必填|选填|\d+\s?字|注|说明|简要)[^（）()]{0,120}[）)]"
)
_NOTE_LAST = re.compile(r"[（(](?:请(?!教)|可多选|多选|单选|必填|选填|可另附页|限)[^（）()]{0,60}[）)]$")
_FILLER = re.compile(r"[_＿]{2,}|\.{6,}|…{3,}")
_NOTHING = {
    "",
    "无",
    "暂无",
    "没有",
    "/",
    "\\",
    "-",
    "—",
    "——",
    "--",
    "万元",
    "元",
    "年月日",
    "年月",
    "无。",
    "n/a",
    "none",
    "空",
    "同上",
}
_NUMBER = re.compile(
    r"((?:[≤<≥>~约]|不超过|大约|大概)?\s?[\d.,，]{1,20}(?:\s?[-~～—–至到]{1,2}\s?[\d.,，]{1,20})?)\s?((?:左右|以内|以下|以上)?)"
)
_MEANT_OPEN = re.compile(r"是|同意|公开|可以?公开|愿意|完全公开|可以|同意公开|是\(公开\)")
_MEANT_HIDDEN = re.compile(r"否|不|不同意|不公开|保密|不愿意|不可以|不同意公开|需要?保密")


def filled_in(label: Label, value: str) -> str:
    """The value in the form's own words; "" when nothing was filled in."""
    text = "\n".join(_told(_without_notes(value)))
    text = ticked(text, label.field in _CHOICES or (label.field is Field.BUDGET))
    text = _FILLER.sub(" ", text).strip(" \n\t：:")
    if re.sub(r"\s", "", text).lower() in _NOTHING:
        return ""
    if label.field is Field.OPENNESS:
        return _openness(label, text)
    number = _NUMBER.fullmatch(text)
    return f"{number.group(1)}{_unit(label)}{number.group(2)}" if number else text


def _unit(label: Label) -> str:
    return "个月" if label.unit == "月" else label.unit


def _without_notes(value: str) -> str:
    text = value.strip()
    note = _NOTE_FIRST.match(text)
    text = text[note.end() :].strip() if note else text
    last = text[-80:]
    return text[: len(text) - len(last)] + _NOTE_LAST.sub("", last).strip()


def _told(text: str) -> list[str]:
    """The lines that the owner wrote."""
    lines = [line.strip() for line in text.split("\n")]
    return [told for line in lines if line and (told := _after_hint(line)) and not _is_private(line)]


def _after_hint(line: str) -> str:
    if not _HINT.match(line):
        return line
    _, colon, rest = line.partition("：")
    return rest.strip() if colon and len(rest.strip()) > 1 and line.startswith("请") else ""


def _is_private(line: str) -> bool:
    inline = inline_label(line)
    return inline is not None and inline[0].field in (Field.PRIVATE, Field.COMPANY)


def _openness(label: Label, text: str) -> str:
    """Said so that it cannot be taken for its opposite: 「是否保密：否」 names secrecy and means none."""
    is_about_secrecy = "保密" in label.text and "公开" not in label.text
    plain = re.sub(r"\s", "", text)
    if _MEANT_OPEN.fullmatch(plain):
        return "不要公开" if is_about_secrecy and plain in ("是", "同意", "愿意") else "可以公开"
    if _MEANT_HIDDEN.fullmatch(plain):
        return "可以公开" if is_about_secrecy and plain in ("否", "不") else "不要公开"
    return text
