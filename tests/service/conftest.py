"""The matcher over a small database, for every test of a service."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from matcher.bootstrap import Application
from tests.helpers.application import open_small
from tests.helpers.tiny_model import write_tiny_model


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture
def opened(tmp_path: Path, model: Path) -> Iterator[Application]:
    with open_small(tmp_path, model) as application:
        yield application
