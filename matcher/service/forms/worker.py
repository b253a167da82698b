"""Reads one form in a process of its own: the file over standard input, JSON over standard output.

`python -m matcher.service.forms.worker NAME`. A hostile file can at worst make this process end.
"""

import json
import resource
import sys

from matcher.errors import InputError
from matcher.service.forms import complaints
from matcher.service.forms.document import Block
from matcher.service.forms.kinds import FormKind, kind_of
from matcher.service.forms.need import FormNeed
from matcher.service.forms.writing import needs_in

_MOST_MEMORY = 768 << 20  # bytes of address space; an ordinary PDF takes 150 MB
_MOST_SECONDS = 15  # of processor time, in case nobody waits any more


def read(name: str, data: bytes) -> tuple[FormNeed, ...]:
    """The needs of a form. Raises InputError, whatever the bytes are."""
    try:
        return needs_in(_blocks(name, data))
    except InputError:
        raise
    except MemoryError as error:
        raise complaints.too_complicated() from error
    except Exception as error:  # a damaged part can fail anywhere inside a reader, in any way
        raise complaints.damaged() from error


def _blocks(name: str, data: bytes) -> tuple[Block, ...]:
    match kind_of(data):
        case FormKind.DOCX:
            from matcher.service.forms.docx import read_docx

            return read_docx(data)
        case FormKind.WORKBOOK:
            from matcher.service.forms.workbook import read_workbook

            return read_workbook(data)
        case FormKind.PDF:
            from matcher.service.forms.pdf import read_pdf

            return read_pdf(data)
        case FormKind.TEXT:
            from matcher.service.forms.plain import read_plain

            return read_plain(name, data)


def _limit() -> None:
    """No more memory, no more time, and no file of any size may be written."""
    for what, most in (
        (resource.RLIMIT_AS, _MOST_MEMORY),
        (resource.RLIMIT_CPU, _MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main() -> None:
    """Answer {"needs": [[text, place], …]} or {"sentence": …, "values": {…}}."""
    _limit()
    try:
        needs = read(sys.argv[1], sys.stdin.buffer.read())
        answer: dict[str, object] = {"needs": [(need.text, need.place) for need in needs]}
    except InputError as error:
        answer = {"sentence": error.sentence, "values": error.values_in_it}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
