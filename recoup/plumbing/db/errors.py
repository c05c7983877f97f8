"""Why a database can't be used, in words for the person who started the program."""

from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_


class FolderUnusable(DomainError):
    """The home folder, or the database in it, can't be read or written by this user."""

    text = N_(
        "The folder {folder} can't be used: {reason}. Check who owns it, or name another with RECOUP_HOME."
    )


class DiskFull(DomainError):
    """There is no room left for the database."""

    text = N_(
        "The disk that holds {folder} is full: make room there, then start again. Nothing has been lost."
    )


class OtherVersion(DomainError):
    """The data folder was made by another major version of PostgreSQL."""

    text = N_(
        "The database in {folder} was made by PostgreSQL {found}, but this program brings PostgreSQL "
        "{wanted}. Keep the folder, export it with the older program and import it into a new one."
    )


class ServerTooOld(DomainError):
    """The server that DATABASE_URL names is older than the program needs."""

    text = N_("The database server is PostgreSQL {found}; version {wanted} or newer is needed.")


class ServerUnreachable(DomainError):
    """The server that DATABASE_URL names doesn't answer."""

    text = N_("The database named by DATABASE_URL can't be reached: {reason}")


class ServerDidNotStart(DomainError):
    """The embedded server ended instead of starting."""

    text = N_("The database in {folder} did not start. Its last words were: {reason}")


class ServerBusy(DomainError):
    """Another program is starting or stopping the same database and doesn't finish."""

    text = N_("Another program has been starting or stopping the database in {folder} for too long.")


class SchemaBehind(DomainError):
    """The server that DATABASE_URL names lacks migrations, which only its keeper should run."""

    text = N_(
        "The database is older than this program ({pending} steps): make a backup, then run `recoup migrate`."
    )
