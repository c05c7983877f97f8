"""The demonstration group: five companies whose life is played, day by day, by the real operations from a seed."""
