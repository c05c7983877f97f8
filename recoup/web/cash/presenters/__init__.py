"""Cash as its pages show it."""
