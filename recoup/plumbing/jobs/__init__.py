"""Background jobs in the same PostgreSQL, enqueued inside the transaction."""
