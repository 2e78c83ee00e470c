"""Reviews and seals: a second person for every approval, and who read a key

Rules: works on SQLite and PostgreSQL; both directions are tried by the tests; never rewrites
evidence (attempt_event, audit_line, publication).

An approval that the author gave alone no longer counts as a second person's: it stays an approval,
by nobody. The audit line still says who it was. Who read a key before is taken from those lines.
"""

import sqlalchemy as sa
from alembic import op

from quiz.guards import Guard, lift_guard, never, set_guard

revision = "71b6b3c00224"
down_revision = "582bdd0c685a"
branch_labels = None
depends_on = None


APPROVED = "EXISTS (SELECT 1 FROM bank_version v WHERE v.id = {} AND v.approved_at IS NOT NULL)"
KEPT = "an approved version never changes"
DRAWS = "a round draws from an approved version"

# Those of the first schema that name bank_version: SQLite cannot rebuild the table beneath them.
OF_THE_FIRST_SCHEMA = [
    Guard("bank_version_approved", "bank_version", "UPDATE", "OLD.approved_at IS NOT NULL", KEPT),
    Guard("bank_version_kept", "bank_version", "DELETE", "OLD.approved_at IS NOT NULL", KEPT),
    Guard("version_item_added", "version_item", "INSERT", APPROVED.format("NEW.version_id"), KEPT),
    Guard(
        "version_item_changed", "version_item", "UPDATE", APPROVED.format("OLD.version_id"), KEPT
    ),
    Guard(
        "version_item_removed", "version_item", "DELETE", APPROVED.format("OLD.version_id"), KEPT
    ),
    Guard(
        "round_draws_approved",
        "round",
        "INSERT",
        f"NOT {APPROVED.format('NEW.bank_version_id')}",
        DRAWS,
    ),
    Guard(
        "round_keeps_approved",
        "round",
        "UPDATE",
        f"NOT {APPROVED.format('NEW.bank_version_id')}",
        DRAWS,
    ),
]

IN_REVIEW = (
    "(SELECT s.kind FROM version_step s WHERE s.version_id = {} ORDER BY s.sequence DESC LIMIT 1)"
    " IN ('submit', 'conclude')"
)
SUBMITTED = "a version in review is not edited"
ANOTHER = "a version is approved by another person than its author"
SEALED = "EXISTS (SELECT 1 FROM round_seal s WHERE s.round_id = OLD.id)"

GUARDS = [
    *never("version_step", "a step is never changed"),
    *never("item_decision", "a decision is superseded, never edited"),
    *never("key_reading", "who has read a key has read it"),
    *never("round_seal", "a seal is never broken"),
    Guard(
        "bank_version_begins_as_draft",
        "bank_version",
        "INSERT",
        "NEW.approved_at IS NOT NULL",
        ANOTHER,
    ),
    Guard(
        "bank_version_approved_by_another",
        "bank_version",
        "UPDATE",
        "NEW.approved_at IS NOT NULL AND OLD.approved_at IS NULL AND (NEW.approved_by_id IS NULL"
        " OR NEW.author_id IS NULL OR NEW.approved_by_id = NEW.author_id)",
        ANOTHER,
    ),
    Guard(
        "bank_version_in_review",
        "bank_version",
        "UPDATE",
        "(NEW.digest <> OLD.digest OR NEW.title <> OLD.title OR NEW.language <> OLD.language"
        " OR NEW.notice <> OLD.notice OR NEW.items <> OLD.items OR NEW.number <> OLD.number"
        f" OR NEW.bank_id <> OLD.bank_id OR NEW.author_id <> OLD.author_id)"
        f" AND {IN_REVIEW.format('OLD.id')}",
        SUBMITTED,
    ),
    Guard(
        "version_item_added_in_review",
        "version_item",
        "INSERT",
        IN_REVIEW.format("NEW.version_id"),
        SUBMITTED,
    ),
    Guard(
        "version_item_changed_in_review",
        "version_item",
        "UPDATE",
        IN_REVIEW.format("OLD.version_id"),
        SUBMITTED,
    ),
    Guard(
        "version_item_moved",
        "version_item",
        "UPDATE",
        "NEW.version_id <> OLD.version_id",
        "an item stays in its version",
    ),
    Guard(
        "version_item_removed_in_review",
        "version_item",
        "DELETE",
        IN_REVIEW.format("OLD.version_id"),
        SUBMITTED,
    ),
    Guard(
        "version_step_before_approval",
        "version_step",
        "INSERT",
        APPROVED.format("NEW.version_id"),
        KEPT,
    ),
    Guard(
        "bank_code_kept",
        "bank",
        "UPDATE",
        "NEW.code <> OLD.code AND EXISTS"
        " (SELECT 1 FROM bank_version v WHERE v.bank_id = OLD.id AND v.approved_at IS NOT NULL)",
        "the code of a bank in use never changes",
    ),
    Guard(
        "round_seal_by_another",
        "round_seal",
        "INSERT",
        "EXISTS (SELECT 1 FROM round r JOIN bank_version v ON v.id = r.bank_version_id"
        " WHERE r.id = NEW.round_id AND v.author_id = NEW.sealed_by_id)",
        "a round is sealed by another person than the author of its bank",
    ),
    Guard(
        "round_sealed",
        "round",
        "UPDATE",
        "(NEW.bank_version_id <> OLD.bank_version_id OR NEW.rules_digest <> OLD.rules_digest"
        " OR NEW.rules <> OLD.rules OR NEW.kind <> OLD.kind OR NEW.number <> OLD.number"
        f" OR NEW.contest_id <> OLD.contest_id) AND {SEALED}",
        "a sealed round keeps its bank and its rules",
    ),
    Guard(
        "contest_slug_kept",
        "contest",
        "UPDATE",
        "NEW.slug <> OLD.slug AND EXISTS (SELECT 1 FROM round_seal s JOIN round r"
        " ON r.id = s.round_id WHERE r.contest_id = OLD.id)",
        "a contest with a sealed round keeps its address",
    ),
]


