"""What stands beside ours: each peer finds what shares words; a missing one is said to be missing."""

from typing import cast

import numpy as np
import pytest

from matcher.embedding.protocol import Encoder
from tests.bench import methods, milvus_peer, peers

DOCUMENTS = ["铝合金压铸气孔检测", "涤纶面料色牢度提升", "陶瓷膜污水处理"]


@pytest.mark.parametrize("peer", [peers.bm25_grams, peers.tfidf_grams, peers.fts5_trigram, peers.lsa])
def test_a_peer_puts_the_document_that_shares_words_first(peer: peers.Peer) -> None:
    scores = peer(DOCUMENTS, ["面料色牢度差", '压铸气孔怎么办,"气孔检测" OR *', "xyz"])
    assert scores.shape == (3, 3)
    assert scores[:2].argmax(axis=1).tolist() == [1, 0]
    assert not scores[2].any()


def test_latent_directions_bring_together_what_shares_no_word() -> None:
    documents = ["铸件气孔", "气孔疏松", "铸件疏松", "面料褪色", "褪色掉色"]
    assert peers.tfidf_grams(documents, ["铸件"])[0, 1] == 0
    latent = peers.lsa(documents, ["铸件"], dimensions=2)[0]
    assert latent[1] > 0.5
    assert latent[3] < 0.1


def test_latent_directions_are_the_same_every_time() -> None:
    assert np.array_equal(peers.lsa(DOCUMENTS, ["污水"]), peers.lsa(DOCUMENTS, ["污水"]))


def test_what_was_fused_of_the_best_stands_above_the_fusion_of_all() -> None:
    best = np.array([[0, 0.03, 0.02, 0]], np.float32)
    every = np.array([[0.015, 0.01, 0.03, 0.001]], np.float32)
    assert np.argsort(-milvus_peer.above(best, every))[0].tolist() == [1, 2, 0, 3]


def test_a_peer_that_is_not_installed_is_left_out_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(milvus_peer, "is_installed", lambda: False)
    assert not any("Milvus" in method for method in methods.peers_of(cast(Encoder, None)))
    assert any("pip install milvus-lite pymilvus" in sentence for sentence in methods.missing_peers())
