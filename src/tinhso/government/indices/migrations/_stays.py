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

# An edition waits, is published or withdrawn; nothing else of it ever changes, nor anything of its values.
EDITIONS = """
CREATE FUNCTION indices_edition_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.published_at IS NULL AND OLD.withdrawn_at IS NULL
       AND to_jsonb(NEW) - '{published_at,withdrawn_at,paper_id}'::text[]
         = to_jsonb(OLD) - '{published_at,withdrawn_at,paper_id}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was published or done stays' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'indices_edition_stays', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER indices_edition_stays BEFORE UPDATE OR DELETE ON indices_edition
    FOR EACH ROW EXECUTE FUNCTION indices_edition_stays();
CREATE TRIGGER indices_value_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON indices_editionvalue
    FOR EACH STATEMENT EXECUTE FUNCTION indices_written_stays();
CREATE TRIGGER indices_portal_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON indices_portalfigure
    FOR EACH STATEMENT EXECUTE FUNCTION indices_written_stays();
"""
EDITIONS_BACK = """
DROP TRIGGER indices_edition_stays ON indices_edition;
DROP TRIGGER indices_value_stays ON indices_editionvalue;
DROP TRIGGER indices_portal_stays ON indices_portalfigure;
DROP FUNCTION indices_edition_stays();
"""
