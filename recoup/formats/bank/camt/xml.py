"""XML from outside: parsed piece by piece, never resolving an entity, with documents that declare any refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from lxml import etree

from recoup.formats.bank.faults import DamagedXml, HostileXml

PROLOG_MAX = 1 << 16
"""Bytes before the first element that are looked through; no bank writes more."""

_ROOT = re.compile(rb"<[^\W\d?!]|<[A-Za-z_]")
_SKIPPED = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_STATED = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ENCODINGS = re.compile(
    r"utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-8859-\d{1,2}|windows-125\d|cp125\d|gb18030|gbk|gb2312",
    re.IGNORECASE,
)


def check_prolog(head: bytes, *, name: str) -> None:
    """Return when what comes before the first element of an XML file is harmless.

    :raises HostileXml: it declares a document type or entities, or hides its beginning
    """
    plain = head[:PROLOG_MAX].replace(b"\0", b"")
    stated = _STATED.search(plain[:200])
    if stated and not _ENCODINGS.fullmatch(stated[1].decode("ascii")):
        raise HostileXml(name=name)
    rest = _SKIPPED.sub(b"", plain)
    root = _ROOT.search(rest)
    if root is None or b"<!" in rest[: root.start()]:
        raise HostileXml(name=name)


def elements(stream: BinaryIO, tags: Sequence[str], *, name: str) -> Iterator[tuple[str, etree._Element]]:
    """Yield the start and the end of every element called one of `tags`, in any name space.

    :raises DamagedXml: the XML is malformed or ends too early
    :raises HostileXml: it declares a document type
    """
    parser = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    is_checked = False
    try:
        for event, element in parser:
            if not is_checked and element.getroottree().docinfo.internalDTD is not None:
                raise HostileXml(name=name)
            is_checked = True
            yield event, element
    except etree.XMLSyntaxError as error:
        reason = (error.msg or "").partition(", line")[0]
        raise DamagedXml(name=name, line=error.lineno or 0, reason=reason) from error


def drop(element: etree._Element) -> None:
    """Free an element that is read, and its neighbor before it, so that memory doesn't grow."""
    element.clear(keep_tail=False)
    before = element.getprevious()
    parent = element.getparent()
    if before is not None and parent is not None and before.tag == element.tag:
        parent.remove(before)
