"""The audit trail sealed: digests of entries, seals that follow one another, and details that can be emptied."""

from __future__ import annotations

from stations.storage.migrations.step import Migration

# A redaction empties the detail and its salt of an entry that is sealed, once; nothing else of an entry ever changes.
# Notes of redactions are not redacted themselves: the check counts by them.
_REDACTION = """old.redacted_at IS NULL AND new.redacted_at IS NOT NULL AND new.detail = '{{}}' AND new.salt = ''
    AND new.id = old.id AND new.at = old.at AND new.action = old.action AND new.role = old.role
    AND new.account_id = old.account_id AND new.subject = old.subject AND new.station_id = old.station_id
    AND new.detail_digest = old.detail_digest AND new.digest = old.digest
    AND old.detail_digest <> '' AND substr(old.action, 1, 6) <> 'audit.'
    AND EXISTS (SELECT 1 FROM audit_link WHERE audit_id = old.id)"""
_REFUSE = "SELECT RAISE(ABORT, 'the audit trail is not changed');"


def _final(table: str) -> tuple[str, ...]:
    """Refuse on SQLite to change or delete a row.

    INSERT OR REPLACE is refused by the trigger for deletions, for which stations.storage.sqlite sets recursive_triggers; a
    trigger for insertions would make each cost more the longer its transaction is, because of the savepoint around it.
    """
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {_REFUSE} END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {_REFUSE} END",
    )


def _final_on_server(table: str) -> tuple[str, ...]:
    return (
        f"""CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION audit_is_final()""",
        f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION audit_is_final()""",
    )


STEP = Migration(
    name="0008_audit_chain",
    both=(
        "DROP TRIGGER {audit_no_update}",
        "ALTER TABLE audit ADD COLUMN salt TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE audit ADD COLUMN detail_digest TEXT NOT NULL DEFAULT ''",
        # empty for entries of before and for what was not written by the program: theirs is in the chain alone
        "ALTER TABLE audit ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE audit ADD COLUMN redacted_at TEXT",
        # the details of before get a salt too, or their digests could be guessed once they are redacted
        "UPDATE audit SET salt = {random_salt}",
        "UPDATE audit SET detail_digest = {digest_of_detail}",
        "CREATE INDEX audit_booking ON audit (subject) WHERE redacted_at IS NULL AND substr(action, 1, 8) = 'booking.'",
        "CREATE INDEX booking_erased ON booking (erased_at, id) WHERE erased_at IS NOT NULL",
        # previous is unique, so that no two seals follow the same one, whoever seals at once
        """CREATE TABLE audit_seal (
            id {int} PRIMARY KEY,
            previous TEXT NOT NULL UNIQUE,
            hash TEXT NOT NULL UNIQUE,
            sealed_at TEXT NOT NULL,
            took_all {int} NOT NULL CHECK (took_all IN (0, 1))
        ) {strict}""",
        # which entries a seal covers; no foreign keys, for what is missing is found and told by the check
        """CREATE TABLE audit_link (
            seal_id {int} NOT NULL,
            audit_id {int} NOT NULL UNIQUE,
            digest TEXT NOT NULL,
            PRIMARY KEY (seal_id, audit_id)
        ) {clustered}""",
    ),
    sqlite=(
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit WHEN NOT ({_REDACTION}) BEGIN {_REFUSE} END",
        *_final("audit_seal"),
        *_final("audit_link"),
    ),
    postgresql=(
        f"""CREATE FUNCTION audit_is_redacted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF NOT ({_REDACTION}) THEN RAISE EXCEPTION 'the audit trail is not changed'; END IF;
                RETURN new;
            END $$""",
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_redacted()",
        "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_final()",
        """CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit
            FOR EACH STATEMENT EXECUTE FUNCTION audit_is_final()""",
        *_final_on_server("audit_seal"),
        *_final_on_server("audit_link"),
    ),
)
