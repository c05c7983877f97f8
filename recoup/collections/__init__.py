"""Whom to contact, and why: classes, points, reasons and the worklist of a day."""
