"""What a form of the page brings."""

from dataclasses import dataclass, field

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException

from bot.web.guard import BODY_LIMIT, FILE_LIMIT


class UnreadablePostError(Exception):
    """The body is no form."""


@dataclass(frozen=True, slots=True)
class Post:
    """One of `text`, `action`, `download` and `name` (of a file with `data`) says what is wanted."""

    token: str
    text: str = ""
    action: str = ""
    download: str = ""
    name: str = ""
    data: bytes = field(default=b"", repr=False)

    @property
    def is_too_large(self) -> bool:
        return len(self.data) > FILE_LIMIT


async def read_post(request: Request) -> Post:
    """The form; BodyTooLargeError, UnreadablePostError."""
    try:
        async with request.form(max_files=1, max_fields=10, max_part_size=BODY_LIMIT) as form:
            name, data = await _read_file(form)
            words = {each: _words(form, each) for each in ("token", "text", "action", "download")}
    except (HTTPException, MultiPartException, UnicodeDecodeError) as error:
        raise UnreadablePostError from error
    return Post(**words, name=name, data=data)


async def _read_file(form: FormData) -> tuple[str, bytes]:
    upload = form.get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        return "", b""
    return upload.filename.replace("\\", "/").rpartition("/")[2], await upload.read(FILE_LIMIT + 1)


def _words(form: FormData, name: str) -> str:
    value = form.get(name)
    # Forms send line ends as CRLF; what was typed had none.
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""
