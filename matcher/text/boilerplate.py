"""Words that need texts are full of and that say nothing of the problem.

Titles of capabilities hardly use 公司, 预期目标 or 我们, so an index finds these rare and would weigh them
heavily. The list is of the genre (application forms, how people begin a request), not of any one collection.
"""

import re
from itertools import islice

_FORM = """
需求内容 需求背景 需求描述 技术需求 需求 预期目标 合作目标 目标 现有工作基础 工作基础 拟解决 项目 公司
企业 单位 本公司 我公司 我司 有限公司 有限责任公司 股份 集团 研究 研发 开发 研制 应用 产业化 关键技术
核心技术 技术 解决 问题 难题 攻关 提高 提升 实现 达到 要求 希望 需要 急需 亟需 寻求 目前 现有 现状 主要
进行 采用 通过 具有 能够 可以 以及 方面 国内外 国内 国际 国外 先进 水平 领先 市场 产品 生产 经济效益
社会效益 经济 效益 年产 万元 亿元 投资 销售 收入 利税 产值 专利 授权 发明 实用新型 标准 人员 专家 教授
指导 高校 院所 合作 联合 共建 委托 完成 建设 形成 建立 设计 方案 工作 基础 条件 设备 具备 投入 资金 时间
行业 发展 随着 由于 因此 但是 同时 其中
""".split()  # noqa: SIM905
_TALK = """
如何 怎么办 怎么 什么 有没有 能不能 可不可以 有什么办法 有办法 请问 谢谢 您好 你好 我们厂 我们 我想 想要
想找 想做 想把 客户 厂里 工人 老是 总是 一个 一下 这个 那个 这种 那种 帮忙 看看
""".split()  # noqa: SIM905
# Only particles that hardly ever stand inside a word of substance: 不 is in 不锈钢, 中 in 中药, 等 in 等离子.
_PARTICLES = "的了吗呢吧啊咋"

_WORDS = re.compile("|".join(sorted((re.escape(word) for word in _FORM + _TALK), key=len, reverse=True)))
_SINGLE = re.compile(f"[{_PARTICLES}]")


def content(text: str) -> str:
    """The text with boilerplate blanked; unchanged where not Chinese, or where nothing would be left."""
    if not _has_han(text, 1):
        return text
    kept = _SINGLE.sub(" ", _WORDS.sub(" ", text))
    return kept if _has_han(kept, 2) else text


def _has_han(text: str, number: int) -> bool:
    # A class of 27,000 characters takes the compiler longer than all the words above.
    found = (sign for sign in text if "\u3400" <= sign <= "\u9fff")
    return sum(1 for _ in islice(found, number)) == number
