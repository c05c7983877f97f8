"""Reminders became segments, proposals and release; promises and plans came. Days that were begun get them."""

from django.db import migrations

FORWARD = """
UPDATE workflows_dailystep SET step = 'RELEASE' WHERE step = 'REMINDERS';
INSERT INTO workflows_dailystep (business_date, step, entity_id, status, started_at, finished_at, figures, told)
SELECT d.business_date, s.step, d.entity_id, d.status, d.started_at, d.finished_at, '{}', '[]'
FROM workflows_dailystep AS d CROSS JOIN (VALUES ('PROMISES'), ('PLANS'), ('SEGMENTS'), ('PROPOSALS')) AS s (step)
WHERE d.step = 'RELEASE';
"""
BACKWARD = """
DELETE FROM workflows_dailystep WHERE step IN ('PROMISES', 'PLANS', 'SEGMENTS', 'PROPOSALS');
UPDATE workflows_dailystep SET step = 'REMINDERS' WHERE step = 'RELEASE';
"""


class Migration(migrations.Migration):
    """Renames the step, and adds those that come before it to every day that was begun."""

    dependencies = [("workflows", "0001_daily_run")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
