"""Keeping a spreadsheet from taking a text for a formula.

A cell that begins with = + - @ or a tab is run by Excel when the file is opened. An apostrophe before it
makes it text. Reading takes exactly one apostrophe off again, so that what was written comes back.
"""

import re

_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n]")
_NEUTRALISED = re.compile(r"'+[=+\-@\t\r\n]")


def neutralise(text: str) -> str:
    """The text as it may stand in a CSV or XLSX file."""
    return "'" + text if _DANGEROUS.match(text) else text


def restore(text: str) -> str:
    """The text that `neutralise` was given."""
    return text[1:] if _NEUTRALISED.match(text) else text
