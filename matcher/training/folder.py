"""Writing the model as a folder that sentence-transformers opens as it stands."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]


def quantise(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Eight bits a number and one scale a token: (v, d) int8 and (v,) whose product is the vector."""
    scale = np.abs(vectors).max(axis=1) / 127
    scale[scale == 0] = 1
    return np.rint(vectors / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def write_folder(folder: Path, tokenizer: Tokenizer, vectors: NDArray[np.float32]) -> None:
    """tokenizer.json, model.safetensors and the two small files that name the modules."""
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    matrix, scale = quantise(vectors)
    save_file({"embeddings": matrix, "weights": scale}, folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "modules.json").write_text(json.dumps(_MODULES, indent=1) + "\n", encoding="utf-8")
    (folder / "config_sentence_transformers.json").write_text(
        json.dumps({"prompts": {}, "similarity_fn_name": "cosine"}, indent=1) + "\n", encoding="utf-8"
    )
    (folder / "1_Normalize" / "config.json").write_text("{}\n", encoding="utf-8")
