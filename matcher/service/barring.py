"""What must not be brought together with a need: pairs that were declined, firms that its owner excluded."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from matcher.domain.decision import Pair
from matcher.domain.provider import Capability

_WORD = re.compile(r"\w+")
_LATIN_ENDINGS = frozenset({"co", "company", "corp", "corporation", "gmbh", "inc", "limited", "llc", "ltd"})
_ENDINGS = ("股份有限公司", "有限责任公司", "有限公司", "股份公司", "集团公司", "公司", "集团")


def firm_key(name: str) -> str:
    """The name as it is compared: without marks, spaces and endings that say only what kind of firm it is."""
    words = _WORD.findall(unicodedata.normalize("NFKC", name).casefold())
    while words and words[-1] in _LATIN_ENDINGS:
        words.pop()
    key = "".join(words)
    while ending := next((ending for ending in _ENDINGS if key.endswith(ending)), ""):
        key = key.removesuffix(ending)
    return key


@dataclass(frozen=True, slots=True)
class Barred:
    """Capabilities in the version that was declined, and the keys of firms."""

    pairs: frozenset[Pair] = frozenset()
    firms: tuple[str, ...] = ()

    @classmethod
    def of(cls, pairs: frozenset[Pair], names: Iterable[str]) -> "Barred":
        """From firms' names as people write them; one that is nothing but an ending bars nobody."""
        keys = (firm_key(name) for name in names)
        return cls(pairs, tuple(dict.fromkeys(key for key in keys if len(key) >= 2)))

    def bars(self, capability: Capability) -> bool:
        if self.pairs and Pair(capability.id, capability.version) in self.pairs:
            return True
        return bool(self.firms) and self._bars_firm(capability.provider.name)

    def most(self, of_firms: int) -> int:
        """How many candidates may have to be passed over, when the firms have so many at most."""
        return len(self.pairs) + (of_firms if self.firms else 0)

    def _bars_firm(self, name: str) -> bool:
        key = firm_key(name)
        return any(firm in key for firm in self.firms)


NOBODY = Barred()
