"""What the parties room can be asked to do, and the refusals that go with it."""

from recoup.parties.operations.saving import save_customers

__all__ = ["save_customers"]
