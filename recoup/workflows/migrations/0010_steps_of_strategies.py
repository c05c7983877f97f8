"""The step of reminders became three: segments, proposals, release. Days that were begun get the new ones."""

from django.db import migrations

FORWARD = """
UPDATE workflows_dailystep SET step = 'RELEASE' WHERE step = 'REMINDERS';
INSERT INTO workflows_dailystep (business_date, step, entity_id, status, started_at, finished_at, figures, told)
SELECT d.business_date, s.step, d.entity_id, d.status, d.started_at, d.finished_at, '{}', '[]'
FROM workflows_dailystep AS d CROSS JOIN (VALUES ('SEGMENTS'), ('PROPOSALS')) AS s (step)
WHERE d.step = 'RELEASE';
"""
BACKWARD = """
DELETE FROM workflows_dailystep WHERE step IN ('SEGMENTS', 'PROPOSALS');
UPDATE workflows_dailystep SET step = 'REMINDERS' WHERE step = 'RELEASE';
"""


class Migration(migrations.Migration):
    """Renames the step, and adds the two that come before it to every day that was begun."""

    dependencies = [("workflows", "0001_daily_run")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
