"""What is owed and what was paid: items, entries, postings, holds, periods, rates."""
