# One sentence for each error code: what happened, and what to do next.

## Who may
error-forbidden = Your account cannot do this. If you need it, please ask an administrator.
error-sign-in-needed = Please sign in first.
error-sign-in-wrong = The user name or the password is wrong. Please try again.
error-too-many-tries = Too many tries. Please wait a while and try again.
error-account-disabled = This account has been switched off. Please ask an administrator.
error-setup-code-wrong = The setup code is wrong. It is shown in the terminal window in which the program was started.
error-setup-done = The first administrator is already set up. Please sign in.
error-last-administrator = This is the last administrator. The account cannot be switched off or given another role.
error-cross-site = This request came from another website and was not carried out. Please go back to our page and try there.

## What is not there
error-not-found = There is no such page.
error-station-not-found = There is no such station. The link may be incomplete, or the station may have been removed.
error-session-not-found = There is no such session.
error-slot-not-found = There is no such time slot. Please choose again.
error-booking-not-found = There is no such booking. Please check the link or the code.
error-account-not-found = There is no such account.
error-photo-not-found = There is no such photo.
error-link-expired = This link has expired, and the personal details in the booking have been erased.

## What a field holds
error-required = Please fill this in.
error-too-long = This is too long. Please shorten it.
error-invalid = We cannot read this. Please check it.
error-limit-invalid = The number must be between 1 and { $most }.
error-coordinates-invalid = We cannot read these coordinates. Please write latitude,longitude, for example 22.21,113.58.
error-coordinates-swapped = Latitude and longitude seem to be the wrong way round. Please swap the two numbers.
error-coordinates-impossible = This place is not in the chosen region. Please check the coordinates.
error-instant-invalid = We cannot read this time. Please give date, time and zone, for example 2026-12-01T09:30+08:00.
error-date-invalid = This is not a date. Please write year-month-day, for example 2026-12-01.
error-hours-invalid = We cannot read these opening hours. Please check them, for example Mo-Fr 08:00-22:00.
error-hours-incomplete = The hours are not complete yet: { $days }.
error-facility-unknown = There is no facility called “{ $given }”.
error-state-unknown = There is no such state. Please choose one from the list.
error-jurisdiction-unknown = The region must be the mainland (CN), Hong Kong (HK) or Macao (MO).
error-phone-invalid = This phone number is not right. Please give a number of the mainland (+86), Hong Kong (+852) or Macao (+853).
error-name-invalid = Please give your name, with at most { $most } characters.
error-category-unknown = Please choose your kind of work from the list.
error-email-invalid = This e-mail address does not look right. Please check it, or leave it empty.
error-party-too-large = You can book for at most { $most } people at once.
error-number-outside = Please give a number between { $least } and { $most }.
error-question-options = A question with choices needs 1 to 12 of them; other questions have none.
error-question-health = One question sounds as if it asks about health. Tick beside it that you mean it, or change or remove it.
error-consent-needed = Please read and accept the privacy notice before you book.
error-password-weak = The password needs at least { $least } characters, must not be too plain, and must not contain the user name.
error-username-invalid = A user name has 3 to 32 characters: small letters, digits, dots, dashes and underscores, beginning with a letter or digit.
error-username-taken = This user name is taken. Please choose another.
error-role-unknown = There is no such role. Please choose one from the list.
error-role-needed = Please choose a role.
error-url-invalid = This is not a web address. Please give it in full, beginning with http:// or https://.
error-height-invalid = A height limit is given in metres, between { $least } and { $most }, for example 4.2.
error-side-impossible = A station is on the side of its own region or inside the port. Please choose one of these, or unknown.

## Photos and files
error-photo-not-an-image = This file is not a photo, or it is damaged. Please choose a JPEG, PNG or WebP photo.
error-photo-too-large = The photo is too large. Please choose a smaller one.
error-photos-full = This station has as many photos as it can hold. Please delete one first.
error-file-encoding = We cannot read the letters in this file. Please save it as a CSV in UTF-8 and upload it again.
error-file-empty = The file is empty.
error-file-columns = Some of the columns we need are missing. Please compare the first row with the template.
error-file-too-large = The file is too large. Please split it into smaller ones.
error-file-rows-wrong = Some rows are not right, so nothing was imported. The reason stands beside each row.
error-row-duplicate = The id in this row has already been used in a row above.
error-row-other-source = The id in this row belongs to a station from another source, so it was left alone. Give this row an id of its own.
error-row-nearby = “{ $name }” is there already, { $metres } m away. Is it the same place?

