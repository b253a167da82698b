"""One unit of work: the repositories that share a transaction."""

from sqlalchemy import Connection

from matcher.store.capabilities import Capabilities
from matcher.store.changes import Changes
from matcher.store.decisions import Decisions
from matcher.store.link_codes import LinkCodes
from matcher.store.matches import Matches
from matcher.store.members import Members
from matcher.store.needs import Needs
from matcher.store.providers import Providers
from matcher.store.sessions import Sessions
from matcher.store.tasks import Tasks
from matcher.store.thesaurus import Thesaurus
from matcher.store.turns import Turns


class Unit:
    """Got from `Store.begin` or `Store.read`; not to be used after leaving."""

    def __init__(self, connection: Connection) -> None:
        self.changes = Changes(connection)
        self.providers = Providers(connection, self.changes)
        self.capabilities = Capabilities(connection, self.changes)
        self.thesaurus = Thesaurus(connection, self.changes)
        self.needs = Needs(connection)
        self.matches = Matches(connection)
        self.tasks = Tasks(connection)
        self.decisions = Decisions(connection)
        self.members = Members(connection)
        self.link_codes = LinkCodes(connection)
        self.sessions = Sessions(connection)
        self.turns = Turns(connection)
