"""`python -m tests.bench.conversing`: messages and taps to the first match and to a confirmed card.

Two sets: the transcripts whose goal is a confirmed card (the matcher made up), and needs in owners' words
over the shipped samples with an owner who answers what he is asked: numbers with a sentence, other questions
with the first option or, every second time, by skipping; then he confirms the card.
"""

import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from statistics import median

from bot.bootstrap.wiring import build_bot
from bot.config import Settings as BotSettings
from bot.conversation.events import ActionChosen, Event, TextReceived
from bot.conversation.replies import NeedCardView, Question, Reply, Results, choices_in
from bot.conversation.talk import Conversation
from matcher.bootstrap import open_application
from matcher.config import Settings
from tests.bench.reporting import machine, table
from tests.conversation.fakes import build_conversation
from tests.dialogue.script import Button, find_button, transcripts

GOAL = "# 目标：确认"
NEEDS = (
    "漆渣老是絮凝不好，药剂一年要50万，喷漆废水想从15天换一次拖到3个月换一次",
    "石灰窑出灰不均匀，想换个新的出灰办法",
    "锂电池容易起火，想做得更安全些",
    "金刚石锯片的烧结模用石墨老是坏，想找个耐高温导热好的新材料",
    "染的布洗几次就掉色，客户投诉染手",
    "豆腐放到下午就发酸，夏天卖不掉",
    "焊缝老是开裂，返工率百分之八",
    "注塑件脱模后翘曲，平面度要到0.2毫米以内",
    "想招两个会编程的机器人调试师傅",
    "瓷砖釉面有针孔，优等率才七成",
    "茶叶农残超标，出口被退回来了",
    "厂里的水泵噪音太大，邻居天天投诉",
    "想给产品做个欧盟认证，哪里能检测",
    "周转不开，想问问有没有贴息贷款",
    "holes inside the casting show up after machining",
)


def main() -> int:
    """Print the table; 1 when some conversation reached no confirmed card."""
    print(machine())
    written = list(_of_transcripts())
    with tempfile.TemporaryDirectory(prefix="qianxian-bench-") as folder:
        owned = list(_of_needs(Path(folder)))
    rows = [_row("transcripts", written), _row("shipped samples", owned)]
    print(table(("", "talks", "to first match", "to confirmed card, median", "most"), rows))
    return 0 if all(confirmed for _, confirmed in (*written, *owned)) else 1


def _row(name: str, steps: list[tuple[int, int]]) -> list[str]:
    first, confirmed = [one for one, _ in steps], [two for _, two in steps]
    return [name, str(len(steps)), f"{median(first):g}", f"{median(confirmed):g}", str(max(confirmed))]


class _Counted:
    """One person; counts what he does until results are shown and until the need is kept."""

    def __init__(self, conversation: Conversation, key: str) -> None:
        self._conversation, self._key = conversation, key
        self.done = self.first = self.confirmed = 0
        self.seen: tuple[Reply, ...] = ()

    def does(self, event: Event) -> None:
        if self.confirmed:
            return
        self.done += 1
        self.seen = self._conversation.take(self._key, event)
        if not self.first and any(isinstance(reply, Results) for reply in self.seen):
            self.first = self.done
        if self._conversation.session(self._key).need_id is not None:
            self.confirmed = self.done


def _of_transcripts() -> Iterator[tuple[int, int]]:
    for transcript in transcripts():
        lines = transcript.read_text(encoding="utf-8").splitlines()
        if GOAL not in lines:
            continue
        person = _Counted(build_conversation(), "bench")
        for line in lines:
            kind, _, rest = line.partition("：")
            if kind == "你":
                person.does(TextReceived(rest))
            elif kind == "点" and not person.confirmed:
                person.does(ActionChosen(_action(person.seen, rest)))
        yield person.first, person.confirmed


def _of_needs(home: Path) -> Iterator[tuple[int, int]]:
    settings = Settings(home, f"sqlite:///{home / 'bench.db'}")
    with open_application(settings, lambda: datetime(2026, 12, 1).date()) as opened:
        conversation = build_bot(opened, BotSettings(home)).conversation
        for number, need in enumerate(NEEDS):
            person = _Counted(conversation, f"bench:{number}")
            person.does(TextReceived(need))
            while not person.confirmed and person.done < 12:
                person.does(_next(person.seen, skipping=bool((number + person.done) % 2)))
            yield person.first, person.confirmed


def _next(seen: Iterable[Reply], skipping: bool) -> Event:
    """What an owner who answers what he is asked does next."""
    for reply in seen:
        if isinstance(reply, NeedCardView):
            return ActionChosen(reply.choices[0].action)
        if isinstance(reply, Question):
            if skipping:
                return ActionChosen(reply.ways[0].action)
            return (
                ActionChosen(reply.options[0].action) if reply.options else TextReceived("现在8%，要到3%以内")
            )
    return TextReceived("需求卡")


def _action(seen: tuple[Reply, ...], label: str) -> str:
    offered = [Button(f"{choice.mark} {choice.label}", choice.action) for choice in choices_in(seen)]
    return find_button(offered, label).action


if __name__ == "__main__":
    sys.exit(main())
