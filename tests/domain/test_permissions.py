import re

import pytest

from quiz.domain.permissions import ROLE_PERMISSIONS, Permission, Role, allows


def test_every_permission_reads_scope_resource_action_and_is_named_after_it():
    for permission in Permission:
        assert re.fullmatch(r"(bank|contest|own|system|unit):[a-z]+:[a-z]+", permission)
        assert permission.name == permission.value.replace(":", "_").upper()


def test_permissions_stand_in_alphabetical_order():
    assert list(Permission) == sorted(Permission)


def test_every_role_has_permissions_and_every_permission_a_role():
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert all(ROLE_PERMISSIONS.values())
    assert frozenset().union(*ROLE_PERMISSIONS.values()) == set(Permission)


@pytest.mark.parametrize(
    ("permission", "holders"),
    [
        (Permission.OWN_ATTEMPT_TAKE, {Role.CONTESTANT}),
        (Permission.BANK_KEY_READ, {Role.BANK_AUTHOR, Role.REVIEWER, Role.ORGANIZER}),
        (Permission.CONTEST_KEY_READ, {Role.JUDGE, Role.CHIEF_JUDGE}),
        (Permission.BANK_DRAFT_WRITE, {Role.BANK_AUTHOR, Role.ORGANIZER}),
        (Permission.BANK_VERSION_APPROVE, {Role.REVIEWER, Role.ORGANIZER}),
        (Permission.CONTEST_RULING_WRITE, {Role.JUDGE, Role.CHIEF_JUDGE}),
        (Permission.CONTEST_TIE_ORDER, {Role.CHIEF_JUDGE}),
        (Permission.CONTEST_PUBLICATION_PROPOSE, {Role.JUDGE, Role.CHIEF_JUDGE}),
        (Permission.CONTEST_PUBLICATION_APPROVE, {Role.ORGANIZER}),
        (Permission.SYSTEM_ROLE_GRANT, {Role.ADMINISTRATOR}),
        (Permission.SYSTEM_AUDIT_READ, {Role.AUDITOR, Role.ADMINISTRATOR}),
    ],
)
def test_what_matters_most_is_in_few_hands(permission, holders):
    assert {role for role in Role if allows([role], permission)} == holders


def test_an_administrator_of_the_system_touches_no_bank_and_no_contest():
    scopes = {p.partition(":")[0] for p in ROLE_PERMISSIONS[Role.ADMINISTRATOR]}
    assert scopes == {"system"}


def test_an_auditor_only_reads():
    assert all(permission.endswith(":read") for permission in ROLE_PERMISSIONS[Role.AUDITOR])


def test_roles_add_up_and_no_role_allows_nothing():
    both = [Role.CONTESTANT, Role.UNIT_OFFICER]
    assert allows(both, Permission.OWN_ATTEMPT_TAKE)
    assert allows(both, Permission.UNIT_PROGRESS_READ)
    assert not allows([], Permission.OWN_ATTEMPT_TAKE)
