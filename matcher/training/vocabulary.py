"""A subword tokenizer for Chinese and English, made from counted words.

Its pieces are: every Han character seen twice, the most frequent words of a dictionary segmentation of the
training texts, frequent English words, and subword pieces for the rest of English. A text is cut where the
product of the pieces' frequencies is largest (a unigram model), so no segmenter is needed afterwards.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from matcher.text.grams import fold

SIZE = 32_000
_ENGLISH_WORDS = 9_000
_ENGLISH_PIECES = 5_000
_LONGEST_WORD = 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_HAN_RUN = re.compile("[\u3400-\u9fff]+")
_LATIN = re.compile("[a-z]+")
UNKNOWN = "[UNK]"


@dataclass(frozen=True, slots=True)
class Counts:
    words: Counter[str]
    characters: Counter[str]
    english: Counter[str]


def count_words(texts: Iterable[tuple[str, int]]) -> Counts:
    """Weighted counts over all texts."""
    import jieba  # only training needs a dictionary segmenter

    jieba.setLogLevel(60)
    counts = Counts(Counter(), Counter(), Counter())
    for text, weight in texts:
        folded = fold(text)
        for run in _HAN_RUN.findall(folded):
            for character in run:
                counts.characters[character] += weight
            for word in jieba.cut(run, HMM=False):
                if 1 < len(word) <= _LONGEST_WORD:
                    counts.words[word] += weight
        for word in _LATIN.findall(folded):
            counts.english[word] += weight
    return counts


def build_tokenizer(counts: Counts, size: int = SIZE) -> Tokenizer:
    """The same counts always give the same tokenizer."""
    frequency: dict[str, float] = {
        # A character stands for itself only where no word covers it: rare as a piece, frequent as it may be.
        character: count * 0.02 + 1
        for character, count in counts.characters.items()
        if count >= 2
    }
    ranked = sorted(counts.english.items(), key=lambda item: (-item[1], item[0]))
    frequency |= {word: float(count) for word, count in ranked[:_ENGLISH_WORDS] if count >= 4}
    for piece, count in sorted(_english_pieces(counts.english).items()):
        frequency.setdefault(piece, count * 0.05 + 0.5)
    frequency |= dict.fromkeys(_LETTERS + "0123456789", 1.0)
    for word, count in sorted(counts.words.items(), key=lambda item: (-item[1], item[0])):
        if len(frequency) >= size - 1:
            break
        frequency[word] = float(count)
    total = sum(frequency.values())
    pieces = sorted(frequency.items(), key=lambda item: (-item[1], item[0]))
    tokenizer = Tokenizer(
        models.Unigram([(UNKNOWN, -25.0), *((piece, math.log(n / total)) for piece, n in pieces)], unk_id=0)
    )
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(
        Regex("[\u3400-\u9fff]+|[a-z]+|[0-9]"), "removed", invert=True
    )
    return tokenizer


def _english_pieces(english: Counter[str]) -> Counter[str]:
    splitter = Tokenizer(models.BPE())
    trainer = trainers.BpeTrainer(
        vocab_size=_ENGLISH_PIECES, show_progress=False, initial_alphabet=list(_LETTERS)
    )
    words = sorted(english.items())
    splitter.train_from_iterator((word for word, count in words for _ in range(min(count, 50))), trainer)
    pieces: Counter[str] = Counter()
    for word, count in words:
        for piece in splitter.encode(word).tokens:
            pieces[piece] += count
    return pieces
