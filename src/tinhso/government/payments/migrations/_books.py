"""What the database itself refuses of the books: an entry that does not balance, and any change of what was written."""

BALANCE = """
CREATE FUNCTION payments_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE entry uuid; total numeric; lines bigint; foreigners bigint;
BEGIN
    IF TG_TABLE_NAME = 'payments_entry' THEN entry := NEW.id; ELSE entry := NEW.entry_id; END IF;
    SELECT coalesce(sum(l.amount), 0), count(*), count(*) FILTER (WHERE a.agency_id <> e.agency_id)
      INTO total, lines, foreigners
      FROM payments_entry e JOIN payments_line l ON l.entry_id = e.id JOIN payments_account a ON a.id = l.account_id
     WHERE e.id = entry;
    IF lines < 2 OR total <> 0 OR foreigners > 0 THEN
        RAISE EXCEPTION 'entry % has % lines that come to %, % of them of another agency', entry, lines, total, foreigners
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_entry_balances', TABLE = 'payments_entry';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payments_entry_balances AFTER INSERT ON payments_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_entry_balances();
CREATE CONSTRAINT TRIGGER payments_line_balances AFTER INSERT ON payments_line
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_entry_balances();

CREATE FUNCTION payments_written_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what is written in the books stays' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'payments_written_stays', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER payments_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_entry
    FOR EACH STATEMENT EXECUTE FUNCTION payments_written_stays();
CREATE TRIGGER payments_line_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_line
    FOR EACH STATEMENT EXECUTE FUNCTION payments_written_stays();
"""
BACK = """
DROP TRIGGER payments_entry_stays ON payments_entry;
DROP TRIGGER payments_line_stays ON payments_line;
DROP TRIGGER payments_entry_balances ON payments_entry;
DROP TRIGGER payments_line_balances ON payments_line;
DROP FUNCTION payments_written_stays();
DROP FUNCTION payments_entry_balances();
"""

RECEIPTS_STAY = """
CREATE TRIGGER payments_ereceipt_stays BEFORE DELETE OR TRUNCATE ON payments_ereceipt
    FOR EACH STATEMENT EXECUTE FUNCTION payments_written_stays();
CREATE TRIGGER payments_refund_stays BEFORE DELETE OR TRUNCATE ON payments_refund
    FOR EACH STATEMENT EXECUTE FUNCTION payments_written_stays();
"""
RECEIPTS_BACK = """
DROP TRIGGER payments_ereceipt_stays ON payments_ereceipt;
DROP TRIGGER payments_refund_stays ON payments_refund;
"""
