"""E-mails that come in, read from their bytes: who writes, what they answer, what they say as safe text, what they are.

Any encoding is read, declared or not; of HTML only the words are kept; what says that it came from a program (a
bounce, an automatic answer, an out-of-office note) is recognized by its headers, not by guessing alone.
"""

from recoup.formats.mail.reading import read
from recoup.formats.mail.types import MailFile, MailKind, ReadMail
from recoup.formats.mail.words import tidy

__all__ = ["MailFile", "MailKind", "ReadMail", "read", "tidy"]
