"""One hierarchy of errors; each message is the sentence that a person reads."""


class QianxianError(Exception):
    """Something went wrong that a person can act upon; `str(error)` says what to do.

    `values` fill the {names} of `sentence`; kept apart, so that a face can say it in another language.
    """

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(sentence.format(**values) if values else sentence)
        self.sentence, self.values_in_it = sentence, values


class UsageError(QianxianError):
    """The command or call was used wrongly (exit status 2)."""


class SettingError(UsageError):
    """A setting holds a value that it may not hold."""


class InputError(QianxianError):
    """Text, a file or a row that cannot be read as it stands."""


class NotFoundError(QianxianError):
    """What was asked for does not exist (any more)."""


class ModelError(QianxianError):
    """An embedding model cannot be loaded or does not fit."""


class StoreError(QianxianError):
    """The database cannot be opened, is of another version, or refuses a write."""


class IndexDamagedError(QianxianError):
    """A snapshot of the index on disk cannot be used; the caller rebuilds from the database."""
