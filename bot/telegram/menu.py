"""The command menu, in Chinese and for English phones in English."""

import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.i18n.texts import Catalogues, mark

log = logging.getLogger(__name__)
COMMANDS = (
    ("start", mark("开始")),
    ("new", mark("新需求")),
    ("mine", mark("我的需求")),
    ("more", mark("更多")),
    ("settings", mark("设置")),
    ("help", mark("怎么用")),
    ("privacy", mark("隐私说明")),
    ("cancel", mark("取消")),
)


async def offer_commands(bot: Bot, catalogues: Catalogues) -> None:
    """Set the menu; going without it is no harm."""
    for language, code in (("zh", None), ("en", "en")):
        texts = catalogues.texts(language)
        commands = [BotCommand(name, texts.say(description)) for name, description in COMMANDS]
        try:
            await bot.set_my_commands(commands, language_code=code)
        except TelegramError as error:
            log.warning("The command menu was not set: %s", type(error).__name__)
