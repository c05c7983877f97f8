"""Whom to contact, and why: classes, points, reasons and the worklist of a day.

The room owns the *worklist*: the customers of an entity with something overdue on a business date, ranked by points
that `recoup.engines.priority` adds up, each with the reasons in words; and the *class* of every customer and
currency (how late, how large, how it pays), with the dates on which it changed.

Invariants, kept by the database: one worklist per entity and business date, made once and never changed, so that
"why, or why not, on that day?" can be answered for any past date; one line per customer and currency.
"""
