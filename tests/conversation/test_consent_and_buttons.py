"""Nothing is kept unasked, nothing is lost, and a button does what stands on it, whenever it is tapped."""

from dataclasses import dataclass, field

import pytest

from bot.conversation.events import ActionChosen, FileReceived, TextReceived
from bot.conversation.replies import Choice, NeedCardView, NeedList, Reply, Results, Say, choices_in
from bot.conversation.session import Awaited
from bot.conversation.talk import Conversation
from matcher.domain.need import Need
from matcher.errors import InputError
from tests.conversation.fakes import FakeMatcher, MemoryMemory, build_conversation
from tests.dialogue.channels import texts_in

CASTING = "我们做铝合金压铸件，加工后总有气孔，打压就漏"
DYEING = "印染废水色度高，脱色效果不好，怎么办"
TWO = "我们做压铸的，有两个问题：一是气孔多，打压漏；二是模具老粘铝，一天要停好几次"


@dataclass
class Person:
    """Somebody on one channel; what he sees last is `seen`."""

    conversation: Conversation = field(default_factory=build_conversation)
    key: str = "test:one"
    seen: tuple[Reply, ...] = ()

    def says(self, text: str) -> "Person":
        self.seen = self.conversation.take(self.key, TextReceived(text))
        return self

    def taps(self, label: str) -> "Person":
        return self.taps_on(self.choice(label))

    def taps_on(self, choice: Choice) -> "Person":
        self.seen = self.conversation.take(self.key, ActionChosen(choice.action))
        return self

    def choice(self, label: str) -> Choice:
        return next(choice for choice in choices_in(self.seen) if label in choice.label)

    @property
    def text(self) -> str:
        return "\n".join(texts_in(self.seen))

    @property
    def kept(self) -> list[Need]:
        backstage = self.conversation.backstage
        member = backstage.members.find(self.key)  # type: ignore[attr-defined]
        lines = backstage.desk.of_member(member.id) if member else ()  # type: ignore[attr-defined]
        return [line.need for line in lines]


@pytest.mark.parametrize("word", ["提交", "保存", "确认", "发布"])
def test_a_word_alone_shows_the_card_and_keeps_nothing(word: str) -> None:
    person = Person().says(CASTING).says(word)
    assert isinstance(person.seen[-1], NeedCardView)
    assert person.kept == []
    assert person.says("好的").kept != []


def test_a_yes_after_another_screen_confirms_nothing() -> None:
    person = Person().says(CASTING).says("需求卡").says("怎么用").says("好的")
    assert person.kept == []


@pytest.mark.parametrize("no", ["不保存", "不同意", "不用了", "不"])
def test_a_no_to_the_card_keeps_nothing_and_searches_for_nothing(no: str) -> None:
    person = Person().says(CASTING).says("需求卡").says(no)
    assert person.kept == []
    assert person.conversation.session(person.key).serial == 1


def test_a_card_tapped_twice_is_one_need() -> None:
    person = Person().says(CASTING).says("需求卡")
    button = person.choice("同意并保存")
    person.taps_on(button).taps_on(button)
    assert len(person.kept) == 1


def test_masked_details_stay_out_when_words_are_joined() -> None:
    person = Person().says(CASTING).says(f"{DYEING}，联系王建国 13812345678").taps("隐去").says("看结果")
    session = person.conversation.session(person.key)
    person.taps_on(Choice(f"join::{session.serial}", ""))
    draft = person.conversation.session(person.key).draft
    assert draft is not None
    assert "13812345678" not in draft.text
    assert "印染废水" in draft.text


@pytest.mark.parametrize("label", ["其实是一件事", "是对刚才那条的补充"])
def test_how_a_message_was_taken_cannot_be_changed_once_the_need_is_kept(label: str) -> None:
    person = Person().says(TWO) if label == "其实是一件事" else Person().says(CASTING).says(DYEING)
    button = person.choice(label)
    waiting = person.says("需求卡").taps("同意并保存").conversation.session(person.key).waiting
    assert "用不了" in person.taps_on(button).text
    assert person.conversation.session(person.key).waiting == waiting
    assert len(waiting) == 1


@pytest.mark.parametrize("detour", ["返回", "帮助", "我的需求", "设置"])
def test_a_field_that_was_asked_for_swallows_nothing_after_a_detour(detour: str) -> None:
    person = Person().says(CASTING).says("需求卡").taps("改试过什么").says(detour).says(DYEING)
    draft = person.conversation.session(person.key).draft
    assert draft is not None
    assert draft.raw == DYEING
    assert draft.edits == ()


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("22-8", "22:00–8:00"),
        ("晚上10点到早上8点", "22:00–8:00"),
        ("晚上12点到早上8点", "0:00–8:00"),
        ("中午12点到下午2点", "12:00–14:00"),
        ("从20点到次日9点", "20:00–9:00"),
        ("10pm to 7am", "22:00–7:00"),
        ("22:00-7:00", "22:00–7:00"),
    ],
)
def test_quiet_hours_are_read_as_people_say_them(said: str, hours: str) -> None:
    person = Person().says(CASTING).says("需求卡").taps("同意并保存").says("设置").taps("免打扰时间")
    assert hours in person.says(said).text


