"""Files from outside: mapping, preview, import, refusals that come back as a file."""
