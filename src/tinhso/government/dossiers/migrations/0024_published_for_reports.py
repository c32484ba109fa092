"""What this room publishes for reports: one line for each accepted dossier, and when people were asked for more."""

from django.db import migrations

# `how` and `ended_at`: decided (states 9, 10), taken back by the person (7), stopped by the agency (8); what was never
# received (1) or refused at the door (3) is not here (Counting used in statistics: 1 and 3 are excluded).
VIEWS = """
CREATE VIEW dossiers_reported AS
SELECT d.id, d.code, d.competent_id AS agency_id, d.unit_code, d.field_code, d.procedure_code, d.procedure_title,
       d.channel = 'ONLINE' AS online, d.accepted_at AS received_at,
       CASE WHEN d.state IN (9, 10) THEN coalesce(d.finished_at, d.returned_at)
            WHEN d.state IN (7, 8) THEN d.last_moved_at END AS ended_at,
       CASE WHEN d.state IN (9, 10) THEN 'done' WHEN d.state = 7 THEN 'returned' WHEN d.state = 8 THEN 'stopped'
            ELSE '' END AS how,
       d.due_at
FROM dossiers_dossier d WHERE d.accepted_at IS NOT NULL AND d.state NOT IN (1, 3);
CREATE VIEW dossiers_asked AS
SELECT q.id, q.dossier_id AS reported_id, q.requested_at AS asked_at, coalesce(q.answered_at, q.closed_at) AS ended_at
FROM dossiers_supplementrequest q;
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0023_published_signed")]

    operations = [migrations.RunSQL(VIEWS, "DROP VIEW dossiers_asked; DROP VIEW dossiers_reported;")]
