"""The first tables."""

import sqlalchemy as sa
from alembic import op

from matcher.store.columns import ExactText, Id, UtcTime

revision = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _profiles()
    _thesaurus()
    _needs()
    _conversation()
    _changes()


def _profiles() -> None:
    op.create_table(
        "providers",
        sa.Column("id", Id, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("platform_kind", sa.Text, nullable=False),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("region_code", sa.Text, nullable=False),
        sa.Column("revoked_at", sa.Date),
        sa.UniqueConstraint("name", "kind", "platform_kind", "region", name="uq_providers_identity"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_providers_name_key", "providers", ["name_key"])
    op.create_table(
        "capabilities",
        sa.Column("id", Id, primary_key=True),
        sa.Column("provider_id", Id, sa.ForeignKey("providers.id"), nullable=False),
        sa.Column("external_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("keywords", sa.Text, nullable=False),
        sa.Column("industries", sa.Text, nullable=False),
        sa.Column("modes", sa.Text, nullable=False),
        sa.Column("trl", sa.Integer),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("verified_at", sa.Date),
        sa.Column("expires_at", sa.Date),
        sa.Column("contact_public", sa.Text, nullable=False),
        sa.Column("contact_confidential", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_capabilities_provider_id", "capabilities", ["provider_id"])
    op.create_index(
        "uq_capabilities_external_id",
        "capabilities",
        ["external_id"],
        unique=True,
        sqlite_where=sa.text("external_id <> ''"),
        postgresql_where=sa.text("external_id <> ''"),
    )
    op.create_table(
        "capability_versions",
        sa.Column("capability_id", Id, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("recorded_on", sa.Date, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )


def _thesaurus() -> None:
    op.create_table(
        "thesaurus_entries",
        sa.Column("id", Id, primary_key=True),
        sa.Column("industry", sa.Text, nullable=False),
        sa.Column("lay_zh", sa.Text, nullable=False),
        sa.Column("technical_zh", sa.Text, nullable=False),
        sa.Column("lay_en", sa.Text, nullable=False),
        sa.Column("technical_en", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )


def _needs() -> None:
    op.create_table(
        "needs",
        sa.Column("id", Id, primary_key=True),
        sa.Column("raw", ExactText, nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.Column("updated_at", UtcTime, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "matches",
        sa.Column("id", Id, primary_key=True),
        sa.Column("need_id", Id, sa.ForeignKey("needs.id"), nullable=False),
        sa.Column("capability_id", Id, nullable=False),
        sa.Column("capability_version", sa.Integer, nullable=False),
        sa.Column("probability", sa.Float, nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.UniqueConstraint("need_id", "capability_id", "capability_version", name="uq_matches_pair"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_matches_capability_id", "matches", ["capability_id"])
    op.create_table(
        "staff_tasks",
        sa.Column("id", Id, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("need_id", Id, sa.ForeignKey("needs.id"), nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.UniqueConstraint("kind", "need_id", name="uq_staff_tasks_need"),
        sqlite_autoincrement=True,
    )


def _conversation() -> None:
    op.create_table(
        "sessions",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("state", ExactText, nullable=False),
        sa.Column("updated_at", UtcTime, nullable=False),
    )
    op.create_table(
        "processed_updates",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("update_id", sa.Text, primary_key=True),
    )


def _changes() -> None:
    op.create_table(
        "changes",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("entity_id", Id, primary_key=True, autoincrement=False),
        sa.Column("revision", Id, nullable=False),
    )
    op.create_index("ix_changes_kind_revision", "changes", ["kind", "revision"])
    counter = op.create_table(
        "revision_counter",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("value", Id, nullable=False),
        sa.CheckConstraint("id = 1", name="ck_revision_counter_single"),
    )
    op.bulk_insert(counter, [{"id": 1, "value": 0}])
