"""The outbox at the desk: what goes out and how it fared, letters in batches, and what came in."""
