"""Score = a sum of named parts; probability = its logistic. The weights are data."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ModelError
from matcher.ranking.features import FeatureTable

BASE = "base"  # the part that every candidate has: how likely a match is before anything is known


@dataclass(frozen=True, slots=True)
class Fusion:
    """A calibrated linear model; below `threshold` (a probability) nothing is shown."""

    weights: Mapping[str, float]
    base: float
    threshold: float

    def scores(self, table: FeatureTable) -> NDArray[np.float32]:
        """(m,) sums over the columns that have a weight, the base included."""
        total = np.full(len(table.ids), self.base, np.float32)
        for name, column in table.columns.items():
            total += self.weights.get(name, 0.0) * column
        return total

    def worth(self, values: Mapping[str, float]) -> float:
        """What some parts add to a score."""
        return sum(self.weights.get(name, 0.0) * value for name, value in values.items())

    def least_score(self, known: frozenset[str]) -> float:
        """Below this sum of the known parts no other parts, each between -1 and 1, reach the threshold."""
        others = sum(abs(weight) for name, weight in self.weights.items() if name not in known)
        return math.log(self.threshold / (1 - self.threshold)) - others

    def parts(self, values: Mapping[str, float]) -> dict[str, float]:
        """Named parts of one candidate's score, zero ones left out; they sum to the score."""
        parts = {name: self.weights.get(name, 0.0) * value for name, value in values.items()}
        return {BASE: self.base} | {name: part for name, part in parts.items() if part}


def probability(score: float) -> float:
    """The logistic of a score, safe for any size."""
    return 1 / (1 + math.exp(-score)) if score >= 0 else math.exp(score) / (1 + math.exp(score))


def load_fusion(file: Traversable | Path) -> Fusion:
    """Raises ModelError when the weights file is missing or not of the right shape."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return Fusion(
            {str(name): float(weight) for name, weight in content["weights"].items()},
            float(content["base"]),
            float(content["threshold"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"排序权重文件 {file} 缺失或格式不对,请重新安装。") from error
