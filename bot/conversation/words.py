"""Short messages that are no need but a wish: 你好, 更多, English, 2."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bot.conversation.actions import Action, Verb


@dataclass(frozen=True, slots=True)
class Wish:
    """What a short message asks for, and the language it was said in ("" when it tells nothing)."""

    action: Action
    language: str = ""


def _wishes(verb: Verb, zh: str, en: str, argument: str = "") -> Iterable[tuple[str, Wish]]:
    action = Action(verb, argument)
    yield from ((word, Wish(action, "zh")) for word in zh.split())
    yield from ((word.replace("_", " "), Wish(action, "en")) for word in en.split())


WISHES: dict[str, Wish] = {
    **dict(_wishes(Verb.HELLO, "你好 您好 你好啊 在吗 在不在 有人吗 喂 开始", "hi hello hey good_morning")),
    **dict(_wishes(Verb.HELP, "帮助 怎么用 怎么弄 使用说明 说明 功能", "help how")),
    **dict(
        _wishes(
            Verb.NEW,
            "新需求 新的需求 重新开始 重来 重新来 换一个需求 取消 退出 算了 不找了",
            "new new_need restart cancel stop",
        )
    ),
    **dict(
        _wishes(
            Verb.THANKS,
            "谢谢 谢谢你 谢谢您 多谢 谢了 好的 好 嗯 行 可以 知道了 明白了 收到",
            "thanks thank_you ok okay great",
        )
    ),
    **dict(_wishes(Verb.MORE, "更多 还有吗 还有呢 还有没有 下一页 继续 换一批", "more next next_page")),
    **dict(_wishes(Verb.BACK, "返回 上一页 前面 回去 退回", "back previous")),
    **dict(_wishes(Verb.LIST, "结果 列表 再看看", "results list")),
    **dict(_wishes(Verb.LANGUAGE, "中文 汉语 说中文", "chinese in_chinese", "zh")),
    **dict(_wishes(Verb.LANGUAGE, "英文 英语", "english in_english", "en")),
    # What the command menu of a messenger sends; it says nothing about the language.
    "/start": Wish(Action(Verb.HELLO)),
    "/help": Wish(Action(Verb.HELP)),
    "/new": Wish(Action(Verb.NEW)),
    "/more": Wish(Action(Verb.MORE)),
    "/zh": Wish(Action(Verb.LANGUAGE, "zh")),
    "/en": Wish(Action(Verb.LANGUAGE, "en")),
    "?": Wish(Action(Verb.HELP)),
}

_EDGES = re.compile(r"^[\s!。.,~、;:…]+|[\s!。.,~、;:…]+$")
_NUMBER = re.compile(r"第?([1-9])(?:个|条)?")
_LONGEST = 24


def read_wish(text: str) -> Wish | None:
    """The wish behind a short message; None when it should be read as a need."""
    if len(text) > _LONGEST:
        return None
    word = _EDGES.sub("", unicodedata.normalize("NFKC", text)).casefold()
    if number := _NUMBER.fullmatch(word):
        return Wish(Action(Verb.PICK, number[1]))
    return WISHES.get(word) or WISHES.get(word.rstrip("?"))


def is_unknown_command(text: str) -> bool:
    """/something that is in no menu of ours; a need never begins like that."""
    return re.fullmatch(r"/[A-Za-z_]+(@\w+)?", text.strip()) is not None