def test_a_need_is_not_read_as_hours_or_as_a_code() -> None:
    person = Person().says(CASTING).says("需求卡").taps("同意并保存").says("设置").taps("免打扰时间")
    person.says("铸件10个里有3个漏气，怎么解决才好")
    assert any(isinstance(reply, Results) for reply in person.seen)
    person.says("设置").taps("输入连接码").says(DYEING + "，想找人看看")
    assert any(isinstance(reply, Results) for reply in person.seen)


def test_more_needs_than_can_wait_are_refused_with_a_sentence_and_none_is_dropped() -> None:
    person = Person()
    form = "\n\n".join(
        f"需求名称：铸件气孔第{n}种\n需求描述：铸件第{n}种气孔太多" for n in range(1, 16)
    ).encode()
    for _ in range(2):
        person.seen = person.conversation.take(person.key, FileReceived("表.txt", form))
    before = person.conversation.session(person.key).waiting
    person.seen = person.conversation.take(person.key, FileReceived("表.txt", form))
    assert "没确认的需求太多" in person.text
    assert person.conversation.session(person.key).waiting == before
    assert len(before) == 29


def test_a_change_on_one_channel_keeps_that_of_another() -> None:
    first = Person().says(CASTING).says("需求卡").taps("同意并保存").says("连接别的渠道")
    code = next(word for word in first.text.replace(" ", "").split("：") if word[:6].isdecimal())[:6]
    other = Person(first.conversation, "test:two").says(f"连接 {code}").taps("我的需求").taps("打开")
    other.taps("改预算").says("30万以内")
    first.taps_on(Choice(f"edit:region.card:{first.conversation.session(first.key).serial}", "")).says("绍兴")
    (need,) = first.kept
    assert need.card.region_code == "330600"
    assert need.card.budget is not None


def test_several_needs_are_several_even_while_a_question_is_open() -> None:
    person = Person().says(CASTING).says("1、电池容易起火，怎么办\n2、皮革发霉长毛，怎么防\n3、想招两个焊工")
    assert "您说了 3 件事" in person.text
    assert len(person.conversation.session(person.key).waiting) == 3


def test_a_number_beyond_the_screen_answers_the_question_for_numbers() -> None:
    person = Person().says(CASTING)
    assert "屏幕上没有" not in person.says("5").text


def test_yes_and_no_answer_what_was_asked_outright() -> None:
    person = Person().says(CASTING).taps("看详情").taps("感兴趣")
    assert "这一步要先保存" in person.text
    assert "不保存" in person.says("不同意").text
    person.says("看结果").taps("看详情").taps("感兴趣").says("同意")
    assert "记下了您感兴趣" in person.text
    assert len(person.kept) == 1


def test_interest_in_what_does_not_exist_opens_no_task() -> None:
    person = Person().says(CASTING).says("需求卡").taps("同意并保存")
    for odd in ("like:777.1:1", "like:11.9:1", "like:99999999999999999999.1:1", "like:x.1:1"):
        assert "记下了" not in person.taps_on(Choice(odd, "")).text


def test_a_closed_need_takes_no_interest_and_no_call() -> None:
    person = Person().says(CASTING).says("需求卡").taps("同意并保存").taps("我的需求").taps("打开")
    person.taps("结束").taps("不需要了")
    assert "已经结束" in person.taps_on(Choice("like:11.1:1", "")).text
    assert "已经结束" in person.says("人工").text


def test_an_old_list_opens_the_need_that_it_shows() -> None:
    person = Person().says(CASTING).says(DYEING).says("新需求").says("皮革发霉长毛，怎么防").says("我的需求")
    (needs,) = person.seen
    assert isinstance(needs, NeedList)
    for item in needs.items[1:]:
        person.taps_on(item.open)
        draft = person.conversation.session(person.key).draft
        assert draft is not None
        assert draft.raw == item.title


def test_an_old_button_to_delete_everything_asks_once_more() -> None:
    person = Person().says(CASTING).says("需求卡").taps("同意并保存").says("删除我的数据")
    button = person.choice("全部删除")
    person.says("不删").taps_on(button)
    assert len(person.kept) == 1
    person.taps("全部删除")
    assert person.kept == []
    assert person.conversation.session(person.key).draft is None


def test_a_refused_turn_says_only_why() -> None:
    matcher = FakeMatcher()
    person = Person(build_conversation(matcher)).says(CASTING).says("补充")
    matcher.fault = InputError("内容太长,最多 {most} 字。", most=9)
    person.says("砂型铸造")
    assert len(person.seen) == 1
    assert "内容太长，最多 9 字。" in person.text
    assert isinstance(person.seen[0], Say)
    assert person.conversation.session(person.key).step == Awaited.REFINE


def test_consent_to_one_thing_is_not_used_for_another() -> None:
    person = Person().says(CASTING).taps("看详情").taps("感兴趣").says("布料总是掉色，客户投诉")
    assert person.conversation.session(person.key).pending == ""


def test_what_broke_is_said_and_the_turn_is_not_tried_again() -> None:
    memory = MemoryMemory(fault=OSError("disk full"))
    person = Person(build_conversation(memory=memory)).says(CASTING)
    assert "出了点问题" in person.text
    assert person.says(CASTING).kept == []
    assert any(isinstance(reply, Results) for reply in person.seen)
