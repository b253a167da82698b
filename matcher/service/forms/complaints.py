"""What is said of a file that cannot be read: each sentence says what to do instead."""

from matcher.errors import InputError


def empty() -> InputError:
    return InputError("这个文件是空的。请检查后重新发送，或直接用一两句话写下要解决的问题。")


def too_large(most: int) -> InputError:
    return InputError(
        "文件超过 {most} MB。请删掉里面的图片再发，或直接用一两句话写下要解决的问题。", most=most
    )


def picture() -> InputError:
    return InputError("图片里的字读不出来。用一两句话写下要解决的问题更快，或发送原来的 Word 文件。")


def scanned() -> InputError:
    return InputError(
        "这个 PDF 是扫描件，里面没有文字。用一两句话写下要解决的问题更快，或发送原来的 Word 文件。"
    )


def protected() -> InputError:
    return InputError("文件加了密码，打不开。请去掉密码后另存再发，或直接用一两句话写下要解决的问题。")


def old_word() -> InputError:
    return InputError("这是旧版的 .doc 或 .wps 文件。请用 Word 或 WPS 打开，另存为 .docx 再发。")


def old_excel() -> InputError:
    return InputError("这是旧版的 .xls 或 .et 文件。请用 Excel 或 WPS 打开，另存为 .xlsx 再发。")


def old_office() -> InputError:
    return InputError("这是旧版的 Office 文件。请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 再发。")


def other_document() -> InputError:
    return InputError("这种文档读不了。请另存为 .docx、.xlsx 或 PDF 再发。")


def with_macros() -> InputError:
    return InputError("文件里带有宏，为了安全没有打开。请另存为不带宏的 .docx 或 .xlsx 再发。")


def packed() -> InputError:
    return InputError("这是压缩包。请先解压，再发送里面的表格。")


def unknown() -> InputError:
    return InputError("这种文件读不了。请发送 Word（.docx）、Excel（.xlsx）、PDF 或文本文件。")


def damaged() -> InputError:
    return InputError("文件已损坏或没有传完。请打开后重新另存再发，或直接用一两句话写下要解决的问题。")


def unpacks_too_far() -> InputError:
    return InputError("文件解开后大得不正常，没有读取。请把内容复制到一个新文件里再发。")


def too_complicated() -> InputError:
    return InputError(
        "这个文件太复杂，读的时间太长。请把要解决的问题复制到一个新文件里再发，或直接写在这里。"
    )


def undecodable() -> InputError:
    return InputError("文本文件的编码读不懂。请另存为 UTF-8 编码再发，或把内容直接粘贴到这里。")


def blank() -> InputError:
    return InputError("这张表还没有填写。请填好需求名称和要解决的问题再发，或直接用一两句话写在这里。")


def no_need() -> InputError:
    return InputError("文件里没有找到要解决的问题。请直接用一两句话写在这里。")


def too_many_pages(pages: int, most: int) -> InputError:
    return InputError(
        "这个 PDF 有 {pages} 页，最多读 {most} 页。请只发送填写需求的那几页。", pages=pages, most=most
    )


def too_many_needs(found: int, most: int) -> InputError:
    return InputError(
        "文件里有 {found} 个需求，一次最多读 {most} 个。请拆成几个文件，每个不超过 {most} 个需求，分别发送。",
        found=found,
        most=most,
    )


def too_many_cells() -> InputError:
    return InputError("表格太大，没有读取。请只留下填写需求的那几行，删掉其余的再发。")


def too_long(most: int) -> InputError:
    return InputError("有一个需求超过 {most} 个字。请留下最要紧的内容，分开发送。", most=most)
