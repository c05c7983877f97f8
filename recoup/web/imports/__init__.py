"""Imports on the desk: bring a file in, see how it is understood, correct that, import it, get refused rows back."""
