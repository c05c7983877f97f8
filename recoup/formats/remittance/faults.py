"""Why a file is no remittance advice that can be used."""

from __future__ import annotations

from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_


class UnreadableAdvice(DomainError):
    """The file as a whole can't be read as a remittance advice."""

    text = N_("The file “{name}” can't be read as a remittance advice.")


class EmptyAdvice(UnreadableAdvice):
    """There is nothing in the file."""

    text = N_("The file “{name}” is empty.")


class NoAdviceLines(UnreadableAdvice):
    """No row has a document number and an amount."""

    text = N_("In “{name}” there is no row with the number of a document and the amount that is paid on it.")


class TooManyAdviceLines(UnreadableAdvice):
    """The file has more rows than one payment can have."""

    text = N_("The file “{name}” has more than {limit} rows. That is more than one payment.")


class SeveralCurrencies(UnreadableAdvice):
    """The rows are in different currencies."""

    text = N_(
        "The rows of “{name}” are in different currencies: {currencies}. One advice is for one payment."
    )


class SeveralPayments(UnreadableAdvice):
    """The rows are of different payments."""

    text = N_("The rows of “{name}” are of different payments. Bring in a file for each of them.")


class NothingPaid(UnreadableAdvice):
    """What is paid comes to nothing, or less."""

    text = N_("The rows of “{name}” come to {total}: an advice tells what was paid.")


class ProtectedPdf(UnreadableAdvice):
    """The PDF has a password."""

    text = N_("The PDF “{name}” has a password. Save it without one and try again.")


class DamagedPdf(UnreadableAdvice):
    """The PDF is broken, or takes too much to read."""

    text = N_("The PDF “{name}” can't be opened: it is damaged, or reading it would take too long.")


class PdfWithoutText(UnreadableAdvice):
    """The PDF is a picture."""

    text = N_("The PDF “{name}” holds pictures only, no text. Ask the payer for a table or type the rows in.")
