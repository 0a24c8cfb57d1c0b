"""The chain and its guards live in the database, so that no code path can forget them.

Chaining happens while a transaction ends, in two rounds of deferred triggers: the first only
notes which entries are new; the second, which runs after every foreign key has been checked,
takes the head and writes the links. Once the head is held nothing else is waited for, so
transactions queue for their commit only and cannot deadlock (docs/decisions/0010).
"""

from django.db import migrations

FORWARD = """
CREATE UNLOGGED TABLE ledger_turn (entry bigint NOT NULL);

CREATE FUNCTION ledger_await_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger_turn VALUES (NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION ledger_take_turn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head ledger_head%ROWTYPE;
    said text;
    sealed text;
BEGIN
    DELETE FROM ledger_turn WHERE entry = NEW.entry;
    SELECT content INTO STRICT said FROM ledger_entry WHERE id = NEW.entry;
    SELECT * INTO head FROM ledger_head WHERE id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO ledger_head (id, sequence, digest) VALUES (1, 0, repeat('0', 64))
            ON CONFLICT (id) DO NOTHING;
        SELECT * INTO STRICT head FROM ledger_head WHERE id = 1 FOR UPDATE;
    END IF;
    head.sequence := head.sequence + 1;
    sealed := encode(
        sha256(convert_to(concat(head.digest, E'\\n', head.sequence, E'\\n', said), 'UTF8')), 'hex'
    );
    INSERT INTO ledger_link (sequence, entry_id, previous, digest)
        VALUES (head.sequence, NEW.entry, head.digest, sealed);
    UPDATE ledger_head SET sequence = head.sequence, digest = sealed WHERE id = 1;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_first_round AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_await_turn();
CREATE CONSTRAINT TRIGGER ledger_second_round AFTER INSERT ON ledger_turn
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_take_turn();

CREATE FUNCTION ledger_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    personal text[] := ARRAY['actor_key', 'actor_label', 'actor_salt'];
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'ledger_entry'
        AND concat(to_jsonb(NEW)->>'actor_key', to_jsonb(NEW)->>'actor_label',
                   to_jsonb(NEW)->>'actor_salt') = ''
        AND to_jsonb(NEW) - personal = to_jsonb(OLD) - personal
    THEN
        RETURN NEW;  -- the erasure of a person, all at once
    END IF;
    IF TG_OP IN ('INSERT', 'UPDATE') AND TG_TABLE_NAME IN ('ledger_link', 'ledger_head')
        AND (TG_OP = 'INSERT' OR TG_TABLE_NAME = 'ledger_head') AND pg_trigger_depth() > 1
    THEN
        RETURN NEW;  -- the chain itself
    END IF;
    RAISE EXCEPTION 'the journal is append-only: % refused on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER ledger_entry_guard BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_guard();
CREATE TRIGGER ledger_link_guard BEFORE INSERT OR UPDATE OR DELETE ON ledger_link
    FOR EACH ROW EXECUTE FUNCTION ledger_guard();
CREATE TRIGGER ledger_head_guard BEFORE INSERT OR UPDATE OR DELETE ON ledger_head
    FOR EACH ROW EXECUTE FUNCTION ledger_guard();
CREATE TRIGGER ledger_entry_keep BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_guard();
CREATE TRIGGER ledger_link_keep BEFORE TRUNCATE ON ledger_link
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_guard();
CREATE TRIGGER ledger_head_keep BEFORE TRUNCATE ON ledger_head
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_guard();
"""

BACKWARD = """
DROP TRIGGER ledger_first_round ON ledger_entry;
DROP TABLE ledger_turn;
DROP TRIGGER ledger_entry_guard ON ledger_entry;
DROP TRIGGER ledger_link_guard ON ledger_link;
DROP TRIGGER ledger_head_guard ON ledger_head;
DROP TRIGGER ledger_entry_keep ON ledger_entry;
DROP TRIGGER ledger_link_keep ON ledger_link;
DROP TRIGGER ledger_head_keep ON ledger_head;
DROP FUNCTION ledger_guard();
DROP FUNCTION ledger_take_turn();
DROP FUNCTION ledger_await_turn();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
