"""The desk: slices that translate between a person and one call to a room; they decide nothing."""
