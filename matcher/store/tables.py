"""The tables as they are now; migrations/versions tells how they came about, a test holds both together."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from matcher.store.columns import ExactText, Id, UtcTime

metadata = MetaData()

# A provider is told apart by all that a row says of it, so that one university may have two campuses and a
# file with both changes nothing when it comes again. Revocation goes by `name_key`: see providers.py.
providers = Table(
    "providers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("platform_kind", Text, nullable=False),  # "" for what is no platform
    Column("region", Text, nullable=False),
    Column("region_code", Text, nullable=False),
    Column("revoked_at", Date),
    UniqueConstraint("name", "kind", "platform_kind", "region", name="uq_providers_identity"),
    Index("ix_providers_name_key", "name_key"),
    sqlite_autoincrement=True,  # the id of a deleted row is never given out again
)

capabilities = Table(
    "capabilities",
    metadata,
    Column("id", Id, primary_key=True),
    Column("provider_id", Id, ForeignKey("providers.id"), nullable=False),
    Column("external_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("keywords", Text, nullable=False),  # JSON list, as the next two
    Column("industries", Text, nullable=False),
    Column("modes", Text, nullable=False),
    Column("trl", Integer),
    Column("evidence", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("verified_at", Date),
    Column("expires_at", Date),
    Column("contact_public", Text, nullable=False),
    Column("contact_confidential", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_capabilities_provider_id", "provider_id"),
    Index(
        "uq_capabilities_external_id",
        "external_id",
        unique=True,
        # The migration says the same to PostgreSQL; said here, it would import that dialect at every start.
        sqlite_where=text("external_id <> ''"),
    ),
    sqlite_autoincrement=True,
)

# No foreign key: the history of a deleted capability stays, because matches and decisions speak of it.
capability_versions = Table(
    "capability_versions",
    metadata,
    Column("capability_id", Id, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("recorded_on", Date, nullable=False),
    Column("content", Text, nullable=False),  # JSON under the profile columns' names
)

thesaurus_entries = Table(
    "thesaurus_entries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("industry", Text, nullable=False),
    Column("lay_zh", Text, nullable=False),  # JSON list, as the next three
    Column("technical_zh", Text, nullable=False),
    Column("lay_en", Text, nullable=False),
    Column("technical_en", Text, nullable=False),
    Column("version", Integer, nullable=False),
    sqlite_autoincrement=True,
)

members = Table(
    "members",
    metadata,
    Column("id", Id, primary_key=True),
    Column("language", Text, nullable=False),
    Column("consent_version", Integer, nullable=False),
    Column("agreed_at", UtcTime, nullable=False),
    Column("digest", Boolean, nullable=False),
    Column("quiet_start", Integer),  # hours, both or neither
    Column("quiet_end", Integer),
    sqlite_autoincrement=True,
)

# A conversation's key belongs to one member at most.
identities = Table(
    "identities",
    metadata,
    Column("key", Text, primary_key=True),
    Column("member_id", Id, ForeignKey("members.id"), nullable=False),
    Column("linked_at", UtcTime, nullable=False),
    Index("ix_identities_member_id", "member_id"),
)

link_codes = Table(
    "link_codes",
    metadata,
    Column("code", Text, primary_key=True),
    Column("member_id", Id, ForeignKey("members.id"), nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)

# Wrong codes only.
link_attempts = Table(
    "link_attempts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False),
    Column("tried_at", UtcTime, nullable=False),
    Index("ix_link_attempts_tried_at", "tried_at"),
)

needs = Table(
    "needs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("member_id", Id, ForeignKey("members.id")),  # NULL for what was kept before there were members
    Column("token", Text),  # the conversation's own name for it: keeping it twice makes one need
    Column("raw", ExactText, nullable=False),
    Column("wording", ExactText, nullable=False),
    Column("supplements", ExactText, nullable=False),  # JSON list
    Column("edits", ExactText, nullable=False),  # JSON list of [field, value]
    Column("confirmed", Text, nullable=False),  # JSON list of ids, as the next
    Column("rejected", Text, nullable=False),
    Column("excluded", ExactText, nullable=False),  # JSON list
    Column("card", Text, nullable=False),  # JSON
    Column("status", Text, nullable=False),
    Column("outcome", Text),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Index("ix_needs_member_id", "member_id"),
    Index("uq_needs_token", "token", unique=True),
    sqlite_autoincrement=True,
)

matches = Table(
    "matches",
    metadata,
    Column("id", Id, primary_key=True),
    Column("need_id", Id, ForeignKey("needs.id"), nullable=False),
    Column("capability_id", Id, nullable=False),  # no foreign key: the match outlives the capability
    Column("capability_version", Integer, nullable=False),
    Column("probability", Float, nullable=False),
    Column("parts", Text, nullable=False),  # JSON object: name -> number
    Column("rank", Integer, nullable=False),  # from 1; 0: shown before, no longer
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("need_id", "capability_id", "capability_version", name="uq_matches_pair"),
    Index("ix_matches_capability_id", "capability_id"),
    sqlite_autoincrement=True,
)

decisions = Table(
    "decisions",
    metadata,
    Column("need_id", Id, ForeignKey("needs.id"), primary_key=True, autoincrement=False),
    Column("capability_id", Id, primary_key=True, autoincrement=False),  # outlives the capability
    Column("capability_version", Integer, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text),
    Column("decided_at", UtcTime, nullable=False),
)

staff_tasks = Table(
    "staff_tasks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("need_id", Id, ForeignKey("needs.id"), nullable=False),
    Column("due", Date, nullable=False),
    Column("done", Boolean, nullable=False),
    UniqueConstraint("kind", "need_id", name="uq_staff_tasks_need"),
    sqlite_autoincrement=True,
)

sessions = Table(
    "sessions",
    metadata,
    Column("key", Text, primary_key=True),
    Column("state", ExactText, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("turn_id", Text, primary_key=True),
    Column("key", Text, nullable=False),  # of the conversation; "" where the channel does not tell
    Column("payload", ExactText),
    Column("replies", ExactText),
    Column("state", Text, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Index("ix_turns_state", "state", "received_at"),
)

# For every entity ever written, the revision of its latest change; a deleted one keeps its row.
changes = Table(
    "changes",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("entity_id", Id, primary_key=True, autoincrement=False),
    Column("revision", Id, nullable=False),
    Index("ix_changes_kind_revision", "kind", "revision"),
)

revision_counter = Table(
    "revision_counter",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("value", Id, nullable=False),
    CheckConstraint("id = 1", name="ck_revision_counter_single"),
)
