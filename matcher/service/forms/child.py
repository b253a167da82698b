"""The process that reads a form, and its answer."""

import json
import os
import subprocess
import sys
from pathlib import Path

from matcher.errors import InputError
from matcher.service.forms import complaints
from matcher.service.forms.need import FormNeed

LARGEST_MEGABYTES = 5
_LONGEST = 10.0  # seconds; an ordinary form takes half of one
_WORKER = "matcher.service.forms.worker"
_ROOT = Path(__file__).parents[3]


def read_form(name: str, data: bytes, longest: float = _LONGEST) -> tuple[FormNeed, ...]:
    """The needs of a filled-in form, at most 20; `longest` in seconds.

    Raises InputError with a sentence for what cannot be read. Safe to call from several threads.
    """
    if not data:
        raise complaints.empty()
    if len(data) > LARGEST_MEGABYTES * 1_000_000:
        raise complaints.too_large(LARGEST_MEGABYTES)
    try:
        done = subprocess.run(  # noqa: S603 - our own module, the name is an argument of its own
            [sys.executable, "-P", "-m", _WORKER, Path(name.replace("\0", "")).suffix[:10]],
            input=data,
            capture_output=True,
            timeout=longest,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise complaints.too_complicated() from error
    # Killed by its own limits, or unable even to say so.
    if done.returncode != 0:
        raise complaints.too_complicated()
    return _needs(json.loads(done.stdout))


def _environment() -> dict[str, str]:
    """What the worker needs to find its modules, and nothing that a hostile file could be after."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(_ROOT), *sys.path))), "PYTHONUTF8": "1"}


def _needs(answer: dict[str, object]) -> tuple[FormNeed, ...]:
    match answer:
        case {"needs": list(needs)}:
            return tuple(FormNeed(text, place) for text, place in needs)
        case {"sentence": str(sentence), "values": dict(values)}:
            raise InputError(sentence, **values)
        case _:
            raise complaints.damaged()
