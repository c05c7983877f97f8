"""The text of a PDF, its lines as a person reads them."""

from __future__ import annotations

import re
import subprocess
import sys

from recoup.formats.remittance import pdf_converter
from recoup.formats.remittance.faults import DamagedPdf, PdfWithoutText, ProtectedPdf

_SECONDS_MAX = 90
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_RTL_LETTER = re.compile(r"[\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# What is read from left to right in the middle of such a line: figures with their marks, and words in Latin letters.
_LTR_RUN = re.compile(r"[0-9A-Za-z۰-۹٠-٩](?:[-0-9A-Za-z۰-۹٠-٩./:,٬٫_]*[0-9A-Za-z۰-۹٠-٩])?")
_CELL = re.compile(r"\S+(?: \S+)*")


def pdf_text(content: bytes, *, name: str) -> str:
    """Return the text of all pages, columns kept apart by blanks.

    :raises ProtectedPdf: it has a password
    :raises DamagedPdf: it is broken, or reading it took too much memory or time
    :raises PdfWithoutText: there is no text in it
    """
    command = [sys.executable, "-P", pdf_converter.__file__]
    try:
        ended = subprocess.run(
            command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=_SECONDS_MAX
        )
    except subprocess.TimeoutExpired as error:
        raise DamagedPdf(name=name) from error
    if ended.returncode == pdf_converter.PROTECTED:
        raise ProtectedPdf(name=name)
    if ended.returncode != pdf_converter.CONVERTED:
        raise DamagedPdf(name=name)
    text = ended.stdout.decode("utf-8")
    if not any(map(str.isalnum, text)):
        raise PdfWithoutText(name=name)
    return "\n".join(map(_in_reading_order, text.splitlines()))


def _in_reading_order(line: str) -> str:
    """Return a line of a right-to-left page with the letters of each cell in the order in which they are read.

    A PDF keeps its letters as they stand on the page, from left to right. The cells stay where they are.
    """
    if not _RTL.search(line):
        return line
    return _CELL.sub(lambda cell: _turned(cell[0]), line)


def _turned(cell: str) -> str:
    if not _RTL_LETTER.search(cell):
        return cell
    return _LTR_RUN.sub(lambda run: run[0][::-1], cell[::-1])
