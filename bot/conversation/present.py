"""An answer as a screen: at most three matches, grouped by kind, or one match in full."""

import re
from dataclasses import dataclass

from bot.conversation.actions import Action, Verb
from bot.conversation.facts import Labels, detail_facts, origin_of, part_lines, standing_of
from bot.conversation.ports import Answer
from bot.conversation.replies import (
    Card,
    Choice,
    Detail,
    Group,
    LimitLine,
    Results,
    Span,
    Term,
    Understanding,
)
from bot.conversation.session import Session
from bot.i18n.texts import Texts, mark
from matcher.domain.match import LimitState, Match, MatchOutcome, UnderstoodProblem
from matcher.domain.taxonomy import ProviderKind

PER_SCREEN = 3
MOST_TERMS = 4

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

    texts: Texts
    labels: Labels
    session: Session
    answer: Answer

    @property
    def shown(self) -> tuple[int, ...]:
        """The capabilities on the screen, in the order of their numbers."""
        return tuple(match.capability.id for _, group in self._on_screen() for match in group)

    def results(self) -> Results:
        matches = ranked(self.answer.outcome, self.session.kind)
        return Results(
            place=self.session.place,
            heading=self._heading(len(matches)),
            understanding=self._understanding(),
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
            open=self._choice(Verb.OPEN, capability.id, say("看详情"), str(number)),
        )

    def _detail(self, match: Match) -> Detail:
        say = self.texts.say
        card = self._card(match, 1)
        return Detail(
            place=self.session.place,
            card=card,
            facts=detail_facts(match.capability, self.texts, self.labels),
            origin=origin_of(match.capability),
            parts_heading=say("为什么是 {percent}%：得分是下面各项相加", percent=card.percent),
            parts=part_lines(match, self.texts),
            parts_sum=say("合计 {score}", score=f"{match.score:+.2f}"),
            choices=(
                self._choice(Verb.LIST, "", say("返回结果")),
                Choice(str(Action(Verb.NEW)), say("新需求")),
            ),
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
        return honest + say("工作人员会在 {day} 前看您的需求。", day=self.texts.short_date(due))

    def _understanding(self) -> Understanding:
        say, session = self.texts.say, self.session
        problems = self.answer.outcome.understood
        confirmed = [problem for problem in problems if problem.entry_id in session.confirmed]
        others = [problem for problem in problems if problem.entry_id not in session.confirmed]
        restore = None
        if session.rejected:
            restore = self._choice(Verb.RESTORE, "", say("恢复排除的 {n} 个", n=len(session.rejected)))
        return Understanding(
            heading=say("您说的可能是："),
            terms=tuple(self._term(problem) for problem in [*confirmed, *others][:MOST_TERMS]),
            restore=restore,
        )

    def _term(self, problem: UnderstoodProblem) -> Term:
        say = self.texts.say
        chosen = problem.entry_id in self.session.confirmed
        label = ("、" if self.session.language == "zh" else ", ").join(problem.terms[:2]) or problem.lay
        return Term(
            label=label,
            state="confirmed" if chosen else "open",
            confirm=self._choice(
                Verb.CONFIRM,
                problem.entry_id,
                say("取消确认：{term}", term=label) if chosen else say("是这个：{term}", term=label),
                "✓",
            ),
            reject=self._choice(Verb.REJECT, problem.entry_id, say("不是这个：{term}", term=label), "✕"),
        )

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
        choices.append(Choice(str(Action(Verb.NEW)), say("新需求")))
        return tuple(choices)

    def _choice(self, verb: Verb, argument: object, label: str, mark: str = "") -> Choice:
        return Choice(str(Action(verb, str(argument), self.session.serial)), label, mark)

    def _label(self, vocabulary: str, code: str) -> str:
        return self.labels(vocabulary, code, self.session.language)
