"""First vectors from company: tokens that stand in the same sentences get similar vectors.

Positive pointwise mutual information of token pairs within a text, factored by a seeded randomised SVD (Levy,
Goldberg, Dagan 2015: context distribution smoothed by 0.75, square root of the singular values). Most of what
the model knows of words outside the thesaurus comes from here.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from tokenizers import Tokenizer

from matcher.training.sources import Sources

_SMOOTHING = 0.75
_SENTENCES_AT_ONCE = 2


def first_vectors(sources: Sources, tokenizer: Tokenizer, dimension: int, seed: int) -> NDArray[np.float32]:
    """(vocabulary, dimension); a token's length grows with its rarity: frequent ones count less in a mean."""
    from sklearn.utils.extmath import randomized_svd  # comes with sentence-transformers

    size = tokenizer.get_vocab_size()
    ids, ends = [], [0]
    for encoding in tokenizer.encode_batch(list(_contexts(sources)), add_special_tokens=False):
        ids += encoding.ids
        ends.append(len(ids))
    texts = sparse.csr_matrix((np.ones(len(ids), np.float32), ids, ends), shape=(len(ends) - 1, size))
    texts.sum_duplicates()
    rarity = np.log(texts.shape[0] / (np.bincount(texts.indices, minlength=size) + 1))
    texts.data[:] = 1
    lengths = np.sqrt(np.maximum(1, np.asarray(texts.sum(axis=1)).ravel()))
    texts = (sparse.diags(1 / lengths) @ texts).tocsr()
    vectors, singular, _ = randomized_svd(_information(texts), dimension, n_iter=4, random_state=seed)
    vectors *= np.sqrt(singular)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return np.asarray(vectors * np.clip(rarity[:, None] / 8, 0, 1.3), np.float32)


def _information(texts: sparse.csr_matrix) -> sparse.csr_matrix:
    together = (texts.T @ texts).tocsr()
    together.setdiag(0)
    together.eliminate_zeros()
    alone = np.asarray(together.sum(axis=1)).ravel() + 1e-9
    total = alone.sum()
    context = alone**_SMOOTHING
    context *= total / context.sum()
    together = together.tocoo()
    value = np.log(together.data * total / (alone[together.row] * context[together.col]))
    kept = value > 0
    return sparse.csr_matrix(
        (value[kept].astype(np.float32), (together.row[kept], together.col[kept])), shape=together.shape
    )


def _contexts(sources: Sources) -> Iterator[str]:
    for paper in sources.papers:
        keywords = " ".join(paper.keywords)
        yield f"{paper.title} {keywords}"
        for start in range(0, len(paper.sentences), _SENTENCES_AT_ONCE):
            yield " ".join(paper.sentences[start : start + _SENTENCES_AT_ONCE])
        if paper.title_en:
            yield " ".join((paper.title, paper.title_en, keywords, *paper.keywords_en))
        yield paper.introduction
    yield from sources.patents
    yield from sources.titles
    for entry in sources.entries:
        both = " ".join((*entry.lay_zh, *entry.technical_zh, *entry.lay_en, *entry.technical_en))
        yield from (both, both, " ".join(entry.lay_zh), " ".join(entry.technical_zh))
    yield from (" ".join(group) for group in sources.synonyms)
    yield from (f"{chinese} {english}" for chinese, english in sources.keyword_pairs)
    yield from (f"{chinese} {english}" for chinese, english, _ in sources.fields)
    yield from (f"{name} {remark}" for name, remark in sources.industries)
    yield from (f"{title} {summary}" for title, summary in sources.profiles)
