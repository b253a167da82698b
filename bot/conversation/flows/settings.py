"""One's own settings: weekly digest, quiet hours, other channels, language, data."""

import re
from dataclasses import replace

from bot.conversation.actions import Action, Verb
from bot.conversation.replies import Choice, Say
from bot.conversation.requests import IssueCode, ReadMember, RedeemCode, SetDigest, SetQuiet
from bot.conversation.session import Awaited, Session
from bot.conversation.stage import Outcome, Stage, plain
from matcher.domain.member import Member, QuietHours
from matcher.service.members import LinkCode

PLACE = "settings"
OFF = "off"
READY_HOURS = ((22, 8), (20, 9), (12, 14))
_EARLY, _LATE = "早上|上午|凌晨|早晨|清晨|早", "晚上|下午|中午|傍晚|夜里|半夜|晚"
_HOUR = rf"({_EARLY}|{_LATE})?\s*(\d{{1,2}})(?:\s*(?:[:：]00|点钟?|时|h))?(?:\s*([ap]m))?"
_HOURS = re.compile(
    rf"(?:从|每天)?\s*{_HOUR}\s*(?:到|至|-|–|—|~|to)+\s*(?:第二天|次日)?\s*{_HOUR}", re.IGNORECASE
)
CODE = re.compile(r"\D{0,12}(\d{3})[\s-]?(\d{3})\D{0,4}")


def open_settings(_stage: Stage, session: Session, _action: Action) -> Outcome:
    return session.without_step(), (ReadMember(),)


def member_read(stage: Stage, session: Session, member: Member | None) -> Outcome:
    """The settings as they stand; a person who has not agreed has none but these."""
    say = stage.texts(session).say
    session = replace(session, agreed=member is not None)
    mine: tuple[Choice, ...] = ()
    lines = [say("设置")]
    if member is not None:
        lines.append(say("· 每周周报：{state}", state=say("开") if member.digest else say("关")))
        lines.append(say("· 免打扰：{hours}", hours=_hours_text(stage, session, member.quiet)))
        lines.append(say("· 已连的渠道：{n} 个", n=len(member.channels)))
        turned = (
            plain(Verb.DIGEST, say("关周报"), OFF)
            if member.digest
            else plain(Verb.DIGEST, say("开周报"), "on")
        )
        mine = (turned, plain(Verb.QUIET, say("免打扰时间")), plain(Verb.LINK, say("连接别的渠道")))
    else:
        lines.append(say("您还没有保存过需求，这里只能改语言、连到您已有的资料，或者看隐私说明。"))
    other = "en" if session.language == "zh" else "zh"
    choices = (
        *mine,
        plain(Verb.CODE, say("输入连接码")),
        plain(Verb.LANGUAGE, "English" if other == "en" else "中文", other),
        plain(Verb.EXPORT, say("导出我的数据")),
        plain(Verb.FORGET, say("删除我的数据")),
        plain(Verb.PRIVACY, say("隐私说明")),
    )
    return session, (Say("\n".join(lines), choices, place=PLACE),)


def member_changed(stage: Stage, session: Session, _request: object, member: Member) -> Outcome:
    return member_read(stage, session.without_step(), member)


def set_digest(_stage: Stage, session: Session, action: Action) -> Outcome:
    return session, (SetDigest(action.argument != OFF),)


def set_quiet(stage: Stage, session: Session, action: Action) -> Outcome:
    """`start-end`, off, or nothing: then ask."""
    if action.argument == OFF:
        return session, (SetQuiet(None),)
    if action.argument:
        return hear_hours(stage, session, action.argument)
    say = stage.texts(session).say
    ready = [plain(Verb.QUIET, f"{start}:00–{end}:00", f"{start}-{end}") for start, end in READY_HOURS]
    choices = (*ready, plain(Verb.QUIET, say("不用免打扰"), OFF), plain(Verb.SETTINGS, say("不改了")))
    session = replace(session.without_step(), step=str(Awaited.QUIET))
    text = say("几点到几点不要打扰您？点一个，或者写成 22-8。")
    return session, (Say(text, choices, place=PLACE),)


def hear_hours(stage: Stage, session: Session, text: str) -> Outcome:
    """22-8, 晚上22点到早上8点."""
    found = _HOURS.fullmatch(text.strip(" 。."))
    start = _hour(found[1], found[2], found[3]) if found else None
    end = _hour(found[4], found[5], found[6]) if found else None
    if start is None or end is None or start == end:
        sentence = stage.texts(session).say(
            "没看懂时间。请写成「22-8」这样：从几点到几点，用 0 到 24 的整点。"
        )
        return stage.reply(session, sentence, plain(Verb.SETTINGS, stage.texts(session).say("不改了")))
    return session.without_step(), (SetQuiet(QuietHours(start, end)),)


def _hour(part: str | None, number: str, english: str | None) -> int | None:
    """Of the day, 0 to 23: 晚上 10 is 22. None when there is no such hour."""
    hour, word = int(number), (english or part or "").lower()
    if hour == 12 and word:
        hour = 12 if word in ("中午", "下午", "pm") else 0
    elif hour < 12 and (word == "pm" or word in _LATE.split("|")):
        hour += 12
    return hour % 24 if hour <= 24 else None


def give_code(_stage: Stage, session: Session, _action: Action) -> Outcome:
    return session, (IssueCode(),)


def code_given(stage: Stage, session: Session, _request: IssueCode, code: LinkCode) -> Outcome:
    say = stage.texts(session).say
    shown = f"{code.code[:3]} {code.code[3:]}"
    text = say(
        "连接码：{code}\n10 分钟内，到另一个渠道（网页、Telegram 或终端）里写「连接 {code}」，"
        "两边就是同一个人。不要给别人，拿到它就能看到您的需求。",
        code=shown,
    )
    return session, (Say(text, (plain(Verb.SETTINGS, say("返回设置")),), place=PLACE),)


def ask_code(stage: Stage, session: Session, _action: Action) -> Outcome:
    say = stage.texts(session).say
    session = replace(session.without_step(), step=str(Awaited.CODE))
    text = say("请写下连接码，六位数字。在另一个渠道的「设置」里点「连接别的渠道」就能看到。")
    return session, (Say(text, (plain(Verb.SETTINGS, say("取消")),), place=PLACE),)


def hear_code(stage: Stage, session: Session, text: str) -> Outcome:
    found = CODE.fullmatch(text)
    if not found:
        sentence = stage.texts(session).say("连接码是六位数字，例如 123 456。请再写一次。")
        return stage.reply(session, sentence, plain(Verb.SETTINGS, stage.texts(session).say("取消")))
    return session.without_step(), (RedeemCode(found[1] + found[2]),)


def linked(stage: Stage, session: Session, _request: RedeemCode, member: Member) -> Outcome:
    session = replace(session.without_step(), agreed=True)
    say = stage.texts(session).say
    text = say("连上了。这里和您的另一个渠道现在是同一个人，需求两边都能看到。")
    choices = (plain(Verb.MINE, say("我的需求")), plain(Verb.SETTINGS, say("设置")))
    return session, (Say(text, choices),)


def _hours_text(stage: Stage, session: Session, quiet: QuietHours | None) -> str:
    return f"{quiet.start}:00–{quiet.end}:00" if quiet else stage.texts(session).say("没设")
