"""Frozen dataclasses as JSON and back: sessions and kept threads are rows of text."""

import json
import types
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class UnreadableStateError(ValueError):
    """The text was written by another version or is damaged."""


def encode(value: object) -> str:
    """JSON text; dataclasses carry their name so that unions can be told apart."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def decode(kind: type[T], text: str) -> T:
    """The value that was encoded; UnreadableStateError when it does not fit `kind`."""
    try:
        value: T = _typed(kind, json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, StopIteration) as error:
        raise UnreadableStateError(str(error)) from error
    return value


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        members = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"": type(value).__name__, **members}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _typed(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), data)
    if origin is tuple:
        if not isinstance(data, list):
            raise TypeError("a list was expected")
        return tuple(_typed(get_args(kind)[0], item) for item in data)
    if is_dataclass(kind):
        return _record(kind, data)
    if issubclass(kind, StrEnum):
        return kind(data)
    if kind is float and type(data) is int:
        return float(data)
    if type(data) is not kind:
        raise TypeError(f"{kind} was expected")
    return data


def _one_of(kinds: tuple[Any, ...], data: Any) -> Any:
    if data is None and type(None) in kinds:
        return None
    if isinstance(data, dict):
        return _record(next(kind for kind in kinds if kind.__name__ == data.get("")), data)
    return _typed(next(kind for kind in kinds if kind is type(data)), data)


def _record(kind: Any, data: Any) -> Any:
    if data[""] != kind.__name__:
        raise TypeError(f"{kind.__name__} was expected")
    hints = get_type_hints(kind)
    names = {field.name for field in fields(kind)}
    if names != data.keys() - {""}:
        raise TypeError(f"{kind.__name__} has other fields")
    return kind(**{name: _typed(hints[name], data[name]) for name in names})
