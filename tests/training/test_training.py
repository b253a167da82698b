"""Training: the same sources give the same folder, byte for byte, and sentence-transformers opens it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matcher.embedding.static import load_static
from matcher.errors import InputError, ModelError
from matcher.training.contrastive import Recipe
from matcher.training.folder import quantise
from matcher.training.pairs import SHARES, PairSampler
from matcher.training.sources import Sources, read_sources
from matcher.training.training import train
from tests.helpers.training_data import write_corpora, write_training_data

pytestmark = pytest.mark.filterwarnings("ignore")  # the training packages warn about one another
RECIPE = Recipe(dimension=8, batch=6, steps=12)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("training")
    return write_training_data(folder / "data"), write_corpora(folder / "corpora")


@pytest.fixture(scope="module")
def sources(folders: tuple[Path, Path]) -> Sources:
    return read_sources(*folders)


def trained(folders: tuple[Path, Path], out: Path, recipe: Recipe = RECIPE) -> dict[str, bytes]:
    for package in ("jieba", "sklearn", "torch"):
        pytest.importorskip(package, reason=f"{package} is not installed")
    train(*folders, out, recipe, lambda _: None)
    return {str(file.relative_to(out)): file.read_bytes() for file in out.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def model(folders: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("model")
    trained(folders, out)
    return out


def test_training_twice_gives_identical_bytes(folders: tuple[Path, Path], tmp_path: Path) -> None:
    first, second = (trained(folders, tmp_path / name) for name in ("one", "two"))
    assert first == second
    assert {"tokenizer.json", "model.safetensors", "modules.json"} <= first.keys()
    other = trained(folders, tmp_path / "three", replace(RECIPE, seed=8))
    assert other["model.safetensors"] != first["model.safetensors"]
    assert other["tokenizer.json"] == first["tokenizer.json"]


def test_the_trained_folder_is_read_and_an_unknown_character_says_nothing(model: Path) -> None:
    encoder = load_static(model)
    vectors = encoder.encode(["压铸件气孔", "casting porosity", "龘", ""])
    assert vectors.shape == (4, 8)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 1, 0, 0], atol=1e-5)


def test_sentence_transformers_opens_the_trained_folder(model: Path) -> None:
    library = pytest.importorskip("sentence_transformers", reason="sentence-transformers is not installed")
    texts = ["压铸件气孔", "casting porosity", ""]
    expected = library.SentenceTransformer(str(model), device="cpu").encode(texts, show_progress_bar=False)
    np.testing.assert_allclose(load_static(model).encode(texts), expected, atol=1e-5)


def test_every_source_is_read(sources: Sources) -> None:
    assert len(sources.papers) == 36
    paper = sources.papers[0]
    assert paper.title == "压铸件气孔缩松的研究0"
    assert paper.sentences == ("针对压铸件气孔缩松问题提出一种方法", "实验表明压铸件气孔缩松得到改善")
    assert paper.topic == "TG0"
    assert sources.papers[-1].topic == "材料"
    assert len(sources.patents) == len(sources.titles) == len(sources.entries) == len(sources.profiles) == 6
    assert sources.synonyms == (("气孔", "砂眼"), ("噪声", "噪音"))
    assert sources.fields[1] == ("铸造", "casting", ("工程",))
    assert sources.industries == (("制造业", "指加工制造"), ("金属制品业", "制造业"))
    assert sources.keyword_pairs[0] == ("压铸件气", "casting porosity")


def test_batches_are_of_equal_length_and_repeatable(sources: Sources) -> None:
    one, other = PairSampler(sources, 6, seed=1), PairSampler(sources, 6, seed=1)
    for _ in range(200):
        left, right = one.next()
        assert (left, right) == other.next()
        assert 0 < len(left) == len(right) <= 6
        assert all(isinstance(text, str) for text in left + right)


def test_every_kind_of_batch_can_be_drawn(sources: Sources) -> None:
    sampler = PairSampler(sources, 4, seed=2)
    for name in SHARES:
        for _ in range(20):
            left, right = sampler._kinds[name]()
            assert 0 < len(left) == len(right) <= 4, name


@pytest.mark.parametrize(
    "name", ["chinaxiv/chinaxiv_zh_papers.jsonl", "cilin/cilin.txt", "csl/cls_ctg_train.tsv"]
)
def test_a_missing_source_is_named(folders: tuple[Path, Path], tmp_path: Path, name: str) -> None:
    data = write_training_data(tmp_path / "data")
    (data / name).unlink()
    with pytest.raises(InputError, match=name):
        read_sources(data, folders[1])


@pytest.mark.parametrize("content", [b"{", b'{"no": "title"}', b"\xff\xfe\x00"])
def test_a_spoilt_source_is_one_sentence(folders: tuple[Path, Path], tmp_path: Path, content: bytes) -> None:
    data = write_training_data(tmp_path / "data")
    (data / "csl" / "csl_2000.jsonl").write_bytes(content)
    with pytest.raises(InputError, match="训练数据的格式不对"):
        read_sources(data, folders[1])


def test_without_the_packages_the_sentence_says_how_to_install_them(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.training.training.find_spec", lambda _: None)
    with pytest.raises(ModelError, match=r"qianxian\[training\]"):
        train(*folders, tmp_path / "out", RECIPE, lambda _: None)
    assert not (tmp_path / "out").exists()


def test_eight_bits_hold_a_vector_to_half_a_step() -> None:
    vectors = np.random.default_rng(1).normal(size=(50, 16)).astype(np.float32)
    vectors[7] = 0
    matrix, scale = quantise(vectors)
    assert matrix.dtype == np.int8
    assert np.abs(matrix * scale[:, None] - vectors).max() <= scale.max() / 2 + 1e-6
    assert not matrix[7].any()
