"""The horizon reads who runs elsewhere before it takes its snapshot.

The other way round, a transaction of another database that ended between the two held the horizon back for a
moment: nothing was lost, but a reader found nothing new although all of its own had been committed.
"""

from django.db import migrations

from tinhso.foundation.records.migrations._ground import HORIZON_FIRST

HORIZON = """
-- Below this every transaction of this database has ended. Transactions of other databases of the server are
-- left out. One of them that begins between the two statements has a number above all that was committed before.
CREATE OR REPLACE FUNCTION records_horizon() RETURNS xid8 LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    elsewhere xid[];
    horizon xid8;
BEGIN
    SELECT array_agg(l.transactionid) INTO elsewhere FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted
      AND a.datid <> (SELECT oid FROM pg_database WHERE datname = current_database());
    WITH snapshot AS MATERIALIZED (SELECT pg_current_snapshot() AS s)
    SELECT coalesce(
        (SELECT min(running.xid) FROM pg_snapshot_xip(s) AS running (xid)
         WHERE running.xid::xid <> ALL (coalesce(elsewhere, '{}'))),
        pg_snapshot_xmax(s)
    ) INTO horizon FROM snapshot;
    RETURN horizon;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunSQL(HORIZON, HORIZON_FIRST)]
