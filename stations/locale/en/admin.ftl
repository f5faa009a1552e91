## Accounts
accounts-title = Accounts
accounts-intro = Accounts are for station managers, session staff and administrators. Drivers need none.
accounts-add = Add an account
accounts-add-button = Add the account
accounts-username = User name
accounts-username-hint = 3 to 32 characters: small letters, digits, dots, dashes or underscores
accounts-name = Name to show
accounts-role = Role
accounts-stations = Stations
accounts-stations-hint = Type a name or an address to search
accounts-stations-choose = Choose stations
accounts-stations-none = No station found. Try another word.
accounts-stations-all = An administrator can act at every station.
accounts-stations-needed = No station is chosen yet, so this account cannot change anything so far.
accounts-list = Accounts there are
accounts-choose = Account to change
accounts-choose-hint = Choose an account
accounts-state = State
accounts-state-active = In use
accounts-state-disabled = Switched off
accounts-state-must-change = Has to choose a password
accounts-since = Since
accounts-save = Save
accounts-saved = Saved.
accounts-nothing-changed = Nothing was changed.
accounts-reset = New password
accounts-reset-note = Makes a one-time password and signs the account out everywhere.
accounts-disable = Switch off
accounts-disable-note = They are signed out at once and cannot sign in. You can switch the account on again later.
accounts-enable = Switch on
accounts-given-title = One-time password for { $username }
accounts-given-note = It is shown only now. Please pass it on; at the first sign-in it is replaced by a password of their own.
accounts-given-done = I have passed it on

## My account
shell-menu-account = My account
account-title = My account
account-name = Name
account-username = User name
account-role = Role
account-stations = Stations
account-stations-none = None yet. Please ask an administrator to add yours.
account-stations-all = All stations
account-password = Change password
account-sign-out = Sign out

## Import
import-title = Import a list of stations
import-intro = You first see what would change; nothing is imported until you say so. What the list does not say stays unknown.
import-template = Download a template (CSV)
import-file = Choose a file
import-file-note = CSV, GeoJSON, GeoPackage, GeoParquet or Shapefile (zip), up to 50 MB and 300,000 rows
import-browse = Browse files
import-source = Where the list comes from
import-source-hint = For example the office that published it. Write it the same way when you import this list again.
import-jurisdiction = Where the stations are
import-datum = Coordinates are in
import-datum-hint = The file does not say. A wrong choice is some hundred metres off, so please ask the source.
import-choose = Please choose
import-datum-wgs84 = WGS-84 (GPS)
import-datum-gcj02 = GCJ-02 (Amap, Tencent)
import-datum-bd09 = BD-09 (Baidu)
import-datum-hk1980 = Hong Kong 1980 Grid (northing, easting, metres)
import-position = How good the positions are
import-encoding = Encoding of the file
import-encoding-auto = Find out by itself
import-encoding-ask = We cannot tell the encoding. Please choose one and see whether the preview reads well.
import-leave-out = Columns to leave out
import-leave-out-hint = For example facilities that were guessed or hours that were filled in by default
import-checked-on = Day on which the list was checked
import-checked-on-hint = Leave empty if you do not know
import-more = More options
import-needs = Choose these to see the preview: { $names }
import-missing-columns = Missing: { $names }
import-ignored = These columns are not known and not used: { $names }
import-read-as = Read as { $encoding }
import-preview = Preview
import-new = New
import-changed = Changed
import-unchanged = Unchanged
import-wrong = Wrong
import-repeated =
    { $count ->
        [one] One row repeats a name of an earlier row. That is rare in a list of real places; please check where it comes from.
       *[other] { $count } rows repeat a name of an earlier row. That is rare in a list of real places; please check where it comes from.
    }
import-words = Words for facilities that we do not know
import-words-note = Please say what each means; leave out what is not clear.
import-word = “{ $word }” ({ $count } rows)
import-word-leave-out = Leave it out
import-wrong-rows = Wrong rows (not imported)
import-partial-rows = Rows imported only in part
import-partial-note = What cannot be understood is left open, the rest is imported.
import-rows-cut = Only the first { $shown } rows are listed.
import-row = Row
import-row-name = Name
import-row-field = Column
import-row-reason = Reason
import-button =
    { $count ->
        [one] Import 1 row
       *[other] Import { $count } rows
    }
import-button-good =
    { $count ->
        [one] Import the 1 good row only
       *[other] Import the { $count } good rows only
    }
import-nothing = There is no row to import.
import-no-change = This list would change nothing.
import-done = Imported: { $new } new, { $changed } changed, { $unchanged } unchanged.
import-again = Import another file
import-busy = Importing, please keep this page open…

