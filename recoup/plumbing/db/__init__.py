"""The PostgreSQL that the program runs on, embedded or named by DATABASE_URL."""
