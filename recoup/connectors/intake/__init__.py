"""Taking in the rows of one kind: read, post set-wise, and say what became of them. Called inside a transaction."""