## Columns of a list
import-field-id = id
import-field-name = name
import-field-lat = latitude
import-field-lng = longitude
import-field-datum = coordinate system
import-field-jurisdiction = region (mainland, Hong Kong, Macao)
import-field-coordinates = coordinates
import-field-position = quality of position
import-field-address = address
import-field-district = district
import-field-directions = how to find it
import-field-audience = who may enter
import-field-way_in = way in
import-field-opening_hours = opening hours
import-field-exceptions = dated exceptions
import-field-closed_until = closed until
import-field-closed_reason = reason for closing
import-field-contact_phone = phone
import-field-contact_note = contact note
import-field-owner = owner
import-field-partners = partners
import-field-serves = whom it serves
import-field-facilities = facilities
import-field-facilities_out_of_order = facilities out of order
import-field-facilities_absent = facilities not there
import-field-facilities_unknown = facilities unknown
import-field-facility_details = details of facilities
import-field-checked_on = day checked
import-field-is_demo = demo
import-field-source = source
import-field-row = whole row
import-field-file = file

## Audit log
audit-page-title = Audit log
audit-page-intro = Who did what, and when. It holds ids, not the names or phones of drivers. Times are those of Beijing, Hong Kong and Macao.
audit-page-kind = Kind of event
audit-page-station = Station id
audit-page-at = Time
audit-page-who = Who
audit-page-what = What
audit-page-subject = On what
audit-page-detail = Details
audit-page-older = Older
audit-page-newest = Newest
audit-page-empty = There are no entries.
audit-kind-account = Accounts
audit-kind-booking = Bookings
audit-kind-session = Sessions
audit-kind-roster = Rosters
audit-kind-station = Stations
audit-kind-stations = Imports
audit-kind-house = The house
audit-account-created = Account made
audit-account-disabled = Account switched off
audit-account-enabled = Account switched on
audit-account-role-set = Role changed
audit-account-stations-set = Stations of an account changed
audit-account-password-reset = Password reset
audit-account-password-changed = Own password changed
audit-account-signed-in = Signed in
audit-account-signed-out = Signed out
audit-stations-imported = List imported
audit-station-imported = Station updated by an import
audit-house-purged = Personal data past its time erased
audit-house-furnished = Built-in stations loaded
audit-house-demo-stations = Demo stations added

## The command line
cli-help-stations = Union service stations: start, set up and look after them.
cli-help-serve = Serve the site.
cli-help-init = Make the database, or bring it up to date.
cli-help-import = Import a list of stations (CSV, GeoJSON, GeoPackage, GeoParquet, Shapefile).
cli-help-export = Write all stations to a file, or to the standard output.
cli-help-account = Manage accounts.
cli-help-add = Make an account with a one-time password.
cli-help-reset = Give an account a new one-time password.
cli-help-demo = Add many invented stations for trials.
cli-help-backup = Write a copy of the database to a new file.
cli-help-check = Check whether the database is sound.
cli-help-purge = Erase personal data past its time.
cli-ready = The database is ready ({ $engine } { $version }).
cli-setup-code = Make the first administrator with this one-time code (shown only now): { $code }
cli-settings-wrong = These settings are not right, please check them: { $names }
cli-file-failed = The file cannot be used: { $file } ({ $reason })
cli-file-missing = There is no such file: { $file }
cli-file-there = There is such a file already; it was left alone: { $file }
cli-bug = Something went wrong in the program and it was not done. The details are in { $file }.
cli-import-needs = Please add: { $names }
cli-import-columns = Missing columns: { $names }
cli-import-counts = Rows: { $new } new, { $changed } changed, { $unchanged } unchanged, { $wrong } wrong.
cli-import-ignored = Columns not used: { $names }
cli-import-row = Row { $line } { $name }: { $field }: { $reason }
cli-import-row-partial = Row { $line } { $name } (left out): { $field }: { $reason }
cli-import-dry = This was a preview; nothing was changed.
cli-import-good-rows = To import the good rows only, add --good-rows.
cli-imported = Imported: { $new } new, { $changed } changed, { $unchanged } unchanged.
cli-exported = Written to { $file }.
cli-password = One-time password for { $username } (shown only now): { $password }
cli-demo = { $count } demo stations added, { $there } were there already.
cli-backed-up = Copied to { $file }.
cli-backup-failed = The copy failed: pg_dump reported an error.
cli-check-files = Database files: { $what }
cli-check-counters = Places miscounted: { $what }
cli-check-masks = Facility filter wrong for: { $what }
cli-check-well = All is well.
cli-check-wrong = Something is wrong. Please make a backup, then find out why.
cli-purged = Erased: names and phones in { $bookings } bookings, { $sign_ins } old sign-ins, { $attempts } counts of attempts, { $schedules } unused timetables.
