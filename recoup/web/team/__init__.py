"""Team: our people, our companies, and who may do what in which of them."""
