"""Parts of a zipped document, none of them without end."""

import io
import zipfile
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from matcher.service.forms import complaints

_MOST_PARTS = 2_000
_LARGEST_UNPACKED = 60_000_000
# A form of twenty needs has a tenth of that; what is parsed takes up to fifty times its size in memory.
_LARGEST_PART = 8_000_000
_READ_AS_XML = (".xml", ".rels")
_MACROS = b"macroEnabled"
_TYPES = "[Content_Types].xml"
_ENCRYPTED = 0x1


def names_in(data: bytes) -> frozenset[str]:
    """The names of the parts. Raises InputError for a broken, protected, macro-laden or overblown archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            types = archive.read(_TYPES) if _small_types(archive) else b""
    except Exception as error:  # a damaged directory fails in many ways inside the reader
        if isinstance(error, RuntimeError) and "encrypted" in str(error):
            raise complaints.protected() from error
        raise complaints.damaged() from error
    _refuse_bomb(parts)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise complaints.protected()
    if _MACROS in types:
        raise complaints.with_macros()
    return frozenset(part.filename for part in parts)


def _small_types(archive: zipfile.ZipFile) -> bool:
    return any(
        part.filename == _TYPES and part.file_size < _LARGEST_PART
        for part in archive.infolist()[:_MOST_PARTS]
    )


def _refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    """Goes by the sizes that the archive declares: more than those the zip reader never gives out."""
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        raise complaints.unpacks_too_far()
    if any(part.file_size > _LARGEST_PART for part in parts if part.filename.endswith(_READ_AS_XML)):
        raise complaints.unpacks_too_far()


def xml_part(data: bytes, name: str) -> Element:
    """The parsed part; entities and outside references are refused by the parser."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root: Element = fromstring(archive.read(name), forbid_dtd=True)
    return root
