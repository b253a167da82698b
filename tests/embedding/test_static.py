"""The static encoder: the vectors of sentence-transformers without torch, one sentence for a bad folder."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

from matcher.embedding import load_encoder
from matcher.embedding.static import StaticEncoder, is_static_folder, load_static
from matcher.errors import ModelError
from tests.helpers.tiny_model import DIMENSION, tiny_tokenizer, write_tiny_model

TEXTS = st.text(
    st.sampled_from("压铸件气孔色牢度，。 \n3.5aBｚ㎜é🧵\u0000\ud83d") | st.characters(), max_size=60
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def encoder(folder: Path) -> StaticEncoder:
    return load_static(folder)


def test_vectors_have_length_one_or_none(encoder: StaticEncoder) -> None:
    vectors = encoder.encode(["压铸件气孔", "", "🧵…", "Leak", "压" * 9000])
    assert vectors.shape == (5, DIMENSION)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 0, 1, 1], atol=1e-6)


def test_no_text_gives_no_vector(encoder: StaticEncoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSION)


@given(st.lists(TEXTS, max_size=6))
def test_any_text_is_encoded_and_alone_as_among_others(texts: list[str]) -> None:
    encoder = _shared_encoder()
    together = encoder.encode(texts)
    assert np.isfinite(together).all()
    for text, vector in zip(texts, together, strict=True):
        np.testing.assert_allclose(encoder.encode([text])[0], vector, atol=1e-6)


_cache: dict[str, StaticEncoder] = {}


@pytest.fixture(scope="module", autouse=True)
def _share(encoder: StaticEncoder) -> None:
    """Hypothesis calls a test many times: it takes the module's encoder from here."""
    _cache["encoder"] = encoder


def _shared_encoder() -> StaticEncoder:
    return _cache["encoder"]


def test_a_batch_larger_than_a_piece_is_encoded_in_pieces(
    encoder: StaticEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["压铸件气孔" * (number % 7) for number in range(40)]
    whole = encoder.encode(texts)
    monkeypatch.setattr("matcher.embedding.static._TOKENS_AT_ONCE", 12)
    np.testing.assert_allclose(encoder.encode(texts), whole, atol=1e-6)


def test_only_the_first_four_thousand_characters_count(encoder: StaticEncoder) -> None:
    text = "气" * 3999 + "孔" + "压" * 9000
    np.testing.assert_array_equal(encoder.encode([text]), encoder.encode([text[:4000]]))


@pytest.mark.filterwarnings("ignore")
def test_vectors_are_those_of_sentence_transformers(folder: Path, encoder: StaticEncoder) -> None:
    library = pytest.importorskip("sentence_transformers", reason="sentence-transformers is not installed")
    model = library.SentenceTransformer(str(folder), device="cpu")
    letters = np.random.default_rng(3)
    points = [*range(0x4E00, 0x4F00), *map(ord, "abcxyz 019.,，。é🧵")]
    random = ["".join(map(chr, letters.choice(points, size))) for size in (1, 2, 9, 40, 400, 4000)]
    texts = ["压铸件气孔", "", "🧵…", "Pump shaft leak", "ＡＢＣ㎜３．５", "压" * 4000, *random]
    expected = model.encode(texts, convert_to_numpy=True, show_progress_bar=False)
    np.testing.assert_allclose(encoder.encode(texts), expected, atol=4e-5)


def test_a_plain_matrix_is_read_like_a_quantised_one(tmp_path: Path, folder: Path) -> None:
    quantised = load_file(folder / "model.safetensors")
    plain = quantised["embeddings"].astype(np.float32) * quantised["weights"][:, None]
    tiny_tokenizer().save(str(tmp_path / "tokenizer.json"))
    save_file({"embedding.weight": plain}, tmp_path / "model.safetensors")
    texts = ["压铸件气孔", "leak 85"]
    np.testing.assert_allclose(
        load_static(tmp_path).encode(texts), load_static(folder).encode(texts), atol=1e-6
    )


def test_loading_and_encoding_import_neither_torch_nor_transformers(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from matcher.embedding import load_encoder\n"
        f"load_encoder('embedded', Path({str(folder)!r})).encode(['压铸件气孔'])\n"
        "print([name for name in ('torch', 'transformers', 'sentence_transformers') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_another_model_has_another_fingerprint_and_the_same_one_the_same(
    tmp_path: Path, folder: Path
) -> None:
    same = load_static(write_tiny_model(tmp_path / "same"))
    other = load_static(write_tiny_model(tmp_path / "other", seed=6))
    assert same.fingerprint == load_static(folder).fingerprint != other.fingerprint


def test_a_folder_with_a_transformer_is_no_static_folder(tmp_path: Path) -> None:
    write_tiny_model(tmp_path)
    assert is_static_folder(tmp_path)
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    assert not is_static_folder(tmp_path)


def _no_matrix(folder: Path) -> None:
    (folder / "model.safetensors").unlink()


def _no_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def _cut_matrix(folder: Path) -> None:
    file = folder / "model.safetensors"
    file.write_bytes(file.read_bytes()[:5000])


def _pointer_instead_of_matrix(folder: Path) -> None:
    (folder / "model.safetensors").write_text(
        "version https://git-lfs.github.com/spec/v1\n", encoding="utf-8"
    )


def _broken_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_text('{"model": 3}', encoding="utf-8")


def _tokenizer_of_another_model(folder: Path) -> None:
    tiny_tokenizer([f"word{number}" for number in range(50)]).save(str(folder / "tokenizer.json"))


def _other_tensors(folder: Path) -> None:
    save_file({"bert.weight": np.zeros((3, 3), np.float32)}, folder / "model.safetensors")


def _scales_too_few(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    save_file({**tensors, "weights": tensors["weights"][:9].copy()}, folder / "model.safetensors")


@pytest.mark.parametrize(
    "spoil",
    [
        _no_matrix,
        _no_tokenizer,
        _cut_matrix,
        _pointer_instead_of_matrix,
        _broken_tokenizer,
        _tokenizer_of_another_model,
        _other_tensors,
        _scales_too_few,
    ],
)
def test_a_spoilt_folder_gives_one_sentence_that_names_it(tmp_path: Path, spoil: object) -> None:
    write_tiny_model(tmp_path)
    spoil(tmp_path)  # type: ignore[operator]  # one of the functions above
    with pytest.raises(ModelError) as caught:
        load_encoder("embedded", tmp_path)
    sentence = str(caught.value)
    assert str(tmp_path) in sentence
    assert "\n" not in sentence
    assert sentence.endswith("。")


def test_an_absent_folder_is_told_without_importing_anything(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"不存在.*embedded"):
        load_encoder(str(tmp_path / "nowhere"), tmp_path)


def test_the_folder_names_the_modules_for_sentence_transformers(folder: Path) -> None:
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    assert [module["type"].rsplit(".", 1)[1] for module in modules] == ["StaticEmbedding", "Normalize"]
