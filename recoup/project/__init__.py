"""The roof: settings, urls, wiring."""
