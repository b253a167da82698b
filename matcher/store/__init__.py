"""The database: tables, migrations, a unit of work and one repository per aggregate.

`open_store(url)` gives a `Store`; `with store.begin() as unit:` writes, `with store.read() as unit:` reads.
"""

from matcher.store.capabilities import EligibilityRow
from matcher.store.matches import MatchRow, RecordedMatch
from matcher.store.opening import open_store
from matcher.store.results import Outcome, UpsertResult
from matcher.store.store import Store
from matcher.store.turns import Turn, TurnState
from matcher.store.unit import Unit

__all__ = [
    "EligibilityRow",
    "MatchRow",
    "Outcome",
    "RecordedMatch",
    "Store",
    "Turn",
    "TurnState",
    "Unit",
    "UpsertResult",
    "open_store",
]
