"""The program that takes the text out of a PDF, line by line as it stands on the page, in a process of its own.

A broken or malicious PDF can make any reader of PDFs run for ever or take all memory. Here it takes only this process
with it, which has limits on both. Bytes come by standard input, the text goes to standard output as UTF-8.
"""

from __future__ import annotations

import io
import logging
import resource
import sys

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError

CONVERTED, PROTECTED, DAMAGED = 0, 3, 4

_MEMORY_MAX = 1 << 30
_SECONDS_MAX = 60
_PAGES_MAX = 400


def main() -> int:
    """Convert the PDF on standard input; return how it went."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_MAX, _MEMORY_MAX))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS_MAX, _SECONDS_MAX))
    logging.disable()
    try:
        reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
        if reader.is_encrypted and not reader.decrypt(""):
            return PROTECTED
        for page in reader.pages[:_PAGES_MAX]:
            text = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
            sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    except FileNotDecryptedError:
        return PROTECTED
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        MemoryError,
    ):
        return DAMAGED
    return CONVERTED


if __name__ == "__main__":
    sys.exit(main())
