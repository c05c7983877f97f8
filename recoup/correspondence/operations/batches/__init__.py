"""Letters: printed as one file, confirmed when they go into the envelopes, posted with a proof."""

from recoup.correspondence.operations.batches.confirming import (
    AlreadyConfirmed,
    NotConfirmed,
    confirm_batch,
    record_posting,
)
from recoup.correspondence.operations.batches.printing import make_letter_batch

__all__ = [
    "AlreadyConfirmed",
    "NotConfirmed",
    "confirm_batch",
    "make_letter_batch",
    "record_posting",
]
