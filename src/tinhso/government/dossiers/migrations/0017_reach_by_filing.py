"""The pairs of agency and dossier tell when it was filed, so that a register is read in the order of its agency's own."""

from django.db import migrations, models

BEFORE = ("next_due", "state", "transfer", "due_at", "last_moved_at", "channel", "field_code")
AFTER = (*BEFORE, "filed_at", "assisted")


def kept(columns: tuple[str, ...]) -> str:
    """The functions and the trigger that keep these columns of a pair as they are in its dossier."""
    names, news = ", ".join(columns), ", ".join(f"NEW.{name}" for name in columns)
    olds = ", ".join(f"OLD.{name}" for name in columns)
    same = ", ".join(f"{name} = NEW.{name}" for name in columns)
    return f"""
CREATE OR REPLACE FUNCTION dossiers_reach_of_dossier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO dossiers_reach (dossier_id, agency_id, unit_code, {names})
    SELECT NEW.id, one, NEW.unit_code, {news}
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
        INSERT INTO dossiers_reach (dossier_id, agency_id, unit_code, {names})
        SELECT id, NEW.agency_id, unit_code, {names}
        FROM dossiers_dossier WHERE id = NEW.dossier_id
        ON CONFLICT DO NOTHING;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM dossiers_reach_prune(OLD.dossier_id);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION dossiers_reach_at_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE dossiers_reach SET {same} WHERE dossier_id = NEW.id;
    RETURN NULL;
END $$;

DROP TRIGGER reach_worked ON dossiers_dossier;
CREATE TRIGGER reach_worked AFTER UPDATE OF {names} ON dossiers_dossier
    FOR EACH ROW WHEN (({olds}) IS DISTINCT FROM ({news}))
    EXECUTE FUNCTION dossiers_reach_at_work();
"""  # noqa: S608 our own names


# Also what is at work no more: until now its columns meant nothing.
_TOLD = ", ".join(f"{name} = d.{name}" for name in AFTER)
FILL = f"UPDATE dossiers_reach r SET {_TOLD} FROM dossiers_dossier d WHERE d.id = r.dossier_id"  # noqa: S608


class Migration(migrations.Migration):
    # The rows are filled before their index is made.
    dependencies = [("dossiers", "0016_fewer_indexes")]
    operations = [
        migrations.AddField(
            model_name="reach", name="filed_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="reach", name="assisted", field=models.BooleanField(blank=True, null=True)
        ),
        migrations.RunSQL(kept(AFTER), kept(BEFORE)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="reach", name="reach_of_agency"),
        migrations.AddIndex(
            model_name="reach",
            index=models.Index(
                fields=["agency", "filed_at", "dossier"],
                include=["state", "channel", "field_code", "unit_code", "assisted"],
                name="reach_by_filing",
            ),
        ),
    ]
