"""Any sentence-transformers model, by hub id or folder. Slow to import: only for who sets QIANXIAN_MODEL."""

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from matcher.embedding.protocol import Vectors, whole_characters
from matcher.errors import ModelError


class TransformerEncoder:
    """A thin face on SentenceTransformer."""

    def __init__(self, model: Any, fingerprint: str, dimension: int) -> None:
        self._model = model
        self.fingerprint = fingerprint
        self.dimension = dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension), each row of length 1."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        vectors = self._model.encode(
            [whole_characters(text) for text in texts],
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, np.float32)


def load_transformer(name: str) -> TransformerEncoder:
    """Raises ModelError, in one sentence, when the library or the model is not there."""
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelError(
            f"设置 QIANXIAN_MODEL={name} 需要 sentence-transformers,"
            "请先执行 pip install 'qianxian[transformer]',或把 QIANXIAN_MODEL 改回 embedded。"
        ) from error
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    try:
        model = SentenceTransformer(name)
        dimension = int(model.encode(["x"], show_progress_bar=False).shape[1])
    except Exception as error:  # whatever the hub client or the model's own code raises
        raise ModelError(
            f"向量模型 {name} 无法载入:请检查 QIANXIAN_MODEL 是不是正确的文件夹或模型编号、能不能联网,"
            "或改回 embedded。"
        ) from error
    return TransformerEncoder(model, f"transformer-{_fingerprint(name)}", dimension)


def _fingerprint(name: str) -> str:
    folder = Path(name)
    digest = hashlib.blake2b(name.encode(), digest_size=8)
    if folder.is_dir():
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                digest.update(f"{file.relative_to(folder)}:{file.stat().st_size}".encode())
    return digest.hexdigest()
