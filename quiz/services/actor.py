"""Who acts: handed to every use case, never looked up in a global."""

from dataclasses import dataclass, field

from quiz.domain.permissions import Permission, Role, allows


@dataclass(frozen=True, slots=True)
class Grant:
    """A role and its fence: a branch of units, one contest, or (neither) everything."""

    role: Role
    unit_id: int | None = None
    unit_path: str | None = None
    tree_id: int | None = None
    contest_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person with the grants of that person, or the command line (no person)."""

    person_id: int | None
    name: str
    grants: tuple[Grant, ...] = field(default=())
    is_operator: bool = False

    def grants_for(self, permission: Permission) -> tuple[Grant, ...]:
        """Return the grants whose role carries ``permission``."""
        return tuple(grant for grant in self.grants if allows((grant.role,), permission))

    def may_anywhere(self, permission: Permission) -> bool:
        """Whether some grant carries ``permission``, whatever its fence (for menus)."""
        return self.is_operator or bool(self.grants_for(permission))


OPERATOR = Actor(person_id=None, name="operator", is_operator=True)
"""Whoever sits at the server's command line; every act is still an audit line."""
