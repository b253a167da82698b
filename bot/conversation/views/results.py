"""An answer as a screen: at most three matches, grouped by kind, or one match in full."""

import re
from dataclasses import dataclass

from bot.conversation.actions import Verb
from bot.conversation.replies import (
    Card,
    Choice,
    Detail,
    Group,
    LimitLine,
    Results,
    Span,
)
from bot.conversation.session import Session
from bot.conversation.stage import Stage, plain, tied
from bot.conversation.views.card import view_chips
from bot.conversation.views.facts import detail_facts, origin_of, part_lines, standing_of
from bot.conversation.views.understanding import view_notice, view_understanding
from bot.i18n.texts import Texts, mark
from matcher.domain.decision import Verdict
from matcher.domain.match import LimitState, Match, MatchOutcome
from matcher.domain.taxonomy import ProviderKind
from matcher.service.needs import Answer

PER_SCREEN = 3

KIND_TITLES = {
    ProviderKind.RESEARCH: mark("高校院所"),
    ProviderKind.PLATFORM: mark("公共服务平台"),
    ProviderKind.ENTERPRISE: mark("企业技术"),
}
VERDICTS = {
    LimitState.MET: mark("符合"),
    LimitState.NOT_STATED: mark("资料里没写"),
    LimitState.NOT_MET: mark("不符合"),
}
# Plain words for a calibrated probability.
# It is of a strict reader calling it a good answer: half is as good as it gets in practice.
FITS = ((0.5, mark("很合适")), (0.3, mark("比较合适")), (0.15, mark("可以看看")), (0.0, mark("把握不大")))


def on_kind(outcome: MatchOutcome, kind: str) -> bool:
    """Whether the outcome holds anything of this kind."""
    return any(matches for each, matches in outcome.groups.items() if each == kind)


def ranked(outcome: MatchOutcome, kind: str = "") -> list[Match]:
    """All matches (of one kind), most likely first."""
    matches = [match for each, group in outcome.groups.items() if kind in ("", str(each)) for match in group]
    return sorted(matches, key=lambda match: (-match.probability, match.capability.id))


