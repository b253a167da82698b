from importlib.resources import files

import pytest

from matcher.domain.taxonomy import Taxonomy
from matcher.service.taxonomy import load_taxonomy


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    return load_taxonomy(files("corpora") / "taxonomy")
