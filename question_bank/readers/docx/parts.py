"""The parts of a Word file that are read: the main document, styles, numbering and theme.

Nothing outside the file is ever followed; XML with a DTD or entities is refused.
"""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from question_bank.readers.archive import inspect_archive
from question_bank.readers.reading import RefusedError

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
# An element takes over a hundred bytes of memory, and each begins with this character.
_MOST_TAGS = 2_000_000
_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Parts:
    """The roots of the parts; elements and attributes of Word itself bear no namespace."""

    document: Element
    styles: Element | None
    numbering: Element | None
    theme: Element | None


def parts_of(data: bytes) -> Parts:
    """Open a Word file; raise `RefusedError` where it is broken, unsafe or holds macros."""
    inspect_archive(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = frozenset(archive.namelist())
        if "[Content_Types].xml" in names and b"macroEnabled" in archive.read(
            "[Content_Types].xml"
        ):
            raise RefusedError("archive_macros")
        main = _targets(archive, names, "").get("officeDocument", _MAIN)
        if main not in names:
            raise RefusedError("archive_broken")
        related = _targets(archive, names, main)
        roots = {
            kind: _root(archive.read(related[kind]))
            for kind in ("styles", "numbering", "theme")
            if related.get(kind) in names
        }
        document = _root(archive.read(main))
    return Parts(document, roots.get("styles"), roots.get("numbering"), roots.get("theme"))


def child(element: Element | None, *path: str) -> Element | None:
    """Follow *path* from child to child; None where it ends early."""
    for name in path:
        if element is None:
            return None
        element = element.find(name)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """The attribute *name*; None without the element or the attribute."""
    return None if element is None else element.get(name)


def local_name(element: Element) -> str:
    """The name of an element of whatever vocabulary."""
    return element.tag.rpartition("}")[2]


def _targets(archive: zipfile.ZipFile, names: frozenset[str], part: str) -> dict[str, str]:
    """Map the kinds of parts that *part* names to their places inside the file."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in names:
        return {}
    return {
        relation.get("Type", "").rpartition("/")[2]: posixpath.normpath(
            posixpath.join("/", folder, relation.get("Target", ""))
        ).lstrip("/")
        for relation in _root(archive.read(relations))
        if relation.get("TargetMode") != "External"
    }


def _root(xml: bytes) -> Element:
    if xml.count(b"<") > _MOST_TAGS:
        raise RefusedError("archive_unsafe")
    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError, ValueError) as problem:
        raise RefusedError("archive_broken") from problem
    for element in root.iter():
        element.tag = _bare(element.tag)
        if element.attrib:
            element.attrib = {_bare(name): text for name, text in element.attrib.items()}
    return root


def _bare(name: str) -> str:
    for namespace in _WORD:
        if name.startswith(namespace):
            return name[len(namespace) :]
    return name