def count_pages(outcome: MatchOutcome, kind: str = "") -> int:
    return -(-len(ranked(outcome, kind)) // PER_SCREEN)


def emphasise(quote: str, terms: tuple[str, ...]) -> tuple[Span, ...]:
    """The quote cut into spans, shared terms emphasised; together they are the quote, word for word."""
    wanted = sorted((re.escape(term) for term in terms if term.strip()), key=len, reverse=True)
    if not wanted:
        return (Span(quote),) if quote else ()
    pieces = re.split(f"({'|'.join(wanted)})", quote, flags=re.IGNORECASE)
    return tuple(Span(piece, bool(place % 2)) for place, piece in enumerate(pieces) if piece)


@dataclass(frozen=True, slots=True)
class Presenter:
    """Makes the screen that `session` looks at; `session` holds the page and the kind already."""

    stage: Stage
    session: Session
    answer: Answer

    @property
    def texts(self) -> Texts:
        return self.stage.texts(self.session)

    @property
    def shown(self) -> tuple[int, ...]:
        """The capabilities on the screen, in the order of their numbers."""
        return tuple(match.capability.id for _, group in self._on_screen() for match in group)

    def results(self) -> Results:
        matches = ranked(self.answer.outcome, self.session.kind)
        return Results(
            place=self.session.place,
            heading=self._heading(len(matches)),
            understanding=view_understanding(self.stage, self.session, self.answer),
            facts=view_chips(self.stage, self.session, self.answer.outcome.card),
            notice=view_notice(self.stage, self.session, self.answer),
            groups=self._groups(),
            note=self._note(bool(matches)),
            filters=self._filters(),
            choices=self._choices(len(matches)),
        )

    def detail(self, capability_id: int) -> Detail | None:
        """The match in full; None when it is not among the matches any more."""
        for match in ranked(self.answer.outcome):
            if match.capability.id == capability_id:
                return self._detail(match)
        return None

    def _on_screen(self) -> list[tuple[ProviderKind, list[Match]]]:
        """The page's matches by kind; the kind of the best match comes first."""
        start = self.session.page * PER_SCREEN
        page = ranked(self.answer.outcome, self.session.kind)[start : start + PER_SCREEN]
        groups: dict[ProviderKind, list[Match]] = {}
        for match in page:
            groups.setdefault(match.capability.provider.kind, []).append(match)
        return list(groups.items())

    def _groups(self) -> tuple[Group, ...]:
        number = 0
        groups = []
        for kind, matches in self._on_screen():
            cards = tuple(self._card(match, number + place) for place, match in enumerate(matches, 1))
            groups.append(Group(str(kind), self.texts.say(KIND_TITLES[kind]), cards))
            number += len(matches)
        return tuple(groups)

    def _card(self, match: Match, number: int) -> Card:
        say, capability = self.texts.say, match.capability
        standing, verified = standing_of(capability, self.texts)
        return Card(
            number=number,
            title=capability.title,
            provider=capability.provider.name,
            region=capability.provider.region,
            fit=say(next(words for least, words in FITS if match.probability >= least)),
            percent=min(99, max(1, round(match.probability * 100))),
            quote=emphasise(match.reason.quote, match.reason.terms),
            limits=tuple(
                LimitLine(limit.text, str(limit.state), say(VERDICTS[limit.state])) for limit in match.limits
            ),
            modes=tuple(self._label("modes", mode) for mode in capability.modes),
            standing=standing,
            verified=verified,
            decided=self._decided(capability.id),
            open=self._choice(Verb.OPEN, capability.id, say("看详情"), str(number)),
        )

    def _detail(self, match: Match) -> Detail:
        say = self.texts.say
        card = self._card(match, 1)
        return Detail(
            place=self.session.place,
            card=card,
            facts=detail_facts(match.capability, self.texts, self.stage.labels),
            origin=origin_of(match.capability),
            parts_heading=say("为什么是 {percent}%：得分是下面各项相加", percent=card.percent),
            parts=part_lines(match, self.texts),
            parts_sum=say("合计 {score}", score=f"{match.score:+.2f}"),
            choices=(*self._verdicts(match), self._choice(Verb.LIST, "", say("返回结果"))),
        )

    def _heading(self, count: int) -> str:
        say = self.texts.say
        if not count:
            return say("暂无合适的供给方")
        pages = count_pages(self.answer.outcome, self.session.kind)
        where = f" · {self.session.page + 1}/{pages}" if pages > 1 else ""
        if self.session.kind:
            title = say(KIND_TITLES[ProviderKind(self.session.kind)])
            return say("{kind}：找到 {n} 个", kind=title, n=count) + where
        return say("找到 {n} 个可能合适的", n=count) + where

    def _note(self, found: bool) -> str:
        say, due = self.texts.say, self.answer.task_due
        if found:
            return ""
        honest = say("我们不拿不相干的来凑数。")
        if due is None:
            return honest + say("换个说法再试一次，写清楚是什么产品、出了什么问题。")
        day = self.texts.short_date(due)
        if self.answer.need_id is None:
            return honest + say("保存下来，工作人员会在 {day} 前看您的需求。", day=day)
        return honest + say("工作人员会在 {day} 前看您的需求。", day=day)

    def _verdicts(self, match: Match) -> tuple[Choice, ...]:
        say, capability = self.texts.say, match.capability
        pair = f"{capability.id}.{capability.version}"
        if self._decided(capability.id):
            return (self._choice(Verb.TAKE_BACK, capability.id, say("撤回")),)
        return (
            self._choice(Verb.LIKE, pair, say("感兴趣")),
            self._choice(Verb.PASS, pair, say("不合适")),
        )

    def _decided(self, capability_id: int) -> str:
        interested = self.answer.decisions.get(capability_id) is Verdict.INTERESTED
        return self.texts.say("您已表示感兴趣") if interested else ""

    def _filters(self) -> tuple[Choice, ...]:
        groups = {kind: len(found) for kind, found in self.answer.outcome.groups.items() if found}
        if len(groups) < 2:
            return ()
        current = self.session.kind
        everything = self._choice(Verb.KIND, "all", self.texts.say("全部"), "•" if not current else "")
        kinds = [
            self._choice(
                Verb.KIND,
                kind,
                f"{self.texts.say(KIND_TITLES[kind])} {groups[kind]}",
                "•" if kind == current else "",
            )
            for kind in ProviderKind
            if kind in groups
        ]
        return (everything, *kinds)

    def _choices(self, count: int) -> tuple[Choice, ...]:
        say, page = self.texts.say, self.session.page
        choices = []
        rest = count - (page + 1) * PER_SCREEN
        if rest > 0:
            choices.append(self._choice(Verb.PAGE, page + 1, say("更多（还有 {n} 个）", n=rest)))
        if page > 0:
            choices.append(self._choice(Verb.PAGE, page - 1, say("前面的")))
        card = self._choice(Verb.CARD, "", say("需求卡"))
        if not count and self.session.need_id is None:
            choices.append(self._choice(Verb.CARD, "", say("看需求卡并保存")))
        else:
            choices.append(card)
        choices.append(self._choice(Verb.REFINE, "", say("补充说明")))
        choices.append(plain(Verb.NEW, say("新需求")))
        return tuple(choices)

    def _choice(self, verb: Verb, argument: object, label: str, mark: str = "") -> Choice:
        return tied(self.session, verb, label, argument, mark)

    def _label(self, vocabulary: str, code: str) -> str:
        return self.stage.label(self.session, vocabulary, code)
