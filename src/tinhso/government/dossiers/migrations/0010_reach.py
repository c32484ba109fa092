"""Which agencies a dossier concerns, kept by triggers; and indexes of what is at work and of a month."""

import django.db.models.deletion
from django.db import migrations, models

# A row stands as long as something joins the two: the dossier itself, one of its steps, a question about it.
KEPT = """
CREATE FUNCTION dossiers_reach_prune(one uuid) RETURNS void LANGUAGE sql AS $$
    DELETE FROM dossiers_reach r
    WHERE r.dossier_id = one
      AND NOT EXISTS (SELECT 1 FROM dossiers_dossier d
                      WHERE d.id = one AND r.agency_id IN (d.received_at_id, d.competent_id, d.helped_at_id))
      AND NOT EXISTS (SELECT 1 FROM dossiers_step s WHERE s.dossier_id = one AND s.agency_id = r.agency_id)
      AND NOT EXISTS (SELECT 1 FROM dossiers_opinion o WHERE o.dossier_id = one AND o.agency_id = r.agency_id)
$$;

CREATE FUNCTION dossiers_reach_of_dossier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO dossiers_reach (dossier_id, agency_id, unit_code)
    SELECT NEW.id, one, NEW.unit_code FROM unnest(ARRAY[NEW.received_at_id, NEW.competent_id, NEW.helped_at_id]) AS one
    WHERE one IS NOT NULL
    ON CONFLICT DO NOTHING;
    IF TG_OP = 'UPDATE' THEN
        UPDATE dossiers_reach SET unit_code = NEW.unit_code
        WHERE dossier_id = NEW.id AND unit_code <> NEW.unit_code;
        PERFORM dossiers_reach_prune(NEW.id);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION dossiers_reach_of_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO dossiers_reach (dossier_id, agency_id, unit_code)
        SELECT id, NEW.agency_id, unit_code FROM dossiers_dossier WHERE id = NEW.dossier_id
        ON CONFLICT DO NOTHING;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM dossiers_reach_prune(OLD.dossier_id);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER reach_new AFTER INSERT ON dossiers_dossier
    FOR EACH ROW EXECUTE FUNCTION dossiers_reach_of_dossier();
CREATE TRIGGER reach_moved AFTER UPDATE OF received_at_id, competent_id, helped_at_id, unit_code ON dossiers_dossier
    FOR EACH ROW WHEN ((OLD.received_at_id, OLD.competent_id, OLD.helped_at_id, OLD.unit_code)
                       IS DISTINCT FROM (NEW.received_at_id, NEW.competent_id, NEW.helped_at_id, NEW.unit_code))
    EXECUTE FUNCTION dossiers_reach_of_dossier();
"""
OF_ROWS = """
CREATE TRIGGER reach_new AFTER INSERT OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION dossiers_reach_of_row();
CREATE TRIGGER reach_moved AFTER UPDATE OF dossier_id, agency_id ON {table}
    FOR EACH ROW WHEN ((OLD.dossier_id, OLD.agency_id) IS DISTINCT FROM (NEW.dossier_id, NEW.agency_id))
    EXECUTE FUNCTION dossiers_reach_of_row();
"""
TABLES = ("dossiers_step", "dossiers_opinion")
FILL = """
INSERT INTO dossiers_reach (dossier_id, agency_id, unit_code)
SELECT pair.dossier_id, pair.agency_id, d.unit_code FROM (
    SELECT id AS dossier_id, received_at_id AS agency_id FROM dossiers_dossier
    UNION SELECT id, competent_id FROM dossiers_dossier
    UNION SELECT id, helped_at_id FROM dossiers_dossier WHERE helped_at_id IS NOT NULL
    UNION SELECT dossier_id, agency_id FROM dossiers_step
    UNION SELECT dossier_id, agency_id FROM dossiers_opinion
) AS pair JOIN dossiers_dossier d ON d.id = pair.dossier_id
ON CONFLICT DO NOTHING;
"""
BACK = "".join(
    f"DROP TRIGGER reach_new ON {table}; DROP TRIGGER reach_moved ON {table};"
    for table in ("dossiers_dossier", *TABLES)
) + (
    "DROP FUNCTION dossiers_reach_of_row(); DROP FUNCTION dossiers_reach_of_dossier();"
    "DROP FUNCTION dossiers_reach_prune(uuid);"
)


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0009_lists_of_a_hundred_thousand"),
        ("organisation", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name="Reach",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "dossier_id",
                        "agency_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.agency",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reach",
                        to="dossiers.dossier",
                    ),
                ),
                ("unit_code", models.CharField(blank=True, default="", max_length=10)),
            ],
            options={"indexes": [models.Index(fields=["agency", "dossier"], name="reach_of_agency")]},
        ),
        migrations.RunSQL(KEPT + "".join(OF_ROWS.format(table=table) for table in TABLES), BACK),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("next_due__isnull", False)),
                fields=["next_due", "id"],
                name="dossier_at_work",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["accepted_at"],
                include=["state", "channel", "due_at", "finished_at"],
                name="dossier_by_acceptance",
            ),
        ),
        migrations.RemoveIndex(model_name="step", name="step_done"),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("end", "done")),
                fields=["done_at"],
                include=["dossier", "agency", "role", "done_by"],
                name="step_done_by",
            ),
        ),
    ]
