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
        _wishes(Verb.NEW, "新需求 新的需求 重新开始 重来 重新来 换一个需求 新问题", "new new_need restart")
    ),
    **dict(_wishes(Verb.CANCEL, "取消 退出 算了 不找了 不改了 不弄了", "cancel stop quit_this")),
    **dict(
        _wishes(
            Verb.THANKS,
            "谢谢 谢谢你 谢谢您 多谢 谢了 好的 好 嗯 行 可以 知道了 明白了 收到",
            "thanks thank_you ok okay great",
        )
    ),
    **dict(_wishes(Verb.MORE, "更多 还有吗 还有呢 还有没有 下一页 继续 换一批", "more next next_page")),
    **dict(_wishes(Verb.BACK, "返回 上一页 前面 回去 退回", "back previous")),
    **dict(_wishes(Verb.LIST, "结果 列表 再看看 看结果", "results list")),
    **dict(_wishes(Verb.CARD, "需求卡 卡片 看卡片", "card need_card")),
    **dict(_wishes(Verb.KEEP, "保存 确认 确认保存 同意并保存 提交 发布", "save confirm submit")),
    **dict(_wishes(Verb.REFINE, "补充 补充说明 我补充一下", "refine add")),
    **dict(_wishes(Verb.MINE, "我的需求 我的 需求列表", "my_needs mine needs")),
    **dict(_wishes(Verb.SETTINGS, "设置 周报 免打扰", "settings digest quiet_hours")),
    **dict(_wishes(Verb.PRIVACY, "隐私 隐私说明 保密吗 安全吗 会不会泄露 会泄密吗", "privacy is_it_safe")),
    **dict(_wishes(Verb.HUMAN, "人工 转人工 找人工 真人 客服 人工客服 找真人", "human agent person")),
    **dict(_wishes(Verb.LINK, "连接别的渠道 连接码 绑定", "link link_another_channel")),
    **dict(_wishes(Verb.EXPORT, "导出我的数据 导出数据 导出", "export_my_data export")),
    **dict(_wishes(Verb.FORGET, "删除我的数据 删除数据 删除我的资料 注销", "delete_my_data")),
    **dict(_wishes(Verb.LANGUAGE, "中文 汉语 说中文", "chinese in_chinese", "zh")),
    **dict(_wishes(Verb.LANGUAGE, "英文 英语", "english in_english", "en")),
    # What the command menu of a messenger sends; it says nothing about the language.
    "/start": Wish(Action(Verb.HELLO)),
    "/help": Wish(Action(Verb.HELP)),
    "/new": Wish(Action(Verb.NEW)),
    "/more": Wish(Action(Verb.MORE)),
    "/mine": Wish(Action(Verb.MINE)),
    "/settings": Wish(Action(Verb.SETTINGS)),
    "/cancel": Wish(Action(Verb.CANCEL)),
    "/privacy": Wish(Action(Verb.PRIVACY)),
    "/zh": Wish(Action(Verb.LANGUAGE, "zh")),
    "/en": Wish(Action(Verb.LANGUAGE, "en")),
    "?": Wish(Action(Verb.HELP)),
}
# With the card on the screen these confirm it.
YES = frozenset(
    "好 好的 对 对的 是的 是 行 可以 没错 没问题 嗯 同意 确认 就这样 ok okay yes right correct fine".split()  # noqa: SIM905
)
NO = frozenset(
    "不 不用 不用了 不要 不要了 不了 不行 不同意 不保存 不删 不删了 先不 先不用 别 no nope not_now".split()  # noqa: SIM905
)
# To a question these are no answer.
PASSES = frozenset(
    "跳过 不知道 不清楚 不晓得 没量过 说不清 不好说 随便 都行 都可以 下一个 没有 无 skip pass unknown"  # noqa: SIM905
    " dunno don't_know not_sure any".split()
)

_EDGES = re.compile(r"^[\s!。.,~、;:…]+|[\s!。.,~、;:…]+$")
_NUMBER = re.compile(r"第?([1-9])(?:个|条)?")
_LONGEST = 24


def read_wish(text: str) -> Wish | None:
    """The wish behind a short message; None when it should be read as a need."""
    if len(text) > _LONGEST:
        return None
    word = plain_word(text)
    if number := _NUMBER.fullmatch(word):
        return Wish(Action(Verb.PICK, number[1]))
    return WISHES.get(word) or WISHES.get(word.rstrip("?"))


def plain_word(text: str) -> str:
    """A short message without the marks around it, in small letters."""
    return _EDGES.sub("", unicodedata.normalize("NFKC", text)).casefold()


def is_yes(text: str) -> bool:
    """Whether it agrees to what is on the screen."""
    return len(text) <= _LONGEST and plain_word(text) in YES


def is_no(text: str) -> bool:
    """Whether it turns down what is on the screen."""
    return len(text) <= _LONGEST and plain_word(text).replace(" ", "_") in NO


def is_pass(text: str) -> bool:
    """Whether it leaves a question unanswered."""
    return len(text) <= _LONGEST and plain_word(text).replace(" ", "_") in PASSES


def is_unknown_command(text: str) -> bool:
    """/something that is in no menu of ours; a need never begins like that."""
    return re.fullmatch(r"/[A-Za-z_]+(@\w+)?", text.strip()) is not None
