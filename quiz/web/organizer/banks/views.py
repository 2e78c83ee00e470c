"""The list of banks, and a version with its items."""

from flask.typing import ResponseReturnValue

from question_bank.writers import FORMATS, PICTURE_FORMATS
from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.models import BankRecord, BankVersion
from quiz.services import banks
from quiz.services.access import require
from quiz.services.banks import drafts
from quiz.services.refusal import NotYours
from quiz.web.organizer import bp
from quiz.web.organizer.banks.lines import keyed_line, shown_line
from quiz.web.organizer.banks.pages import BanksPage, VersionPage
from quiz.web.organizer.banks.review import workflow_of
from quiz.web.pager import page_asked, pager
from quiz.web.request import actor, now, page, session

PER_PAGE = 25


@bp.get("/ngan-hang", endpoint="banks")
def list_banks() -> ResponseReturnValue:
    """List every bank in reach."""
    require(actor(), Permission.BANK_VERSION_READ)
    content = BanksPage(
        banks=tuple(banks.list_banks(session(), actor=actor())),
        formats=FORMATS,
        may_load=actor().may_anywhere(Permission.BANK_DRAFT_WRITE),
    )
    return page("organizer/banks/list.html", content)


@bp.get("/ngan-hang/<code>/<int:number>")
def bank(code: str, number: int) -> ResponseReturnValue:
    """Show a version as contestants will see its items, without the key."""
    record, version = banks.version_for(
        session(), actor(), Permission.BANK_VERSION_READ, code, number
    )
    return _version_page(record, version, with_key=False)


@bp.get("/ngan-hang/<code>/<int:number>/dap-an")
def bank_key(code: str, number: int) -> ResponseReturnValue:
    """Show a version with its key, and note who saw it."""
    with transaction(session()):
        record, version = banks.version_for(
            session(), actor(), Permission.BANK_KEY_READ, code, number
        )
        banks.keys_read(
            session(), actor=actor(), now=now(), bank=record, version=version, way="page"
        )
    return _version_page(record, version, with_key=True)


def _version_page(
    record: BankRecord, version: BankVersion, *, with_key: bool
) -> ResponseReturnValue:
    asked, pages = page_asked(), max(1, -(-version.items // PER_PAGE))
    if asked > pages:
        raise NotYours
    part = {"offset": (asked - 1) * PER_PAGE, "limit": PER_PAGE}
    if with_key:
        keyed = banks.items_of(session(), version, **part)
        pictures = banks.pictures_of(session(), keyed)
        items = [keyed_line(item, pictures.get(item.code)) for item in keyed]
    else:
        items = [shown_line(item) for item in banks.contents_of(session(), version, **part)]
    may_write = _may(record, Permission.BANK_DRAFT_WRITE)
    content = VersionPage(
        code=record.code,
        number=version.number,
        title=version.title,
        notice=version.notice,
        digest=version.digest,
        items_in_all=version.items,
        created_at=version.created_at,
        approved_at=version.approved_at,
        line=banks.history_of(session(), record, number=version.number)[0],
        workflow=workflow_of(record, version),
        items=tuple(items),
        pager=pager(asked, pages),
        formats=FORMATS,
        picture_formats=PICTURE_FORMATS if banks.has_pictures(session(), version) else (),
        with_key=with_key,
        may_load=may_write,
        may_edit=may_write and drafts.is_draft(session(), version),
        may_read_key=_may(record, Permission.BANK_KEY_READ),
    )
    return page("organizer/banks/version.html", content)


def _may(record: BankRecord, permission: Permission) -> bool:
    return banks.may(session(), actor(), permission, record)
