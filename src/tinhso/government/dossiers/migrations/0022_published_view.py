"""What this room publishes for measuring: one line for each dossier, no names and no contents."""

from django.db import migrations

# Columns: who decides (agency_id, unit_code), what (procedure_code, field_code); received_at: acceptance, empty before;
# finish_at: when it ended by the priority of states 9, 10, then 8, 3, 7 (the moment it last moved) and, while the
# person was asked and has not come back, the asking; due_at as it stands after pauses; supplements: how often asked;
# synced, online; has_result: a granted result with its file; has_files: a living paper with a file; reused: one of
# another dossier; proven: the owner's number was verified; citizen; has_fee: something above 0 đồng was owed;
# paid_online: on the portal or the gateway; disliked: rated 1 or 2 of 5.
VIEW = """
CREATE VIEW dossiers_published AS
SELECT d.id, d.code, d.competent_id AS agency_id, d.unit_code, d.field_code, d.procedure_code,
       d.accepted_at AS received_at,
       CASE WHEN d.state IN (9, 10) THEN coalesce(d.finished_at, d.returned_at)
            WHEN d.state IN (3, 7, 8) THEN d.last_moved_at
            WHEN d.state = 5 THEN s.asked_at END AS finish_at,
       d.due_at,
       coalesce(s.many, 0)::smallint AS supplements,
       d.sync = 'sent' AS synced,
       d.channel = 'ONLINE' AS online,
       EXISTS (SELECT 1 FROM dossiers_result r
               WHERE r.dossier_id = d.id AND r.granted AND r.file_id IS NOT NULL) AS has_result,
       f.has_files, f.reused,
       coalesce(p.verified, false) AS proven,
       coalesce(p.kind = 'citizen', false) AS citizen,
       m.has_fee, m.paid_online,
       EXISTS (SELECT 1 FROM dossiers_rating g WHERE g.dossier_id = d.id AND g.score <= 2) AS disliked
FROM dossiers_dossier d
CROSS JOIN LATERAL (
    SELECT count(*) AS many, max(requested_at) FILTER (WHERE answered_at IS NULL AND closed_at IS NULL) AS asked_at
    FROM dossiers_supplementrequest q WHERE q.dossier_id = d.id) s
CROSS JOIN LATERAL (
    SELECT coalesce(bool_or(x.file_id IS NOT NULL), false) AS has_files, coalesce(bool_or(x.reuse <> ''), false) AS reused
    FROM dossiers_dossierfile x WHERE x.dossier_id = d.id AND x.replaced_at IS NULL) f
CROSS JOIN LATERAL (
    SELECT coalesce(sum(e.due), 0) > 0 AS has_fee,
           coalesce(bool_or(y.method IN ('portal', 'gateway')), false) AS paid_online
    FROM dossiers_fee e LEFT JOIN dossiers_feepayment y ON y.fee_id = e.id WHERE e.dossier_id = d.id) m
LEFT JOIN dossiers_dossierparty p ON p.dossier_id = d.id AND p.role = 'owner';
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0021_copies_told_apart")]

    operations = [migrations.RunSQL(VIEW, "DROP VIEW dossiers_published;")]
