"""The first schema: stations, sessions, bookings, accounts, the audit trail."""

from __future__ import annotations

from stations.storage.migrations.step import Migration

STEP = Migration(
    "0001_stations",
    both=(
        "CREATE TABLE house (key TEXT PRIMARY KEY, value TEXT NOT NULL) {strict}",
        "CREATE TABLE counter (name TEXT PRIMARY KEY, value {int} NOT NULL) {strict}",
        "INSERT INTO counter (name, value) VALUES ('station', 0), ('station_key', 0), ('schedule', 0), ('schedule_key', 0)",
        """CREATE TABLE schedule (
            key {int} PRIMARY KEY,
            content TEXT NOT NULL UNIQUE,
            body TEXT NOT NULL
        ) {strict}""",
        """CREATE TABLE station (
            key {int} PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            names TEXT NOT NULL,
            jurisdiction TEXT NOT NULL CHECK (jurisdiction IN ('CN', 'HK', 'MO')),
            lat {real} NOT NULL CHECK (lat BETWEEN -90 AND 90),
            lng {real} NOT NULL CHECK (lng BETWEEN -180 AND 180),
            given_lat {real} NOT NULL,
            given_lng {real} NOT NULL,
            datum TEXT NOT NULL,
            position TEXT NOT NULL CHECK (position IN ('exact', 'approximate')),
            address TEXT NOT NULL,
            district TEXT NOT NULL,
            directions TEXT NOT NULL,
            audience TEXT NOT NULL,
            contact_phone TEXT NOT NULL,
            contact_note TEXT NOT NULL,
            owner TEXT NOT NULL,
            partners TEXT NOT NULL,
            serves TEXT NOT NULL,
            schedule_key {int} NOT NULL REFERENCES schedule (key),
            offered {int} NOT NULL,
            mentioned {int} NOT NULL,
            search_tokens TEXT NOT NULL,
            is_demo {int} NOT NULL CHECK (is_demo IN (0, 1)),
            source TEXT NOT NULL,
            change {int} NOT NULL,
            version {int} NOT NULL,
            updated_at TEXT NOT NULL
        ) {strict}""",
        # covering: nearest reads this and nothing else until it knows its twenty stations
        "CREATE INDEX station_nearest ON station (lat, lng, offered, mentioned, schedule_key, key)",
        "CREATE INDEX station_change ON station (change)",
        "CREATE INDEX station_district ON station (district)",
        """CREATE TABLE amenity (
            station_key {int} NOT NULL REFERENCES station (key),
            facility TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('available', 'out-of-order', 'absent', 'unknown')),
            quantity {int},
            place TEXT NOT NULL,
            note TEXT NOT NULL,
            pads_expire_on TEXT,
            battery_expire_on TEXT,
            checked_at TEXT,
            checked_by TEXT,
            changed_at TEXT,
            version {int} NOT NULL,
            PRIMARY KEY (station_key, facility)
        ) {strict}""",
        """CREATE TABLE photo (
            id TEXT PRIMARY KEY,
            station_key {int} NOT NULL REFERENCES station (key),
            jpeg {blob} NOT NULL,
            thumbnail {blob} NOT NULL,
            width {int} NOT NULL,
            height {int} NOT NULL,
            caption TEXT NOT NULL,
            added_at TEXT NOT NULL,
            added_by TEXT NOT NULL
        ) {strict}""",
        "CREATE INDEX photo_station ON photo (station_key, added_at)",
        """CREATE TABLE session (
            id TEXT PRIMARY KEY,
            station_key {int} NOT NULL REFERENCES station (key),
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            hosts TEXT NOT NULL,
            on_date TEXT NOT NULL,
            starts_at TEXT,
            ends_at TEXT,
            slot_minutes {int} NOT NULL,
            places_per_slot {int} NOT NULL,
            walk_in_capacity {int} NOT NULL,
            walk_in_taken {int} NOT NULL,
            audience TEXT NOT NULL,
            notes TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'cancelled')),
            sequence {int} NOT NULL,
            version {int} NOT NULL,
            is_demo {int} NOT NULL CHECK (is_demo IN (0, 1)),
            source TEXT NOT NULL,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            CHECK (walk_in_taken BETWEEN 0 AND walk_in_capacity)
        ) {strict}""",
        "CREATE INDEX session_station ON session (station_key, on_date)",
        "CREATE INDEX session_date ON session (on_date)",
        """CREATE TABLE slot (
            id {serial},
            session_id TEXT NOT NULL REFERENCES session (id),
            starts_at TEXT NOT NULL,
            ends_at TEXT NOT NULL,
            capacity {int} NOT NULL,
            taken {int} NOT NULL,
            UNIQUE (session_id, starts_at),
            CHECK (taken BETWEEN 0 AND capacity)
        ) {strict}""",
        """CREATE TABLE booking (
            id TEXT PRIMARY KEY,
            session_id TEXT NOT NULL REFERENCES session (id),
            slot_id {int} REFERENCES slot (id),
            code TEXT NOT NULL UNIQUE,
            token TEXT NOT NULL UNIQUE,
            status TEXT NOT NULL CHECK (status IN ('pending', 'booked', 'waitlist', 'checked-in', 'fulfilled', 'noshow',
                'cancelled', 'entered-in-error')),
            is_walk_in {int} NOT NULL CHECK (is_walk_in IN (0, 1)),
            name TEXT,
            phone TEXT,
            category TEXT NOT NULL,
            lang TEXT NOT NULL,
            consent_version TEXT NOT NULL,
            consent_lang TEXT NOT NULL,
            consent_at TEXT NOT NULL,
            booked_by TEXT NOT NULL,
            request_key TEXT UNIQUE,
            request_hash TEXT,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            checked_in_at TEXT,
            erased_at TEXT,
            version {int} NOT NULL,
            CHECK ((slot_id IS NULL) = (is_walk_in = 1))
        ) {strict}""",
        """CREATE UNIQUE INDEX booking_one_per_phone ON booking (session_id, phone)
            WHERE phone IS NOT NULL AND status IN ('pending', 'booked', 'checked-in', 'fulfilled')""",
        "CREATE INDEX booking_slot ON booking (slot_id)",
        "CREATE INDEX booking_unerased ON booking (session_id) WHERE erased_at IS NULL",
        """CREATE TABLE notice (
            id {serial},
            booking_id TEXT NOT NULL REFERENCES booking (id),
            kind TEXT NOT NULL,
            args TEXT NOT NULL,
            created_at TEXT NOT NULL,
            told_at TEXT
        ) {strict}""",
        "CREATE INDEX notice_booking ON notice (booking_id)",
        """CREATE TABLE account (
            id TEXT PRIMARY KEY,
            username TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('administrator', 'manager', 'staff')),
            is_disabled {int} NOT NULL CHECK (is_disabled IN (0, 1)),
            must_change {int} NOT NULL CHECK (must_change IN (0, 1)),
            version {int} NOT NULL,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL
        ) {strict}""",
        """CREATE TABLE account_station (
            account_id TEXT NOT NULL REFERENCES account (id),
            station_key {int} NOT NULL REFERENCES station (key),
            PRIMARY KEY (account_id, station_key)
        ) {strict}""",
        """CREATE TABLE sign_in (
            secret_hash TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES account (id),
            created_at TEXT NOT NULL,
            expires_at TEXT NOT NULL
        ) {strict}""",
        "CREATE INDEX sign_in_account ON sign_in (account_id)",
        """CREATE TABLE attempt (
            subject TEXT NOT NULL,
            bucket TEXT NOT NULL,
            tries {int} NOT NULL,
            expires_at TEXT NOT NULL,
            PRIMARY KEY (subject, bucket)
        ) {strict}""",
        """CREATE TABLE audit (
            id {serial},
            at TEXT NOT NULL,
            action TEXT NOT NULL,
            role TEXT NOT NULL,
            account_id TEXT NOT NULL,
            subject TEXT NOT NULL,
            station_id TEXT NOT NULL,
            detail TEXT NOT NULL
        ) {strict}""",
        "CREATE INDEX audit_station ON audit (station_id, id)",
    ),
    sqlite=(
        """CREATE VIRTUAL TABLE station_search USING fts5 (
            search_tokens, content='station', content_rowid='key', tokenize="unicode61 remove_diacritics 0",
            prefix='2 3', columnsize=0
        )""",
        """CREATE TRIGGER station_search_insert AFTER INSERT ON station BEGIN
            INSERT INTO station_search (rowid, search_tokens) VALUES (new.key, new.search_tokens);
        END""",
        """CREATE TRIGGER station_search_delete AFTER DELETE ON station BEGIN
            INSERT INTO station_search (station_search, rowid, search_tokens)
                VALUES ('delete', old.key, old.search_tokens);
        END""",
        """CREATE TRIGGER station_search_update AFTER UPDATE OF search_tokens ON station
            WHEN old.search_tokens <> new.search_tokens BEGIN
            INSERT INTO station_search (station_search, rowid, search_tokens)
                VALUES ('delete', old.key, old.search_tokens);
            INSERT INTO station_search (rowid, search_tokens) VALUES (new.key, new.search_tokens);
        END""",
        """CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN
            SELECT RAISE(ABORT, 'the audit trail is not changed');
        END""",
        """CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
            SELECT RAISE(ABORT, 'the audit trail is not changed');
        END""",
    ),
    postgresql=(
        # single tokens and pairs of neighbours: phrases without a parser, so the server's locale does not matter
        """CREATE FUNCTION search_grams(tokens TEXT) RETURNS TEXT[] LANGUAGE sql IMMUTABLE AS $$
            SELECT coalesce(array_agg(DISTINCT gram), '{{}}') FROM (
                SELECT unnest(ARRAY[token, token || lead(token) OVER (ORDER BY place)]) AS gram
                FROM unnest(string_to_array(tokens, ' ')) WITH ORDINALITY AS t (token, place)
            ) AS grams WHERE gram IS NOT NULL
        $$""",
        # stored, so that the planner knows how common each gram is and a common one is not looked up in the index
        "ALTER TABLE station ADD COLUMN grams TEXT[] GENERATED ALWAYS AS (search_grams(search_tokens)) STORED",
        "CREATE INDEX station_grams ON station USING gin (grams)",
        """CREATE FUNCTION audit_is_final() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'the audit trail is not changed'; END $$""",
        """CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit
            FOR EACH ROW EXECUTE FUNCTION audit_is_final()""",
    ),
)
