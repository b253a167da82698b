"""The problem thesaurus 问题词典: an owner's words beside the terms of the field."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThesaurusEntry:
    """One problem: how owners say it and under which terms a solution is offered, in two languages."""

    id: int
    industry: str
    lay_zh: tuple[str, ...]
    technical_zh: tuple[str, ...]
    lay_en: tuple[str, ...]
    technical_en: tuple[str, ...]
    version: int = 1
