"""The words of headers as data: which fields a kind of table has, and what they are called in five languages."""
