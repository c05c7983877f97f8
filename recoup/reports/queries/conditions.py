"""Conditions in SQL that several lists share, so that no two of them tell it differently. The day is `%(on)s`."""

from __future__ import annotations

IS_HELD = """EXISTS (
    SELECT FROM ledger_itemhold AS h
    WHERE h.item_id = i.id AND h.lifted_at IS NULL AND h.from_date <= %(on)s
      AND (h.until_date IS NULL OR h.until_date > %(on)s))"""
"""An item `i` is on hold: disputed, promised, in a plan, or for another reason."""

_IS_LEFT_ALONE = """EXISTS (
    SELECT FROM parties_customerhold AS h
    WHERE h.customer_id = {customer} AND h.lifted_at IS NULL AND h.scope IN ('CONTACT', 'EVERYTHING')
      AND h.from_date <= %(on)s AND (h.until_date IS NULL OR h.until_date >= %(on)s))"""


def is_left_alone(customer: str) -> str:
    """Return the condition that the customer whose id stands in the column `customer` is not to be contacted."""
    return _IS_LEFT_ALONE.format(customer=customer)
