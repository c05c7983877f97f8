"""Collection plans on the desk: what will be done when, how and by whom, and changing it."""
