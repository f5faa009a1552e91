"""Claims that fade: reports, concerns, the log of what was said, the queue of looks."""

from __future__ import annotations

from stations.storage.migrations.step import Migration

STEP = Migration(
    name="0003_claims",
    both=(
        "ALTER TABLE amenity ADD COLUMN medicine_expire_on TEXT",
        "ALTER TABLE amenity ADD COLUMN observed_at TEXT",
        "ALTER TABLE amenity ADD COLUMN said_by TEXT NOT NULL DEFAULT ''",
        "UPDATE amenity SET observed_at = checked_at",
        # the claims behind hours, way in and position, and the seconds until which the hours are believed or disputed
        "ALTER TABLE station ADD COLUMN claims TEXT NOT NULL DEFAULT '{{}}'",
        "ALTER TABLE station ADD COLUMN hours_until {int} NOT NULL DEFAULT 0",
        "ALTER TABLE station ADD COLUMN hours_disputed_until {int} NOT NULL DEFAULT 0",
        # what a driver sends from the spot; the link's secret and the device are kept as digests
        """CREATE TABLE report (
            id TEXT PRIMARY KEY,
            station_key {int} NOT NULL REFERENCES station (key),
            kind TEXT NOT NULL,
            device TEXT NOT NULL,
            note TEXT NOT NULL,
            photo {blob},
            lang TEXT NOT NULL,
            observed_at TEXT NOT NULL,
            received_at TEXT NOT NULL,
            request_key TEXT NOT NULL UNIQUE,
            token_hash TEXT NOT NULL UNIQUE,
            hidden_at TEXT,
            hidden_by TEXT NOT NULL
        ) {strict}""",
        "CREATE INDEX report_station ON report (station_key, received_at)",
        "CREATE INDEX report_device ON report (device)",
        # reports about the same thing are one concern until somebody settles it
        """CREATE TABLE concern (
            id TEXT PRIMARY KEY,
            station_key {int} NOT NULL REFERENCES station (key),
            subject TEXT NOT NULL,
            opened_at TEXT NOT NULL,
            disputed_at TEXT,
            deadline_at TEXT,
            seen_at TEXT,
            settled_at TEXT,
            settled_by TEXT NOT NULL,
            outcome TEXT CHECK (outcome IN ('fixed', 'changed', 'kept', 'hidden')),
            why TEXT NOT NULL,
            CHECK ((settled_at IS NULL) = (outcome IS NULL))
        ) {strict}""",
        "CREATE UNIQUE INDEX concern_one_open ON concern (station_key, subject) WHERE settled_at IS NULL",
        "CREATE INDEX concern_open ON concern (deadline_at) WHERE settled_at IS NULL",
        "CREATE INDEX concern_station ON concern (station_key, opened_at)",
        # what one report says of one subject; what confirms has no concern
        """CREATE TABLE sighting (
            report_id TEXT NOT NULL REFERENCES report (id),
            station_key {int} NOT NULL REFERENCES station (key),
            subject TEXT NOT NULL,
            value TEXT NOT NULL,
            observed_at TEXT NOT NULL,
            device TEXT NOT NULL,
            concern_id TEXT REFERENCES concern (id),
            is_hidden {int} NOT NULL CHECK (is_hidden IN (0, 1)),
            PRIMARY KEY (report_id, subject)
        ) {strict}""",
        "CREATE INDEX sighting_station ON sighting (station_key, observed_at)",
        "CREATE INDEX sighting_concern ON sighting (concern_id)",
        """CREATE TABLE device_block (
            device TEXT PRIMARY KEY,
            blocked_at TEXT NOT NULL,
            blocked_by TEXT NOT NULL,
            why TEXT NOT NULL
        ) {strict}""",
        # everything that was ever claimed, for "as of": stated values, and checks of many subjects as one row
        """CREATE TABLE claim_log (
            id {serial},
            at TEXT NOT NULL,
            station_key {int} NOT NULL REFERENCES station (key),
            kind TEXT NOT NULL CHECK (kind IN ('listed', 'stated', 'confirmed', 'disputed', 'settled')),
            subject TEXT NOT NULL,
            value TEXT NOT NULL,
            checked_by TEXT NOT NULL
        ) {strict}""",
        "CREATE INDEX claim_log_station ON claim_log (station_key, at)",
        # whom the federation has sent to look, and how often a station is looked at
        """CREATE TABLE recheck_lease (
            station_key {int} PRIMARY KEY REFERENCES station (key),
            account_id TEXT NOT NULL,
            taken_at TEXT NOT NULL,
            ends_at TEXT NOT NULL
        ) {strict}""",
        """CREATE TABLE demand (
            station_key {int} NOT NULL REFERENCES station (key),
            on_date TEXT NOT NULL,
            views {int} NOT NULL,
            PRIMARY KEY (station_key, on_date)
        ) {strict}""",
        # what was stated before claims were kept counts from the station's last change
        """UPDATE station SET claims = '{{"access":' || said || hours || ',"position":' || said || '}}' FROM (
            SELECT of_key, said, CASE WHEN body LIKE '%"opening_hours"_null%' THEN '' ELSE ',"hours":' || said END AS hours
            FROM (SELECT station.key AS of_key, body, '{{"by":"' || CASE WHEN is_demo = 1 THEN 'demo' ELSE 'import' END
                || '","changed_at":"' || updated_at || '","checked_at":"' || updated_at || '","observed_at":"' || updated_at
                || '"}}' AS said FROM station JOIN schedule ON schedule.key = schedule_key) AS each
            ) AS made WHERE key = of_key""",
    ),
    sqlite=(
        """UPDATE station SET hours_until = CAST(strftime('%s', updated_at) AS INTEGER) + 90 * 86400
            WHERE schedule_key IN (SELECT key FROM schedule WHERE body NOT LIKE '%"opening_hours"_null%')""",
    ),
    postgresql=(
        """UPDATE station SET hours_until = CAST(extract(epoch FROM CAST(updated_at AS TIMESTAMPTZ)) AS BIGINT) + 90 * 86400
            WHERE schedule_key IN (SELECT key FROM schedule WHERE body NOT LIKE '%"opening_hours"_null%')""",
    ),
)
