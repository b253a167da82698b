"""Milvus Lite as a user would set it up: our vectors beside its own BM25, fused by its reciprocal ranks."""

import importlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from matcher.embedding.protocol import Encoder
from tests.bench.runs import Scores

_COLLECTION = "documents"
_MOST = 16_384  # it answers with no more
LEG = 10  # the best of each leg that are fused at the top: fusing all outright finds less
_INSERTED = 1000  # at a time
_ASKED = 20  # at a time: its messages have a largest size
_LONGEST_TEXT = 65_535  # bytes of a text field


def is_installed() -> bool:
    """Whether both packages are."""
    return all(importlib.util.find_spec(name) for name in ("milvus_lite", "pymilvus"))


def milvus_hybrid(encoder: Encoder, documents: Sequence[str], queries: Sequence[str]) -> Scores:
    """Fused scores of its hybrid_search: of the best of each leg, beneath them of all. Leaves nothing behind.

    0 for what it does not return.
    """
    milvus = importlib.import_module("pymilvus")
    servers = importlib.import_module("milvus_lite.server_manager").server_manager_instance
    importlib.import_module("jieba").setLogLevel("WARNING")  # its Chinese analyser
    with TemporaryDirectory() as folder:
        file = str(Path(folder) / "peer.db")
        client = milvus.MilvusClient(file)
        try:
            _fill(milvus, client, encoder, documents)
            every = _ask(milvus, client, encoder, queries, len(documents), _MOST)
            best = _ask(milvus, client, encoder, queries, len(documents), LEG)
            return above(best, every)
        finally:
            client.close()
            servers.release_server(file)


def above(best: Scores, every: Scores) -> Scores:
    """Those that the first knows (above 0) in its order, then the rest in the second's; both below 1."""
    return np.where(best > 0, 1 + best, every)


def _fill(milvus: Any, client: Any, encoder: Encoder, documents: Sequence[str]) -> None:
    schema = milvus.MilvusClient.create_schema(auto_id=False)
    kinds = milvus.DataType
    schema.add_field("id", kinds.INT64, is_primary=True)
    schema.add_field("dense", kinds.FLOAT_VECTOR, dim=encoder.dimension)
    schema.add_field("sparse", kinds.SPARSE_FLOAT_VECTOR)
    schema.add_field(
        "text",
        kinds.VARCHAR,
        max_length=_LONGEST_TEXT,
        enable_analyzer=True,
        analyzer_params={"tokenizer": "jieba"},
    )
    bm25 = milvus.FunctionType.BM25
    schema.add_function(
        milvus.Function("bm25", bm25, input_field_names=["text"], output_field_names=["sparse"])
    )
    indexes = client.prepare_index_params()
    indexes.add_index("dense", index_type="FLAT", metric_type="IP")  # exact
    indexes.add_index("sparse", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
    client.create_collection(_COLLECTION, schema=schema, index_params=indexes)
    vectors = encoder.encode(documents)
    for start in range(0, len(documents), _INSERTED):
        batch = range(start, min(start + _INSERTED, len(documents)))
        client.insert(
            _COLLECTION,
            [{"id": id, "text": _fitting(documents[id]), "dense": vectors[id].tolist()} for id in batch],
        )
    client.flush(_COLLECTION)
    client.load_collection(_COLLECTION)


def _ask(
    milvus: Any, client: Any, encoder: Encoder, queries: Sequence[str], documents: int, most: int
) -> Scores:
    scores = np.zeros((len(queries), documents), np.float32)
    limit = min(documents, most)
    for start in range(0, len(queries), _ASKED):
        texts = list(queries[start : start + _ASKED])
        vectors = encoder.encode(texts).tolist()
        legs = [
            milvus.AnnSearchRequest(vectors, "dense", {"metric_type": "IP"}, limit=limit),
            milvus.AnnSearchRequest(texts, "sparse", {"metric_type": "BM25"}, limit=limit),
        ]
        found = client.hybrid_search(_COLLECTION, legs, milvus.RRFRanker(), limit=limit, output_fields=["id"])
        for row, hits in zip(scores[start:], found, strict=False):
            for hit in hits:
                row[hit["id"]] = hit["distance"]
    return scores


def _fitting(text: str) -> str:
    return text.encode()[:_LONGEST_TEXT].decode(errors="ignore")
