"""What others may ask about messages."""

from recoup.correspondence.queries.batches import (
    get_batch,
    letter_batches,
)
from recoup.correspondence.queries.channels import (
    channels_set_up,
)
from recoup.correspondence.queries.door import (
    ask_door,
    calls_count_per_debt,
    overrides,
    visitors_needed,
)
from recoup.correspondence.queries.door.passages import (
    PassageRecord,
    last_contacts,
    passages_by_id,
    visits_let_out,
)
from recoup.correspondence.queries.mails import (
    count_to_be_read,
    get_mail,
    mails,
    mails_to_be_read,
)
from recoup.correspondence.queries.messages import (
    confirmed_already,
    get_message,
    last_reminders,
    message_counts,
    messages,
)

__all__ = [
    "PassageRecord",
    "ask_door",
    "calls_count_per_debt",
    "channels_set_up",
    "confirmed_already",
    "count_to_be_read",
    "get_batch",
    "get_mail",
    "get_message",
    "last_contacts",
    "last_reminders",
    "letter_batches",
    "mails",
    "mails_to_be_read",
    "message_counts",
    "messages",
    "overrides",
    "passages_by_id",
    "visitors_needed",
    "visits_let_out",
]
