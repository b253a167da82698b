"""A static model of a few characters and words: enough to run everything, made in a moment."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from matcher.training.folder import write_folder

DIMENSION = 24
WORDS = ("leak", "casting", "dye", "colour", "weld", "porosity", "shaft", "noise", "pump", "fabric")
_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FA5


def tiny_tokenizer(words: Iterable[str] = WORDS) -> Tokenizer:
    """Every common Han character, some English words, letters and digits; the rest is unknown."""
    han = [chr(point) for point in range(_FIRST_HAN, _LAST_HAN + 1)]
    pieces = [("[UNK]", -25.0), *((one, -8.0) for one in han), *((word, -7.0) for word in words)]
    pieces += [(letter, -12.0) for letter in "abcdefghijklmnopqrstuvwxyz0123456789"]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(
        Regex("[\u3400-\u9fff]+|[a-z]+|[0-9]"), "removed", invert=True
    )
    return tokenizer


def write_tiny_model(folder: Path, seed: int = 5, dimension: int = DIMENSION) -> Path:
    """Random vectors: texts are near each other as far as they share characters or words."""
    tokenizer = tiny_tokenizer()
    vectors = np.random.default_rng(seed).normal(size=(tokenizer.get_vocab_size(), dimension))
    vectors[0] = 0
    write_folder(folder, tokenizer, vectors.astype(np.float32))
    return folder
