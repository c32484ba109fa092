"""The pairs of agency and dossier tell of what is at work too, so that a worklist reads its agency's own rows."""

from django.db import migrations, models

NEW = """
CREATE OR REPLACE FUNCTION dossiers_reach_of_dossier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO dossiers_reach (dossier_id, agency_id, unit_code, next_due, state, transfer, due_at, last_moved_at,
                                channel, field_code)
    SELECT NEW.id, one, NEW.unit_code, NEW.next_due, NEW.state, NEW.transfer, NEW.due_at, NEW.last_moved_at,
           NEW.channel, NEW.field_code
    FROM unnest(ARRAY[NEW.received_at_id, NEW.competent_id, NEW.helped_at_id]) AS one
    WHERE one IS NOT NULL
    ON CONFLICT DO NOTHING;
    IF TG_OP = 'UPDATE' THEN
        UPDATE dossiers_reach SET unit_code = NEW.unit_code
        WHERE dossier_id = NEW.id AND unit_code <> NEW.unit_code;
        PERFORM dossiers_reach_prune(NEW.id);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION dossiers_reach_of_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO dossiers_reach (dossier_id, agency_id, unit_code, next_due, state, transfer, due_at,
                                    last_moved_at, channel, field_code)
        SELECT id, NEW.agency_id, unit_code, next_due, state, transfer, due_at, last_moved_at, channel, field_code
        FROM dossiers_dossier WHERE id = NEW.dossier_id
        ON CONFLICT DO NOTHING;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM dossiers_reach_prune(OLD.dossier_id);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION dossiers_reach_at_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE dossiers_reach
    SET next_due = NEW.next_due, state = NEW.state, transfer = NEW.transfer, due_at = NEW.due_at,
        last_moved_at = NEW.last_moved_at, channel = NEW.channel, field_code = NEW.field_code
    WHERE dossier_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER reach_worked
    AFTER UPDATE OF next_due, state, transfer, due_at, last_moved_at, channel, field_code ON dossiers_dossier
    FOR EACH ROW WHEN (
        (OLD.next_due, OLD.state, OLD.transfer, OLD.due_at, OLD.last_moved_at, OLD.channel, OLD.field_code)
        IS DISTINCT FROM
        (NEW.next_due, NEW.state, NEW.transfer, NEW.due_at, NEW.last_moved_at, NEW.channel, NEW.field_code))
    EXECUTE FUNCTION dossiers_reach_at_work();

UPDATE dossiers_reach r
SET next_due = d.next_due, state = d.state, transfer = d.transfer, due_at = d.due_at,
    last_moved_at = d.last_moved_at, channel = d.channel, field_code = d.field_code
FROM dossiers_dossier d WHERE d.id = r.dossier_id AND d.next_due IS NOT NULL;
"""
OLD = """
DROP TRIGGER reach_worked ON dossiers_dossier;
DROP FUNCTION dossiers_reach_at_work();

CREATE OR REPLACE FUNCTION dossiers_reach_of_dossier() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION dossiers_reach_of_row() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""
MOMENTS = ("next_due", "due_at", "last_moved_at")
NUMBERS = ("state", "transfer")


def _column(name: str, field: models.Field) -> migrations.AddField:
    return migrations.AddField(model_name="reach", name=name, field=field)


class Migration(migrations.Migration):
    # The rows are filled before their index is made.
    dependencies = [("dossiers", "0012_draft_earlier")]
    operations = [
        *(_column(name, models.DateTimeField(blank=True, null=True)) for name in MOMENTS),
        *(_column(name, models.PositiveSmallIntegerField(blank=True, null=True)) for name in NUMBERS),
        _column("channel", models.CharField(blank=True, default="", max_length=10)),
        _column("field_code", models.CharField(blank=True, default="", max_length=80)),
        # What the database itself gives a row whose writer says nothing.
        migrations.RunSQL(
            "ALTER TABLE dossiers_reach ALTER channel SET DEFAULT '', ALTER field_code SET DEFAULT ''",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(NEW, OLD),
        migrations.AddIndex(
            model_name="reach",
            index=models.Index(
                condition=models.Q(("next_due__isnull", False)),
                fields=["agency", "next_due", "dossier"],
                include=[
                    "state",
                    "transfer",
                    "due_at",
                    "last_moved_at",
                    "channel",
                    "field_code",
                    "unit_code",
                ],
                name="reach_at_work",
            ),
        ),
    ]
