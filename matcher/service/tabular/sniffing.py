"""What a file really is, whatever its name says."""

import codecs
import zipfile
from enum import StrEnum
from pathlib import Path

from matcher.errors import InputError


class FileKind(StrEnum):
    DELIMITED = "CSV"
    WORKBOOK = "XLSX"
    JSON_LINES = "JSONL"


_ENDINGS = {
    ".csv": FileKind.DELIMITED,
    ".tsv": FileKind.DELIMITED,
    ".xlsx": FileKind.WORKBOOK,
    ".xlsm": FileKind.WORKBOOK,
    ".jsonl": FileKind.JSON_LINES,
    ".ndjson": FileKind.JSON_LINES,
}
_HEAD = 4096
_CHUNK = 1 << 20
_ENCODINGS_BY_MARK = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WELL_KNOWN = (
    (b"\xd0\xcf\x11\xe0", "是旧版 .xls 或加了密码的表格,请在 Excel 里去掉密码并另存为 .xlsx 或 CSV"),
    (b"%PDF", "是 PDF,请把表格另存为 .xlsx 或 CSV"),
    (b"\x1f\x8b", "是压缩文件,请先解压"),
    (b"Rar!", "是压缩文件,请先解压"),
    (b"7z\xbc\xaf", "是压缩文件,请先解压"),
)
_IN_ZIP = (
    ("word/", "是 Word 文档,请把表格另存为 .xlsx 或 CSV"),
    ("ppt/", "是演示文稿,请把表格另存为 .xlsx 或 CSV"),
    ("xl/workbook.bin", "是 .xlsb 表格,请在 Excel 里另存为 .xlsx"),
    ("content.xml", "是 OpenDocument 文件,请另存为 .xlsx 或 CSV"),
)


def kind_of(path: Path) -> FileKind:
    """Raises InputError with one sentence for what is no table, or not the one that its name promises."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except IsADirectoryError as error:
        raise InputError(f"{path} 是文件夹,请给出一个文件") from error
    except OSError as error:
        raise InputError(f"文件 {path} 打不开:{_reason(error)},请检查路径") from error
    if not head:
        raise InputError(f"文件 {path.name} 是空的,没有内容可导入")
    found = _zipped(path) if head.startswith(b"PK") else _unzipped(path.name, head)
    promised = _ENDINGS.get(path.suffix.lower())
    if promised is not None and promised is not found:
        raise InputError(
            f"文件 {path.name} 的扩展名是 {path.suffix},内容却是 {found.value};"
            f"请改正扩展名,或重新另存为 {promised.value}"
        )
    return found


def encoding_of(path: Path) -> str:
    """The encoding of a whole text file: by its mark, else UTF-8, else GB18030. Raises InputError."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    marked = next((encoding for mark, encoding in _ENCODINGS_BY_MARK if head.startswith(mark)), None)
    if marked is None and b"\0" in head:
        # Without a mark, the empty half of commas and digits tells which half comes first.
        marked = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
    if marked is not None:
        if _broken_at(path, marked) is not None:
            raise InputError(f"文件 {path.name} 的编码有损坏,请在 Excel 里另存为「CSV UTF-8」再试")
        return marked
    broken_at = _broken_at(path, "utf-8")
    if broken_at is None:
        return "utf-8"
    # Damaged UTF-8 can often be read as GB18030 too, as nonsense: Chinese before the damage gives it away.
    if _chinese_before(path, broken_at) < 5 and _broken_at(path, "gb18030") is None:
        return "gb18030"
    raise InputError(
        f"文件 {path.name} 从第 {broken_at + 1} 个字节起不是 UTF-8 也不是 GB18030,"
        "请在 Excel 里另存为「CSV UTF-8」再试"
    )


def _zipped(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(f"文件 {path.name} 已损坏或没有传完,请重新保存再试") from error
    if "xl/workbook.xml" in names:
        return FileKind.WORKBOOK
    what = next((what for sign, what in _IN_ZIP if any(name.startswith(sign) for name in names)), None)
    raise InputError(f"文件 {path.name} {what or '是压缩包,请先解压,再导入里面的表格'}")


def _unzipped(name: str, head: bytes) -> FileKind:
    what = next((what for sign, what in _WELL_KNOWN if head.startswith(sign)), None)
    if what:
        raise InputError(f"文件 {name} {what}")
    text = _head_text(head)
    if any(character < " " and character not in "\t\r\n\f\x1a" for character in text):
        raise InputError(f"文件 {name} 不是表格,请用 CSV、XLSX 或 JSONL")
    if not text.strip("\ufeff \t\r\n"):
        raise InputError(f"文件 {name} 是空的,没有内容可导入")
    first = text.lstrip("\ufeff \t\r\n")[:1]
    if first == "[":
        raise InputError(f"文件 {name} 是 JSON 数组,请改成 JSONL:每行一个 {{…}}")
    return FileKind.JSON_LINES if first == "{" else FileKind.DELIMITED


def _head_text(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore")
    if head.count(0) > len(head) // 20:
        little = head[1::2].count(0) >= head[0::2].count(0)
        return head.decode("utf-16-le" if little else "utf-16-be", "ignore")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _broken_at(path: Path, encoding: str) -> int | None:
    """Where the file stops being of this encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            kept = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return done - kept + error.start
            done += len(chunk)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return done
    return None


def _chinese_before(path: Path, position: int) -> int:
    with path.open("rb") as file:
        text = file.read(min(position, _CHUNK)).decode("utf-8", "ignore")
    return sum("\u4e00" <= character <= "\u9fff" for character in text)


def _reason(error: OSError) -> str:
    return {"No such file or directory": "没有这个文件", "Permission denied": "没有读取权限"}.get(
        error.strerror or "", error.strerror or "未知原因"
    )
