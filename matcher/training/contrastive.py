"""Moving token vectors until the right partner of a text is nearer than all others in its batch."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from matcher.training.pairs import PairSampler

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the model is made.

    `members` models are trained from the same first vectors on batches of their own, and averaged: each has
    learnt other accidents. `kept` is the first vectors' share in the result: it holds what company taught
    about rare words.
    """

    dimension: int = 256
    batch: int = 768
    steps: int = 1300
    members: int = 2
    rate: float = 0.006
    sharpness: float = 20.0
    dropout: float = 0.2
    kept: float = 0.5
    seed: int = 7


def fine_tune(
    first: NDArray[np.float32],
    tokenizer: Tokenizer,
    sampler: PairSampler,
    recipe: Recipe,
    seed: int,
    progress: Callable[[int], None] = lambda _: None,
) -> NDArray[np.float32]:
    """InfoNCE in both directions (van den Oord 2018) over pooled tokens; returns (vocabulary, dimension)."""
    import torch
    from torch.nn import functional

    torch.manual_seed(seed)
    chance = torch.Generator().manual_seed(seed)
    weight = torch.nn.Parameter(torch.tensor(first))
    optimiser = torch.optim.Adam([weight], lr=recipe.rate, betas=(0.9, 0.99))

    def embed(texts: Sequence[str]) -> torch.Tensor:
        tokens = [
            encoding.ids or [0] for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False)
        ]
        ids = torch.tensor([identity for text in tokens for identity in text])
        offsets = torch.tensor(np.cumsum([0] + [len(text) for text in tokens[:-1]]))
        kept = (torch.rand(len(ids), generator=chance) > recipe.dropout).float()
        pooled = functional.embedding_bag(ids, weight, offsets, mode="sum", per_sample_weights=kept)
        return functional.normalize(pooled + 1e-6, dim=1)

    for step in range(recipe.steps):
        warmth = min(1.0, (step + 1) / 100) * max(0.02, 1 - step / recipe.steps)
        optimiser.param_groups[0]["lr"] = recipe.rate * warmth
        left, right = sampler.next()
        products = embed(left) @ embed(right).T * recipe.sharpness
        truth = torch.arange(len(left))
        loss = (functional.cross_entropy(products, truth) + functional.cross_entropy(products.T, truth)) / 2
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        progress(step + 1)
    return np.asarray(weight.detach().numpy(), np.float32)
