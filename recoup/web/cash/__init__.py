"""The cash desk: bank files in, days reviewed and signed off, and the workbench where receipts find their items."""
