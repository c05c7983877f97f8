"""Carrying messages out of the program and back in: mail servers, a gateway for text messages, folders.

Words: a *delivery* is what came of one attempt to hand something over. It was *accepted*; it was *refused* for good;
it was refused for *later*, and nothing has reached anybody; or its outcome is *unknown*, because the line broke when
the other side might have taken it. Whoever sends must never send again by itself after an unknown outcome.

Nothing here knows what the messages are about. Passwords stand in the settings alone: no log, no answer and no text of
an error holds them.
"""