def upgrade() -> None:
    for guard in OF_THE_FIRST_SCHEMA:
        lift_guard(guard)
    op.execute("UPDATE bank_version SET approved_by_id = NULL WHERE approved_by_id = author_id")
    with op.batch_alter_table("bank_version", schema=None) as batch_op:
        batch_op.create_check_constraint(
            op.f("ck_bank_version_two_people"), "approved_by_id <> author_id"
        )
        batch_op.create_check_constraint(
            op.f("ck_bank_version_approved_when"),
            "approved_by_id IS NULL OR approved_at IS NOT NULL",
        )
    for guard in OF_THE_FIRST_SCHEMA:
        set_guard(guard)
    op.create_table(
        "item_decision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("bank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column("key_digest", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("period", sa.String(length=80), nullable=False),
        sa.Column("difficulty", sa.String(length=10), nullable=False),
        sa.Column("use", sa.String(length=10), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("comment", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "verdict = 'accept' OR comment <> ''", name=op.f("ck_item_decision_mend_says_what")
        ),
        sa.CheckConstraint("verdict IN ('accept', 'mend')", name=op.f("ck_item_decision_verdict")),
        sa.ForeignKeyConstraint(["bank_id"], ["bank.id"], name=op.f("fk_item_decision_bank_id")),
        sa.ForeignKeyConstraint(
            ["content_digest"],
            ["item_content.digest"],
            name=op.f("fk_item_decision_content_digest"),
        ),
        sa.ForeignKeyConstraint(
            ["key_digest"], ["item_key.digest"], name=op.f("fk_item_decision_key_digest")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_item_decision_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["bank_version.id"], name=op.f("fk_item_decision_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_decision")),
    )
    with op.batch_alter_table("item_decision", schema=None) as batch_op:
        batch_op.create_index("ix_item_decision_bank_id_code", ["bank_id", "code"], unique=False)

    op.create_table(
        "key_reading",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_key_reading_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["bank_version.id"], name=op.f("fk_key_reading_version_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "version_id", name=op.f("pk_key_reading")),
    )
    with op.batch_alter_table("key_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_key_reading_version_id"), ["version_id"], unique=False)

    op.create_table(
        "version_step",
        sa.Column(
            "version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('submit', 'return', 'conclude')", name=op.f("ck_version_step_kind")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_version_step_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["bank_version.id"], name=op.f("fk_version_step_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "sequence", name=op.f("pk_version_step")),
    )
    op.create_table(
        "round_seal",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nonce", sa.LargeBinary(length=32), nullable=False),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.BigInteger(), nullable=False),
        sa.Column(
            "sealed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.CheckConstraint("length(nonce) = 32", name=op.f("ck_round_seal_nonce")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_seal_round_id")),
        sa.ForeignKeyConstraint(
            ["sealed_by_id"], ["person.id"], name=op.f("fk_round_seal_sealed_by_id")
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_round_seal")),
        sa.UniqueConstraint("commitment", name=op.f("uq_round_seal_commitment")),
    )
    note_earlier_readings()
    for guard in GUARDS:
        set_guard(guard)


def note_earlier_readings() -> None:
    op.execute(
        """
        INSERT INTO key_reading (person_id, version_id, first_at, way)
        SELECT person, version, MIN(at), MIN(way) FROM (
            SELECT author_id AS person, id AS version, created_at AS at, 'load' AS way
            FROM bank_version WHERE author_id IS NOT NULL
            UNION ALL
            SELECT l.actor_id, v.id, l.at, 'page'
            FROM audit_line l
            JOIN bank b ON l.object LIKE 'bank:' || b.code || '/%'
            JOIN bank_version v ON v.bank_id = b.id
                AND l.object = 'bank:' || b.code || '/' || CAST(v.number AS TEXT)
            WHERE l.action = 'bank.key.read' AND l.actor_id IS NOT NULL
        ) AS seen
        GROUP BY person, version
        """
    )


def downgrade() -> None:
    for guard in GUARDS:
        lift_guard(guard)
    op.drop_table("round_seal")
    op.drop_table("version_step")
    with op.batch_alter_table("key_reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_key_reading_version_id"))

    op.drop_table("key_reading")
    with op.batch_alter_table("item_decision", schema=None) as batch_op:
        batch_op.drop_index("ix_item_decision_bank_id_code")

    op.drop_table("item_decision")
    for guard in OF_THE_FIRST_SCHEMA:
        lift_guard(guard)
    with op.batch_alter_table("bank_version", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_bank_version_approved_when"), type_="check")
        batch_op.drop_constraint(op.f("ck_bank_version_two_people"), type_="check")
    for guard in OF_THE_FIRST_SCHEMA:
        set_guard(guard)
