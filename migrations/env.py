"""How Alembic runs our migrations, on either database."""

from alembic import context

from quiz.database import begin
from quiz.models import Base

connection = context.config.attributes["connection"]
is_sqlite = connection.dialect.name == "sqlite"
if is_sqlite:
    # A rebuilt table must not take its children with it; the check below proves none was lost.
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.commit()

context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    begin(connection)
    context.run_migrations()
connection.commit()

if is_sqlite:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    connection.exec_driver_sql("PRAGMA foreign_keys=ON")
    if broken:
        raise RuntimeError(f"The migration left rows without their parent: {broken[:5]}")
