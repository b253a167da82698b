"""A need as a form states it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormNeed:
    """One need of a filled-in form: a title line, then 「栏目：值」 lines; no company, no contacts."""

    text: str
    place: str  # where it stands in the file, for people; "" when the file is one need
