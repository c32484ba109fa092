"""The SQL under the streams: monthly partitions, refusal of change, and the stamp of an entry.

Django cannot make a partitioned table, so the state is Django's and the table is ours.
"""

_COLUMNS = """
    id uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    world_at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor_part text NOT NULL,
    account_id uuid,
    capacity_id uuid,
    agency_id uuid,
    verb text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    sequence bigint NOT NULL CHECK (sequence > 0),
    facts jsonb NOT NULL,
    digests jsonb NOT NULL,
    prev_hash bytea NOT NULL CHECK (length(prev_hash) = 32),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    epoch integer NOT NULL,
    txid xid8 NOT NULL,
    PRIMARY KEY (id, recorded_at)
"""


def _stream(name: str) -> str:
    return f"""
CREATE TABLE records_{name} ({_COLUMNS}) PARTITION BY RANGE (recorded_at);
CREATE TABLE records_{name}_default PARTITION OF records_{name} DEFAULT;
CREATE INDEX records_{name}_subject ON records_{name} (subject_kind, subject_id, sequence);
CREATE INDEX records_{name}_horizon ON records_{name} (epoch, txid, id);
CREATE INDEX records_{name}_account ON records_{name} (account_id, recorded_at);
"""


STREAMS = (
    _stream("event")
    + _stream("look")
    + """
-- Makes the partitions of `months` months from the month of `since`; keeps those that exist.
-- A month whose entries already went to the default partition stays there.
CREATE FUNCTION records_make_partitions(since date, months integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    stream text;
    first date := date_trunc('month', since)::date;
    made integer := 0;
    part text;
BEGIN
    FOR i IN 0 .. months - 1 LOOP
        FOREACH stream IN ARRAY ARRAY['event', 'look'] LOOP
            part := format('records_%s_%s', stream, to_char(first + make_interval(months => i), 'YYYYMM'));
            IF to_regclass(part) IS NULL THEN
                BEGIN
                    EXECUTE format(
                        'CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                        part, 'records_' || stream,
                        to_char(first + make_interval(months => i), 'YYYY-MM-01') || ' 00:00:00+00',
                        to_char(first + make_interval(months => i + 1), 'YYYY-MM-01') || ' 00:00:00+00');
                    made := made + 1;
                EXCEPTION WHEN check_violation THEN
                    NULL;
                END;
            END IF;
        END LOOP;
    END LOOP;
    RETURN made;
END $$;
SELECT records_make_partitions(current_date, 4);
"""
)

STREAMS_BACK = """
DROP FUNCTION records_make_partitions(date, integer);
DROP TABLE records_look;
DROP TABLE records_event;
"""

GUARDS = """
-- Only test databases may be emptied: their cases start from nothing.
CREATE FUNCTION records_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\\_%' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'records are append-only: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER records_append_only BEFORE UPDATE OR DELETE ON records_event
    FOR EACH ROW EXECUTE FUNCTION records_refuse_change();
CREATE TRIGGER records_append_only BEFORE UPDATE OR DELETE ON records_look
    FOR EACH ROW EXECUTE FUNCTION records_refuse_change();
CREATE TRIGGER records_append_only BEFORE UPDATE OR DELETE ON records_seal
    FOR EACH ROW EXECUTE FUNCTION records_refuse_change();
CREATE TRIGGER records_not_emptied BEFORE TRUNCATE ON records_event
    FOR EACH STATEMENT EXECUTE FUNCTION records_refuse_change();
CREATE TRIGGER records_not_emptied BEFORE TRUNCATE ON records_look
    FOR EACH STATEMENT EXECUTE FUNCTION records_refuse_change();
CREATE TRIGGER records_not_emptied BEFORE TRUNCATE ON records_seal
    FOR EACH STATEMENT EXECUTE FUNCTION records_refuse_change();

-- True while the newest epoch still describes this server: same cluster, same timeline, and the
-- running transaction is not older than what was already sealed.
CREATE FUNCTION records_epoch_holds(e records_epoch, xid xid8) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT e.system_identifier = (SELECT system_identifier::text FROM pg_control_system())
       AND e.timeline = (SELECT timeline_id FROM pg_control_checkpoint())
       AND NOT EXISTS (SELECT FROM records_seal s WHERE s.epoch = e.number AND s.to_xid > xid)
$$;

CREATE FUNCTION records_open_epoch(why text) RETURNS integer LANGUAGE sql VOLATILE AS $$
    INSERT INTO records_epoch (number, system_identifier, timeline, opened_at, reason)
    SELECT coalesce((SELECT max(number) FROM records_epoch), 0) + 1,
           (SELECT system_identifier::text FROM pg_control_system()),
           (SELECT timeline_id FROM pg_control_checkpoint()), clock_timestamp(), why
    RETURNING number
$$;
"""

# What the second migration takes back to.
HORIZON_FIRST = """
-- Below this every transaction of this database has ended. pg_snapshot_xmin counts those of all databases
-- of the server; one that provably runs in another database (another world, a backup) holds up no seal.
CREATE OR REPLACE FUNCTION records_horizon() RETURNS xid8 LANGUAGE sql VOLATILE AS $$
    WITH snapshot AS MATERIALIZED (SELECT pg_current_snapshot() AS s),
    elsewhere AS MATERIALIZED (
        SELECT l.transactionid AS xid FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted
          AND a.datid <> (SELECT oid FROM pg_database WHERE datname = current_database())
    )
    SELECT coalesce(
        (SELECT min(running.xid) FROM pg_snapshot_xip(s) AS running (xid)
         WHERE running.xid::xid NOT IN (SELECT xid FROM elsewhere)),
        pg_snapshot_xmax(s)
    ) FROM snapshot
$$;
"""

STAMP = """
-- The epoch and the transaction id of an entry that is about to be written.
CREATE FUNCTION records_stamp(OUT epoch integer, OUT txid xid8) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    newest records_epoch;
BEGIN
    txid := pg_current_xact_id();
    FOR attempt IN 1 .. 2 LOOP
        SELECT * INTO newest FROM records_epoch ORDER BY number DESC LIMIT 1;
        IF newest.number IS NOT NULL AND records_epoch_holds(newest, txid) THEN
            epoch := newest.number;
            RETURN;
        END IF;
        -- One opens the next epoch; the others wait and then read it.
        PERFORM pg_advisory_xact_lock(7114025);
    END LOOP;
    epoch := records_open_epoch(CASE WHEN newest.number IS NULL THEN 'first' ELSE 'restore' END);
END $$;
"""

GUARDS_BACK = """
DROP FUNCTION records_stamp();
DROP FUNCTION records_horizon();
DROP FUNCTION records_open_epoch(text);
DROP FUNCTION records_epoch_holds(records_epoch, xid8);
DROP TRIGGER records_not_emptied ON records_seal;
DROP TRIGGER records_not_emptied ON records_look;
DROP TRIGGER records_not_emptied ON records_event;
DROP TRIGGER records_append_only ON records_seal;
DROP TRIGGER records_append_only ON records_look;
DROP TRIGGER records_append_only ON records_event;
DROP FUNCTION records_refuse_change();
"""
