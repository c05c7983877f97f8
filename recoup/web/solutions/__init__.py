"""Ways out proposed for customers: put to the manager, decided, followed."""
