"""Commands and health: the program from the command line."""