## Sessions and bookings
error-session-times = The end must come after the start, leave room for at least one slot, and be within 24 hours.
error-session-too-many-slots = That makes too many slots; at most { $most } are possible. Please make the slots longer or the session shorter.
error-session-not-draft = Only a draft can be changed in this way. This session has been published or cancelled.
error-session-closed = This session is not taking bookings now.
error-session-past = The time of this session has passed.
error-session-cancelled = This session has been cancelled.
error-session-begun = Somebody is checked in already for a time that would go away, so the times can no longer be changed.
error-slot-full = This slot has just filled up. Please choose another.
error-slot-past = This slot has already begun. Please choose a later one.
error-slot-same = This is the slot you already have.
error-walk-ins-full = All places for people without a booking are taken.
error-already-booked = This phone number already has a booking for this session. To change the time, go to My booking.
error-overlaps = This phone number already has another booking at that time. Please choose another slot, or cancel the other booking first.
error-already-waiting = This phone number is already on the waiting list for this session. We will offer places in order.
error-places-free = There are free places, so you can book one right away. No need to wait.
error-no-waitlist = This session has no waiting list.
error-hold-over = The time we held your place for is over and it has been taken. Please choose another slot.
error-offer-over = The time to take this place is over and it has gone to the next person. You are welcome to join the list again.
error-booking-not-open = Booking has not opened yet. Please come back later.
error-booking-closed = Booking is over. If there is room, you can simply come along.
error-too-many-bookings = One phone number can have at most { $most } bookings at a time. Please cancel one you do not need.
error-code-needed = Please have a code sent to your phone first, then type its 6 digits.
error-code-wrong = This code is not right, or its ten minutes are over. Please look again, or have a new one sent.
error-code-not-sent = The code could not be sent. Please try again later, or ask the staff to book for you.
error-session-five-minutes = Please start on a multiple of five minutes, such as 9:00 or 9:05.
error-booking-ended = This booking is over or cancelled and can no longer be changed.
error-already-checked-in = This booking has already been checked in.
error-booking-code-wrong = The code and the last four digits of the phone number do not match. Please check them.
error-not-today = Check-in has not opened yet, or it is already over.
error-key-reused = This request number was already used for something else, so nothing was booked twice.

## Emergency closures
error-area-unknown = No district begins like that. Please choose an area from the list, or check the name.
error-signal-not-there = This signal is not given in that area.
error-closing-end = The end has to lie ahead, within { $days } days.

## Two people at once
error-changed-meanwhile = Somebody changed this after you opened it. Please look at what it is now, then decide.
error-recheck-taken = Somebody else has just said that they will look at this station.

## The house itself
error-database-missing = The database is not there. Please tell whoever runs this site.
error-database-locked = Too many people are saving at once. Please try again in a few seconds; nothing has been saved yet.
error-database-read-only = You can look but not save at the moment. Please tell whoever runs this site.
error-database-full = The storage is full and nothing was saved. Please tell whoever runs this site.
error-database-newer = The database is newer than the program. Whoever runs this site has to update the program first.
error-database-damaged = The database is damaged. Whoever runs this site has to check it and restore a backup.
error-database-unreachable = We cannot reach the database at the moment. Please try again in a little while.
error-pg-dump-missing = The program pg_dump is not installed here, so no backup was made. On Debian: apt-get install postgresql-client.
error-target-not-empty = There is something in the target already, and it was left alone. Please make a new, empty database to move into.
error-copy-differs = What arrived is not what was read, so nothing was kept and the target is empty again. Please keep the output and report it.
error-source-changed = Somebody wrote while the move was under way, so nothing was kept and the target is empty again. Please stop every process of the site, then try again.
error-text-unfit = A text in the table { $table } holds a character that PostgreSQL cannot keep (NUL), so nothing was moved.
error-restore-elsewhere = This restores SQLite only. A backup of PostgreSQL is restored with pg_restore; docs/operating.md shows how.
error-restore-needs-force = There is a database already and it was left alone. With --force it is put aside and the backup takes its place.
error-internal = Something went wrong on our side, and what you asked for was not done. Please try again in a little while.
error-device-blocked = No reports are taken from this device any more. If that is a mistake, call the station or its union.
error-report-not-found = There is no report under this link.
error-concern-not-found = What drivers reported there cannot be found.

## Series of sessions
error-rule-invalid = We cannot read this rule. Please write it like FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=10.
error-rule-too-often = A rule can repeat by days, weeks, months or years, not by hours or less.
error-rule-part-unknown = “{ $part }” cannot be used in a rule here. Please leave it out.
error-rule-two-ends = A rule ends after a number of times or on a day, not both. Please leave out COUNT or UNTIL.
error-rule-no-dates = This rule gives no date in the coming year. Please check it.
error-rule-too-far = Dates can be planned at most { $days } days ahead. Please let the series end earlier.
error-series-too-many = That makes too many dates; at most { $most } are possible.
error-series-calendar-missing = The public holidays of { $year } { $region ->
        [HK] in Hong Kong
        [MO] in Macao
       *[other] in the mainland
    } have not been entered yet, so they cannot be left out or moved. Please let the series end before { $year }, or choose “As usual”.
error-series-not-found = There is no such series.
error-series-date-there = The series has a date on that day already.
