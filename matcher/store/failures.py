"""What the database complains of, as a sentence that says what to do."""

from sqlalchemy.exc import DBAPIError, IntegrityError

_SENTENCES = (
    ("database is locked", "数据库正被另一个写入占用,请稍后再试"),
    ("file is not a database", "这个文件不是 SQLite 数据库,请检查 QIANXIAN_DATABASE_URL"),
    ("malformed", "数据库文件已损坏,请用 qianxian restore 恢复备份"),
    ("disk is full", "磁盘已满,没有写入任何内容,请腾出空间再试"),
    ("unable to open database file", "数据库文件打不开,请检查它的位置和权限"),
    ("readonly database", "数据库此刻只能读,没有写入任何内容"),
    ("read-only transaction", "数据库此刻只能读,没有写入任何内容"),
    ("connection", "连不上数据库,请检查 QIANXIAN_DATABASE_URL 以及数据库是否在运行"),
)


def sentence_for(error: DBAPIError, place: str = "") -> str:
    """One sentence; `place` is the database's address without its password."""
    if isinstance(error, IntegrityError):
        return "数据库拒绝了这次写入:它与已有的数据重复,或指向并不存在的数据;没有写入任何内容"
    cause = str(error.orig).lower()
    known = next((sentence for sign, sentence in _SENTENCES if sign in cause), None)
    sentence = known or f"数据库出错,没有写入任何内容:{str(error.orig).splitlines()[0]}"
    return f"{sentence}({place})" if place else sentence
