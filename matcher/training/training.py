"""`qianxian train`: from open texts to the shipped model folder, the same every time."""

import logging
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from matcher.errors import ModelError
from matcher.training.contrastive import Recipe, fine_tune
from matcher.training.cooccurrence import first_vectors
from matcher.training.folder import write_folder
from matcher.training.pairs import PairSampler
from matcher.training.sources import all_texts, read_sources
from matcher.training.vocabulary import build_tokenizer, count_words

_PACKAGES = ("jieba", "pypinyin", "sklearn", "torch")


def train(data: Path, corpora: Path, out: Path, recipe: Recipe, say: Callable[[str], None]) -> None:
    """Write the model folder. Raises ModelError when the training packages are not installed."""
    # Looked for, not imported: that takes seconds, and the data may be missing as well.
    if any(find_spec(package) is None for package in _PACKAGES):
        raise ModelError("训练需要另外的软件包,请先执行 pip install 'qianxian[training]'。")
    say("读取数据…")
    sources = read_sources(data, corpora)
    say(f"论文 {len(sources.papers):,} 篇,词典 {len(sources.entries):,} 条。分词表…")
    tokenizer = build_tokenizer(count_words(all_texts(sources)))
    say(f"{tokenizer.get_vocab_size():,} 个词片。共现向量…")
    first = first_vectors(sources, tokenizer, recipe.dimension, recipe.seed)

    def progress(step: int) -> None:
        if step % 100 == 0:
            say(f"  {step}/{recipe.steps}")

    tuned = np.zeros_like(first)
    for member in range(recipe.members):
        say(f"对比训练 {member + 1}/{recipe.members}…")
        seed = recipe.seed + member
        sampler = PairSampler(sources, recipe.batch, seed)
        tuned += fine_tune(first, tokenizer, sampler, recipe, seed, progress) / recipe.members
    tuned = recipe.kept * first + (1 - recipe.kept) * tuned
    tuned[0] = np.zeros(recipe.dimension)  # an unknown character says nothing
    write_folder(out, tokenizer, tuned)
    logging.getLogger(__name__).info("model written to %s", out)
    say(f"已写入 {out}")
