"""Views of the outbox."""
