"""What the database itself refuses here: any change of what was published, and of what was once done."""

STAYS = """
CREATE FUNCTION indices_written_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published or done stays' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'indices_written_stays', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER indices_result_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON indices_campaignresult
    FOR EACH STATEMENT EXECUTE FUNCTION indices_written_stays();
CREATE TRIGGER indices_move_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON indices_declaredmove
    FOR EACH STATEMENT EXECUTE FUNCTION indices_written_stays();
"""
BACK = """
DROP TRIGGER indices_result_stays ON indices_campaignresult;
DROP TRIGGER indices_move_stays ON indices_declaredmove;
DROP FUNCTION indices_written_stays();
"""
