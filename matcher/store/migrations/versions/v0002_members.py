"""Members, their decisions, what an owner changed of a need, and turns that outlive a crash."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from matcher.store.columns import ExactText, Id, UtcTime

revision = "0002"
down_revision: str | None = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _members()
    _needs()
    _decisions()
    _turns()


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("id", Id, primary_key=True),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("consent_version", sa.Integer, nullable=False),
        sa.Column("agreed_at", UtcTime, nullable=False),
        sa.Column("digest", sa.Boolean, nullable=False),
        sa.Column("quiet_start", sa.Integer),
        sa.Column("quiet_end", sa.Integer),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "identities",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("member_id", Id, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("linked_at", UtcTime, nullable=False),
    )
    op.create_index("ix_identities_member_id", "identities", ["member_id"])
    op.create_table(
        "link_codes",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("member_id", Id, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("expires_at", UtcTime, nullable=False),
    )
    op.create_table(
        "link_attempts",
        sa.Column("id", Id, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("tried_at", UtcTime, nullable=False),
    )
    op.create_index("ix_link_attempts_tried_at", "link_attempts", ["tried_at"])


def _needs() -> None:
    is_sqlite = op.get_context().dialect.name == "sqlite"
    # As plain SQL: SQLite takes the reference with the column, and in no other way.
    id_type = "INTEGER" if is_sqlite else "BIGINT"
    op.execute(f"ALTER TABLE needs ADD COLUMN member_id {id_type} REFERENCES members (id)")
    op.add_column("needs", sa.Column("token", sa.Text))
    # In SQLite a default written as text would come back as text, not as the bytes of an ExactText.
    nothing, empty_list = ("X''", "X'5B5D'") if is_sqlite else ("''", "'[]'")
    op.add_column("needs", sa.Column("wording", ExactText, nullable=False, server_default=sa.text(nothing)))
    for name in ("supplements", "edits", "excluded"):
        default = sa.text(empty_list)
        op.add_column("needs", sa.Column(name, ExactText, nullable=False, server_default=default))
    for name in ("confirmed", "rejected"):
        default = sa.text("'[]'")
        op.add_column("needs", sa.Column(name, sa.Text, nullable=False, server_default=default))
    op.add_column("needs", sa.Column("outcome", sa.Text))
    op.create_index("ix_needs_member_id", "needs", ["member_id"])
    op.create_index("uq_needs_token", "needs", ["token"], unique=True)


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("need_id", Id, sa.ForeignKey("needs.id"), primary_key=True, autoincrement=False),
        sa.Column("capability_id", Id, primary_key=True, autoincrement=False),
        sa.Column("capability_version", sa.Integer, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("decided_at", UtcTime, nullable=False),
    )


def _turns() -> None:
    """What was processed was delivered; when, nobody noted: today keeps it for as long as a new one."""
    turns = op.create_table(
        "turns",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("turn_id", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("payload", ExactText),
        sa.Column("replies", ExactText),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("received_at", UtcTime, nullable=False),
    )
    op.create_index("ix_turns_state", "turns", ["state", "received_at"])
    processed = sa.table("processed_updates", sa.column("channel"), sa.column("update_id"))
    now = sa.literal(datetime.now(UTC), UtcTime)
    known = sa.select(
        processed.c.channel, processed.c.update_id, sa.literal(""), sa.literal("delivered"), now
    )
    columns = ["channel", "turn_id", "key", "state", "received_at"]
    op.execute(turns.insert().from_select(columns, known))
    op.drop_table("processed_updates")
