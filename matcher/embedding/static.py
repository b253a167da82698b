"""A static embedding from sentence-transformers' own folder, read without torch.

The folder holds `tokenizer.json` and `model.safetensors`. The matrix is either `embedding.weight` (v, d), or,
quantised, `embeddings` int8 (v, d) with one scale per token in `weights` (v,). A text's vector is the mean of
its tokens' vectors, brought to length 1.
"""

import hashlib
from collections.abc import Sequence
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from matcher.embedding.protocol import Vectors, whole_characters
from matcher.errors import ModelError

# Tokens looked up at a time: about a megabyte of vectors, which stays near the processor.
_TOKENS_AT_ONCE = 1 << 10
_FEW = 64  # up to here one thread is done before others have woken up
_CHARACTERS = 4000  # what stands further down a text says little about what it is about


class StaticEncoder:
    """Loads in a few hundredths of a second; a thousand short texts take about as long."""

    def __init__(self, tokenizer: Tokenizer, matrix: NDArray[np.generic], scale: Vectors, name: str) -> None:
        self._tokenizer = tokenizer
        self._matrix = matrix
        self._scale = scale
        self.fingerprint = name
        self.dimension = int(matrix.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension), each row of length 1, or 0 for a text without a known token."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        tokens = self._tokens([whole_characters(text[:_CHARACTERS]) for text in texts])
        start = 0
        while start < len(tokens):
            end, size = start + 1, len(tokens[start])
            while end < len(tokens) and size + len(tokens[end]) <= _TOKENS_AT_ONCE:
                size += len(tokens[end])
                end += 1
            vectors[start:end] = self._means(tokens[start:end])
            start = end
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(np.divide(vectors, lengths, out=vectors, where=lengths > 0), np.float32)

    def vocabulary(self) -> dict[str, int]:
        """Every token that the embedding knows, and its number."""
        return self._tokenizer.get_vocab()

    def token_ids(self, text: str) -> list[int]:
        """A text as numbers of tokens."""
        return self._tokens([whole_characters(text[:_CHARACTERS])])[0]

    def token_vectors(self, ids: NDArray[np.int64]) -> Vectors:
        """(n, dimension), not brought to any length: a token weighs in a mean as much as it is long."""
        return np.asarray(np.multiply(self._matrix[ids], self._scale[ids, None], dtype=np.float32))

    def _tokens(self, texts: list[str]) -> list[list[int]]:
        if len(texts) <= _FEW:
            return [self._tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
        return [one.ids for one in self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)]

    def _means(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        counts = np.array([len(one) for one in tokens])
        ids = np.fromiter(chain.from_iterable(tokens), np.int64, int(counts.sum()))
        rows = self.token_vectors(ids)
        sums = np.zeros((len(tokens), self.dimension))
        # Text by text: `add.reduceat` goes down each column by itself, which takes ten times as long.
        for place, (start, end) in enumerate(pairwise([0, *np.cumsum(counts).tolist()])):
            np.add.reduce(rows[start:end], axis=0, dtype=np.float64, out=sums[place])
        return np.asarray(sums / np.maximum(counts, 1)[:, None], np.float32)


def is_static_folder(folder: Path) -> bool:
    """Whether the folder holds a static embedding (and no transformer)."""
    return (
        (folder / "tokenizer.json").is_file()
        and (folder / "model.safetensors").is_file()
        and not (folder / "config.json").is_file()
    )


def load_static(folder: Path) -> StaticEncoder:
    """Raises ModelError when the folder does not hold a static embedding."""
    try:
        weights = load_file(folder / "model.safetensors")
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except (OSError, SafetensorError) as error:
        raise ModelError(
            f"向量模型无法读取:{folder} 中缺少文件或文件已损坏,请重新安装或换一个模型。"
        ) from error
    except Exception as error:  # the tokenizers library raises bare Exception
        raise ModelError(f"向量模型的分词文件无法读取:{folder / 'tokenizer.json'},请重新安装。") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    matrix = weights.get("embeddings", weights.get("embedding.weight"))
    if matrix is None or matrix.ndim != 2 or tokenizer.get_vocab_size() > len(matrix):
        raise ModelError(f"{folder} 里的不是静态向量模型,或分词表与矩阵不符,请换一个模型。")
    scale = weights.get("weights", np.ones(len(matrix))).astype(np.float32)
    if scale.shape != (len(matrix),):
        raise ModelError(f"{folder} 里的矩阵与各词的比例不符,请重新安装或换一个模型。")
    return StaticEncoder(tokenizer, matrix, scale, _fingerprint(folder))


def _fingerprint(folder: Path) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for name in ("tokenizer.json", "model.safetensors"):
        digest.update((folder / name).read_bytes())
    return f"static-{digest.hexdigest()}"
