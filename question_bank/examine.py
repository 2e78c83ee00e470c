"""Everything that a look at a file tells: one function for every door that a file comes in by."""

from dataclasses import replace

from question_bank.bank import BankHead
from question_bank.checks import check_drafts
from question_bank.findings import in_file_order
from question_bank.progress import Watch, unwatched
from question_bank.readers import Reading, read_bank


def examine_file(
    data: bytes,
    filename: str,
    *,
    defaults: BankHead | None = None,
    watch: Watch = unwatched,
) -> Reading:
    """Read a file and check all that could be read of it; every finding, in the file's order.

    Never raises. *filename*, *defaults* and *watch* are those of `read_bank`.
    """
    reading = read_bank(data, filename, defaults=defaults, watch=watch)
    found = (*reading.findings, *check_drafts(reading.drafts, watch))
    return replace(reading, findings=in_file_order(found))
