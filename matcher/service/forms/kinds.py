"""What a file really is, by its content; its name is asked only where the content leaves it open."""

from enum import StrEnum

from matcher.errors import InputError
from matcher.service.forms import complaints
from matcher.service.forms.archive import names_in


class FormKind(StrEnum):
    DOCX = "docx"
    WORKBOOK = "xlsx"
    PDF = "pdf"
    TEXT = "txt"


_PDF_WITHIN = 1024  # bytes; the mark may stand a little after the beginning
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKED_UP = (b"{\\rtf", b"<html", b"<!doctype html", b"<?xml", b"mime-version:")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def kind_of(data: bytes) -> FormKind:
    """Raises InputError with one sentence for what is no form that can be read."""
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise complaints.empty()
    if data.startswith(b"PK"):
        return _zipped(data)
    refusal = _refusal(data)
    if refusal:
        raise refusal
    return FormKind.PDF if b"%PDF-" in data[:_PDF_WITHIN] else FormKind.TEXT


def _refusal(data: bytes) -> InputError | None:
    if data.startswith(_OLD_OFFICE):
        return _old_office(data)
    if not data.startswith(_BYTE_ORDER_MARKS) and _is_picture(data):
        return complaints.picture()
    if data.startswith(_PACKED):
        return complaints.packed()
    if data.lstrip()[:32].lower().startswith(_MARKED_UP):
        return complaints.other_document()
    return None


def _is_picture(data: bytes) -> bool:
    # "BM" may begin a text, too: a bitmap has zeros in its header.
    if data.startswith(b"BM"):
        return b"\0" in data[2:32]
    return data.startswith(_PICTURES) or data[8:12] == b"WEBP" or data[4:12] in (b"ftypheic", b"ftypmif1")


def _old_office(data: bytes) -> InputError:
    """The old container holds old documents and, under this name, new ones with a password."""
    for name, complaint in (
        ("EncryptedPackage", complaints.protected),
        ("WordDocument", complaints.old_word),
        ("Workbook", complaints.old_excel),
        ("Book", complaints.old_excel),
    ):
        if name.encode("utf-16-le") in data:
            return complaint()
    return complaints.old_office()


def _zipped(data: bytes) -> FormKind:
    names = names_in(data)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise complaints.with_macros()
    if "xl/workbook.xml" in names:
        return FormKind.WORKBOOK
    if any(name.startswith("word/document") for name in names):
        return FormKind.DOCX
    if names & {"content.xml", "OFD.xml", "ppt/presentation.xml", "xl/workbook.bin"}:
        raise complaints.other_document()
    raise complaints.packed()
