"""Journeys across rooms: the daily run, reactions to facts, execution of approvals."""
