"""What a file is, told by its content and not by its name: text, a spreadsheet, or neither."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from question_bank.findings import Place
from question_bank.legacy_text import encoding_of_texts
from question_bank.readers.archive import member_names
from question_bank.readers.reading import RefusedError

LARGEST_FILE = 20 * 2**20

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PDF = b"%PDF-"
_RTF = b"{\\rtf"
_OFFICE_MARKUP = b"urn:schemas-microsoft-com:office:"


def text_of(data: bytes, largest: int = LARGEST_FILE) -> str | None:
    """Return the text of a text file, or None for a spreadsheet; refuse everything else.

    A file of more than *largest* bytes is refused for its size.
    """
    if len(data) > largest:
        raise RefusedError("file_too_large", limit=largest // 2**20)
    if data.startswith((_OLE, _RTF)) or _is_markup_of_office(data):
        raise RefusedError("format_legacy")
    if is_archive(data):
        if not any(name.startswith("xl/") for name in member_names(data)):
            raise RefusedError("format_unknown")
        return None
    if data.startswith(_PDF):
        raise RefusedError("format_unknown")
    text = _decoded(data)
    if not text or text.isspace():  # strip() would copy it
        raise RefusedError("file_empty")
    return text


def _is_markup_of_office(data: bytes) -> bool:
    """Whether *data* is a web page or XML that Word or Excel 97 to 2003 saved, often as .xls."""
    return (
        data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and _OFFICE_MARKUP in data[:4096]
    )


def is_archive(data: bytes) -> bool:
    """Whether *data* begins as a Word document or a spreadsheet does."""
    return data.startswith(_ZIP)


def is_document(data: bytes) -> bool:
    """Whether *data* is a Word document."""
    small_enough = len(data) <= LARGEST_FILE
    return (
        small_enough
        and is_archive(data)
        and any(name.startswith("word/") for name in member_names(data))
    )


def is_unicode(data: bytes) -> bool:
    """Whether a text file is UTF-8, or UTF-16 with its byte order mark."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes) -> str:
    """Decode UTF-8, or UTF-16 with its byte order mark; refuse by line what is neither.

    Text that is certainly TCVN3 or VNI comes as it is stored.
    """
    encoding = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        if b"\x00" in data and encoding == "utf-8-sig":
            raise RefusedError("format_unknown") from problem
        if (legacy := _legacy(data)) is not None:
            return legacy
        before = data[: problem.start].decode(encoding, "replace")
        raise RefusedError("encoding_broken", Place(line=before.count("\n") + 1)) from problem


def _legacy(data: bytes) -> str | None:
    """The Western letters of a text that is certainly in a legacy encoding."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return text if encoding_of_texts(text.splitlines()) else None
