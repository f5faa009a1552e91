"""Bookings as the best do it: held places, waiting lists and offers, groups, one time for one person, links as digests."""

from __future__ import annotations

from stations.storage.migrations.step import Migration

STEP = Migration(
    "0007_bookings",
    both=(
        # how a session is booked, what is asked, what its kind has besides: JSON, see stations/terms.py
        "ALTER TABLE session ADD COLUMN terms TEXT NOT NULL DEFAULT '{{}}'",
        "ALTER TABLE session ADD COLUMN questions TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE session ADD COLUMN details TEXT NOT NULL DEFAULT '{{}}'",
        # a date of a series: the day that its rule gave (iCalendar RECURRENCE-ID), and whether it was edited on its own
        "ALTER TABLE session ADD COLUMN series_id TEXT",
        "ALTER TABLE session ADD COLUMN recurrence_on TEXT",
        "ALTER TABLE session ADD COLUMN is_detached {int} NOT NULL DEFAULT 0 CHECK (is_detached IN (0, 1))",
        "CREATE UNIQUE INDEX session_series ON session (series_id, recurrence_on) WHERE series_id IS NOT NULL",
        # the places that staff want; fewer than are taken when they lowered the number with people booked
        "ALTER TABLE slot ADD COLUMN planned {int} NOT NULL DEFAULT 0",
        "UPDATE slot SET planned = capacity",
        "ALTER TABLE notice RENAME TO notice_before",
        """CREATE TABLE booking_next (
            id TEXT PRIMARY KEY,
            session_id TEXT NOT NULL REFERENCES session (id),
            slot_id {int} REFERENCES slot (id),
            code TEXT NOT NULL UNIQUE,
            status TEXT NOT NULL CHECK (status IN ('pending', 'booked', 'waitlist', 'checked-in', 'fulfilled', 'noshow',
                'cancelled', 'entered-in-error')),
            is_walk_in {int} NOT NULL CHECK (is_walk_in IN (0, 1)),
            party {int} NOT NULL DEFAULT 1 CHECK (party BETWEEN 1 AND 50),
            name TEXT,
            phone TEXT,
            email TEXT,
            category TEXT NOT NULL,
            lang TEXT NOT NULL,
            consent_version TEXT NOT NULL,
            consent_lang TEXT NOT NULL,
            consent_at TEXT,
            booked_by TEXT NOT NULL,
            request_key TEXT UNIQUE,
            request_hash TEXT,
            expires_at TEXT,
            is_offer {int} NOT NULL DEFAULT 0 CHECK (is_offer IN (0, 1)),
            accepts_at_once {int} NOT NULL DEFAULT 0 CHECK (accepts_at_once IN (0, 1)),
            replaces_id TEXT REFERENCES booking_next (id),
            check_in_key TEXT,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            checked_in_at TEXT,
            erased_at TEXT,
            version {int} NOT NULL,
            CHECK (slot_id IS NOT NULL OR is_walk_in = 1 OR status IN ('waitlist', 'cancelled')),
            CHECK ((expires_at IS NOT NULL) = (status = 'pending'))
        ) {strict}""",
        """INSERT INTO booking_next (id, session_id, slot_id, code, status, is_walk_in, name, phone, category, lang,
                consent_version, consent_lang, consent_at, booked_by, request_key, request_hash, created_at, updated_at,
                checked_in_at, erased_at, version)
            SELECT id, session_id, slot_id, code, status, is_walk_in, name, phone, category, lang,
                consent_version, consent_lang, consent_at, booked_by, request_key, request_hash, created_at, updated_at,
                checked_in_at, erased_at, version FROM booking""",
        # a booking may have several links: each message brings its own, and only their digests are kept
        """CREATE TABLE link_before (token_hash TEXT NOT NULL, booking_id TEXT NOT NULL, made_at TEXT NOT NULL) {strict}""",
        "INSERT INTO link_before SELECT {digest_of_token}, id, created_at FROM booking",
        """CREATE TABLE notice_between (booking_id TEXT NOT NULL, kind TEXT NOT NULL, args TEXT NOT NULL,
            created_at TEXT NOT NULL, told_at TEXT, version {int} NOT NULL) {strict}""",
        """INSERT INTO notice_between SELECT booking_id, kind, args, created_at, told_at,
            row_number() OVER (PARTITION BY booking_id, kind ORDER BY id) FROM notice_before ORDER BY id""",
        "DROP TABLE notice_before",
        "DROP TABLE booking",
        "ALTER TABLE booking_next RENAME TO booking",
        """CREATE UNIQUE INDEX booking_one_per_phone ON booking (session_id, phone)
            WHERE phone IS NOT NULL AND status IN ('pending', 'booked', 'waitlist', 'checked-in', 'fulfilled')""",
        "CREATE INDEX booking_session ON booking (session_id)",
        "CREATE INDEX booking_slot ON booking (slot_id)",
        "CREATE INDEX booking_phone ON booking (phone) WHERE phone IS NOT NULL",
        "CREATE INDEX booking_replaces ON booking (replaces_id) WHERE replaces_id IS NOT NULL",
        "CREATE INDEX booking_pending ON booking (session_id, expires_at) WHERE status = 'pending'",
        "CREATE INDEX booking_waiting ON booking (session_id, created_at, id) WHERE status = 'waitlist'",
        "CREATE INDEX booking_unerased ON booking (session_id) WHERE erased_at IS NULL",
        """CREATE TABLE booking_link (
            token_hash TEXT PRIMARY KEY,
            booking_id TEXT NOT NULL REFERENCES booking (id),
            made_at TEXT NOT NULL
        ) {clustered}""",
        "CREATE INDEX booking_link_booking ON booking_link (booking_id)",
        "INSERT INTO booking_link SELECT token_hash, booking_id, made_at FROM link_before",
        "DROP TABLE link_before",
        # who is where when: five minutes of a person hold one booking, whatever the session, on every engine
        """CREATE TABLE occupied (
            phone TEXT NOT NULL,
            cell {int} NOT NULL,
            booking_id TEXT NOT NULL REFERENCES booking (id),
            PRIMARY KEY (phone, cell)
        ) {clustered}""",
        "CREATE INDEX occupied_booking ON occupied (booking_id)",
        # answers are kept apart from the booking and erased earlier
        """CREATE TABLE answer (
            booking_id TEXT NOT NULL REFERENCES booking (id),
            question_id TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (booking_id, question_id)
        ) {clustered}""",
        # the outbox: what must be told, and what has become of telling it
        """CREATE TABLE notice (
            id {serial},
            booking_id TEXT NOT NULL REFERENCES booking (id),
            kind TEXT NOT NULL,
            version {int} NOT NULL,
            args TEXT NOT NULL,
            created_at TEXT NOT NULL,
            told_at TEXT,
            state TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sent', 'failed', 'kept')),
            channel TEXT NOT NULL DEFAULT '',
            tries {int} NOT NULL DEFAULT 0,
            due_at TEXT NOT NULL,
            sent_at TEXT,
            error TEXT NOT NULL DEFAULT '',
            UNIQUE (booking_id, kind, version)
        ) {strict}""",
        "CREATE INDEX notice_due ON notice (due_at) WHERE state = 'due'",
        "CREATE INDEX notice_failed ON notice (created_at) WHERE state = 'failed'",
        """INSERT INTO notice (booking_id, kind, version, args, created_at, told_at, state, due_at)
            SELECT booking_id, kind, version, args, created_at, told_at, 'kept', created_at FROM notice_between""",
        "DROP TABLE notice_between",
    ),
)
