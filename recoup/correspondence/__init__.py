"""Messages and letters: rendered from frozen content, kept as made, waiting in the outbox."""
