"""From the raw cells of a row to a `ProfileRow`, or to sentences that say what to correct."""

import re
from collections.abc import Mapping
from datetime import date

from matcher.domain.profile_cells import BROKEN, day_of, list_of, one_line, text_of
from matcher.domain.profile_columns import NAMES, REQUIRED, TITLES
from matcher.domain.profile_row import ProfileRow, derived_external_id
from matcher.domain.profile_words import Code, ProfileWords, Words
from matcher.domain.taxonomy import CapabilityKind, CooperationMode, ProviderKind

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_LONGEST = {"provider": 200, "region": 200, "capability": 300, "external_id": 200}
_LONGEST_OTHER = 20_000  # well below the 32,767 characters of a spreadsheet's cell
# What a provider offers when the row does not say.
_USUAL_KIND = {
    ProviderKind.RESEARCH: CapabilityKind.RESULT,
    ProviderKind.PLATFORM: CapabilityKind.PUBLIC_SERVICE,
    ProviderKind.ENTERPRISE: CapabilityKind.TECHNOLOGY_TRANSFER,
}


def parse_row(
    raw: Mapping[str, object],
    number: int,
    words: ProfileWords,
    today: date,
    shown: Mapping[str, str] = TITLES,
) -> ProfileRow | list[str]:
    """The typed row, or one sentence for everything that is wrong with it.

    `raw` is keyed by the contract's column names and may lack any; `number` is the row's number in the file;
    `shown` gives each column's header as the file writes it.
    """
    return _Parsing(raw, number, words, today, shown).result()


def advice_for(row: ProfileRow, number: int, today: date) -> list[str]:
    """What a good row should have mended all the same."""
    advice = []
    if not row.summary:
        advice.append(f"第 {number} 行没有「简介」,会很难被匹配到,建议补上")
    if row.expires_at is not None and row.expires_at < today:
        advice.append(f"第 {number} 行的「有效期至」{row.expires_at} 已过,不会出现在匹配结果里")
    return advice


class _Parsing:
    """One row on its way; collects the complaints."""

    def __init__(
        self,
        raw: Mapping[str, object],
        number: int,
        words: ProfileWords,
        today: date,
        shown: Mapping[str, str],
    ) -> None:
        self._raw = raw
        self._number = number
        self._words = words
        self._today = today
        self._shown = shown
        self._sentences: list[str] = []

    def result(self) -> ProfileRow | list[str]:
        cells = {name: self._cell(name) for name in NAMES}
        provider_kind = self._code("provider_kind", cells, self._words.provider_kinds)
        platform_kind = None
        if provider_kind in (ProviderKind.PLATFORM, None):
            platform_kind = self._code("platform_kind", cells, self._words.platform_kinds)
        kind = self._code("kind", cells, self._words.capability_kinds)
        modes = self._modes(cells)
        trl = self._trl(cells)
        verified_at, expires_at = self._days(cells)
        self._require(cells)
        self._check_platform(cells, provider_kind)
        if self._sentences or provider_kind is None:
            return self._sentences
        provider, capability = cells["provider"], cells["capability"]
        return ProfileRow(
            provider=provider,
            provider_kind=provider_kind,
            capability=capability,
            kind=kind or _USUAL_KIND[provider_kind],
            platform_kind=platform_kind,
            region=cells["region"],
            region_code=self._words.region_code(cells["region"]),
            summary=cells["summary"],
            keywords=list_of(cells["keywords"]),
            industries=list_of(cells["industries"]),
            modes=modes,
            trl=trl,
            evidence=cells["evidence"],
            source=cells["source"],
            verified_at=verified_at,
            expires_at=expires_at,
            contact_public=cells["contact_public"],
            contact_confidential=cells["contact_confidential"],
            external_id=cells["external_id"] or derived_external_id(provider, capability),
        )

    def _cell(self, name: str) -> str:
        try:
            text = text_of(self._raw.get(name))
        except TypeError:
            self._complain(name, "不是文字或数字,请改成普通文字")
            return ""
        if not text:
            return ""
        if text in BROKEN:
            self._complain(name, f"是表格公式的错误值 {text},请改成文字")
        elif _HALF_CHARACTER.search(text):
            self._complain(name, "含有残缺的字符,请重新输入这一格")
        longest = _LONGEST.get(name, _LONGEST_OTHER)
        if len(text) > longest:
            self._complain(name, f"有 {len(text)} 个字,最多 {longest} 个,请缩短")
        return one_line(text) if name in _LONGEST else text

    def _code(self, name: str, cells: Mapping[str, str], words: Words[Code]) -> Code | None:
        text = cells[name]
        found = words.find(text) if text else None
        if text and found is None:
            self._complain(name, f"写的是「{_short(text)}」,请填 {words.choices}")
        return found

    def _modes(self, cells: Mapping[str, str]) -> tuple[CooperationMode, ...]:
        found: dict[CooperationMode, None] = {}
        for word in list_of(cells["modes"]):
            mode = self._words.modes.find(word)
            if mode is None:
                choices = self._words.modes.choices
                self._complain("modes", f"里的「{_short(word)}」不认识,可填 {choices},多个用 ; 隔开")
            else:
                found[mode] = None
        return tuple(found)

    def _trl(self, cells: Mapping[str, str]) -> int | None:
        text = cells["maturity"]
        level = self._words.trl(text) if text else None
        if text and level is None:
            self._complain(
                "maturity", f"写的是「{_short(text)}」,请填 TRL1 到 TRL9,或小试、中试、产业化这样的阶段"
            )
        return level

    def _days(self, cells: Mapping[str, str]) -> tuple[date | None, date | None]:
        verified_at, expires_at = self._day("verified_at", cells), self._day("expires_at", cells)
        if verified_at and verified_at > self._today:
            self._complain("verified_at", f"是 {verified_at},晚于今天 {self._today},请核对")
        if verified_at and expires_at and expires_at < verified_at:
            self._complain("expires_at", f"是 {expires_at},早于核实日期 {verified_at},请核对")
        return verified_at, expires_at

    def _day(self, name: str, cells: Mapping[str, str]) -> date | None:
        if not cells[name]:
            return None
        day = day_of(self._raw.get(name))
        if day is None:
            self._complain(name, f"写的是「{_short(cells[name])}」,请写成 2026-03-01 这样的日期")
        return day

    def _require(self, cells: Mapping[str, str]) -> None:
        for name in REQUIRED:
            if not cells[name]:
                choices = f",可填 {self._words.provider_kinds.choices}" if name == "provider_kind" else ""
                self._complain(name, f"是空的,这一列必须填{choices}")

    def _check_platform(self, cells: Mapping[str, str], kind: ProviderKind | None) -> None:
        if kind is ProviderKind.PLATFORM:
            if not cells["platform_kind"]:
                choices = self._words.platform_kinds.choices
                self._complain("platform_kind", f"是空的,公共服务平台必须填,可填 {choices}")
            if not cells["summary"]:
                self._complain("summary", "是空的,公共服务平台要写明提供哪些服务")
        elif kind is not None and cells["platform_kind"]:
            self._complain("platform_kind", "只有公共服务平台才填,请清空,或把类型改成 platform")

    def _complain(self, name: str, what: str) -> None:
        self._sentences.append(f"第 {self._number} 行「{self._shown.get(name, TITLES[name])}」{what}")


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
