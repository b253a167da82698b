"""Replies as messages: everything is said, nothing is markup that is not ours, few rows of buttons."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.replies import (
    Card,
    Choice,
    Detail,
    Download,
    FieldLine,
    Forgotten,
    Group,
    LimitLine,
    Line,
    NeedCardView,
    NeedItem,
    NeedList,
    Notice,
    Part,
    Question,
    Reply,
    Results,
    Say,
    Span,
    Term,
    Understanding,
)
from bot.telegram.keyboards import in_rows
from bot.telegram.rendering import Drawn, draw
from tests.telegram.stand_in import USER, plain

MOST_ROWS = 8


def choice(label: str, action: str = "help::0", mark: str = "") -> Choice:
    return Choice(action, label, mark)


def field(name: str, value: str, edited: bool = False) -> FieldLine:
    return FieldLine(name, value, edited, choice(f"改{name}", mark="改"))


def card(number: int, decided: str = "") -> Card:
    return Card(
        number=number,
        title="真空压铸 <气孔> 控制",
        provider="哈尔滨工业大学",
        region="黑龙江省",
        fit="很合适",
        percent=91,
        quote=(Span("采用"), Span("真空压铸", True)),
        limits=(LimitLine("气孔率 ≤ 2%", "met", "符合"),),
        modes=("委托开发",),
        standing="示例资料，待核实",
        verified=False,
        decided=decided,
        open=choice("看详情", f"open:{number}:1", str(number)),
    )


def term(label: str, state: str = "open") -> Term:
    return Term(label, state, choice(f"是这个：{label}", mark="✓"), choice(f"不是这个：{label}", mark="✕"))


def results(terms: int = 4) -> Results:
    return Results(
        place="need-1",
        heading="找到 5 个可能合适的",
        understanding=Understanding(
            "您说的可能是：",
            tuple(term(f"铸造气孔{number}、精炼除气") for number in range(terms)),
            choice("恢复排除的 1 个"),
        ),
        facts=(field("行业", "铸造"), field("指标", "气孔率 5%\n→ ≤ 2%")),
        notice=Notice("您的话里有电话。要隐去吗？", (choice("隐去"), choice("不用，就这样"))),
        groups=(
            Group("research", "高校院所", (card(1), card(2, "已表示感兴趣"))),
            Group("platform", "公共服务平台", (card(3),)),
        ),
        note="",
        filters=tuple(choice(label) for label in ("全部", "高校院所", "公共服务平台", "企业技术")),
        choices=tuple(choice(label) for label in ("更多", "前面的", "需求卡", "补充说明", "新需求")),
    )


def need_card() -> NeedCardView:
    names = "要解决的问题 指标 方向 行业 地区 合作方式 预算 期限 限制条件 试过什么 公开程度 不给谁看".split()  # noqa: SIM905
    fields = [field(name, "不能停产\n食品级" if name == "限制条件" else "") for name in names]
    fields[1] = field("指标", "气孔率 5% → ≤ 2%", edited=True)
    ways = ("看结果", "隐去公司、人名、电话", "暂停", "结束", "删除", "找人工", "我的需求")
    return NeedCardView(
        "need-1", "需求卡", "进行中", tuple(fields), "工作人员会看。", tuple(map(choice, ways))
    )


def need_list() -> NeedList:
    items = tuple(
        NeedItem(
            number, f"第{number}条 <需求>", "open", ("进行中", "3 个结果"), choice("打开", f"need:{number}:0")
        )
        for number in range(1, 6)
    )
    return NeedList("needs", "您有 5 条需求", items, tuple(map(choice, ("更多", "前面的", "新需求", "设置"))))


QUESTION = Question(
    "need-1-question",
    "现在多少，要到多少？",
    "例如：次品率现在 5%，要到 2% 以下",
    tuple(map(choice, ("铸造", "机械", "纺织", "都可以"))),
    (choice("跳过"), choice("不问了，看需求卡")),
)
DETAIL = Detail(
    "need-1",
    card(1, "已表示感兴趣"),
    (Line("来源", "https://www.example.edu.cn/lab"),),
    "https://www.example.edu.cn/lab",
    "为什么是 91%",
    (Part("意思相近", 1.4),),
    "合计 +1.40",
    (choice("感兴趣"), choice("不合适"), choice("返回结果")),
)
EVERYTHING: tuple[Reply, ...] = (
    Say("您好", (choice("怎么用"),), "need-1"),
    Forgotten("都删掉了。", (choice("新需求"),)),
    QUESTION,
    results(),
    DETAIL,
    need_card(),
    need_list(),
)


def labels(drawn: Drawn) -> list[list[str]]:
    return [] if drawn.keyboard is None else [[b.text for b in row] for row in drawn.keyboard.inline_keyboard]


@pytest.mark.parametrize("reply", EVERYTHING, ids=lambda reply: type(reply).__name__)
def test_every_reply_has_few_rows_of_buttons(reply: Reply) -> None:
    assert 1 <= len(labels(draw(reply, USER))) <= MOST_ROWS


def test_results_say_everything_with_the_notice_on_top() -> None:
    text = plain(draw(results(), USER).html)
    assert text.startswith("您的话里有电话。")
    assert "行业：铸造 · 指标：气孔率 5% → ≤ 2%" in text
    assert (
        "2. 真空压铸 <气孔> 控制\n哈尔滨工业大学 黑龙江省\n很合适 91% · 示例资料，待核实\n已表示感兴趣"
        in text
    )


def test_a_few_meanings_are_named_on_their_buttons() -> None:
    assert ["✓ 铸造气孔0、精炼除气", "✕ 铸造气孔0、精炼除气"] in labels(draw(results(2), USER))


def test_many_meanings_go_by_letters() -> None:
    drawn = draw(results(4), USER)
    assert ["✓ C", "✕ C", "✓ D", "✕ D"] in labels(drawn)
    assert "· C 铸造气孔2、精炼除气" in plain(drawn.html)


def test_the_card_shows_every_field_and_its_way_to_change_it() -> None:
    drawn = draw(need_card(), USER)
    text = plain(drawn.html)
    assert "✎ 指标：气孔率 5% → ≤ 2%" in text
    assert "预算：—" in text
    assert "限制条件：\n不能停产\n食品级" in text
    assert labels(drawn)[0] == ["改要解决的问题", "改指标", "改方向"]
    assert sum(label.startswith("改") for row in labels(drawn) for label in row) == 12


def test_a_question_offers_its_options_before_the_ways_around_it() -> None:
    rows = labels(draw(QUESTION, USER))
    assert rows == [["铸造", "机械", "纺织"], ["都可以"], ["跳过", "不问了，看需求卡"]]


def test_a_list_opens_by_number() -> None:
    drawn = draw(need_list(), USER)
    assert labels(drawn)[:2] == [["1 打开", "2 打开", "3 打开"], ["4 打开", "5 打开"]]
    assert "1. 第1条 <需求>\n进行中 · 3 个结果" in plain(drawn.html)


def test_a_download_is_a_file() -> None:
    drawn = draw(Download("您的数据", "qianxian.json", '{"需求": 1}', "export::0"), USER)
    assert drawn.attachment is not None
    assert drawn.attachment.data.decode() == '{"需求": 1}'


@given(st.text(), st.text(), st.text())
def test_foreign_words_are_never_markup(title: str, value: str, name: str) -> None:
    shown = replace(card(1), title=title, provider=value, quote=(Span(name, True),))
    line = field(name, value)
    replies = (
        Say(title),
        replace(DETAIL, card=shown, facts=(Line(name, value),)),
        replace(need_card(), fields=(line,), note=title),
        replace(results(), facts=(line,), groups=(Group("research", name, (shown,)),)),
        replace(need_list(), items=(NeedItem(1, title, "open", (value,), choice("打开")),)),
    )
    for reply in replies:
        tags = ("<b>", "</b>", "<blockquote>", "</blockquote>")
        rest = draw(reply, USER).html
        for tag in tags:
            rest = rest.replace(tag, "")
        assert "<" not in rest
        assert ">" not in rest


@given(st.lists(st.text(max_size=40), max_size=30))
def test_all_choices_are_there_in_their_order(texts: list[str]) -> None:
    rows = in_rows([choice(text) for text in texts])
    assert [label for row in rows for label, _ in row] == [text.strip() for text in texts]
    assert all(1 <= len(row) <= 3 for row in rows)


def test_long_labels_stand_alone_and_short_ones_together() -> None:
    assert len(in_rows([choice("是"), choice("否"), choice("跳过")])) == 1
    assert len(in_rows([choice("只给合适的一方看这条需求"), choice("可以公开")])) == 1
    assert len(in_rows([choice("保密，只给工作人员看，别人都不行"), choice("可以公开")])) == 2
