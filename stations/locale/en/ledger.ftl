# Where to look next
shell-menu-recheck = Where to look
recheck-title = Where to look next
recheck-intro = Stations where a wrong answer would do most harm and nobody has looked for longest come first, the more often drivers ask for them the sooner. Confirm or correct what you find; the station then leaves this list.
recheck-district = District
recheck-mine = You said you would look
recheck-waiting = Waiting for somebody
recheck-none = Nothing here needs a look at the moment.
recheck-with-others = { $count ->
    [one] One more station is being looked at by somebody else.
   *[other] { $count } more stations are being looked at by others.
 }
recheck-take = I'll look
recheck-give-back = Give it back
recheck-until = Yours until { $time }
recheck-open = Open the station
recheck-taken = { $name } is yours for a day.
recheck-given-back = { $name } is free for somebody else.
recheck-more = Show more
recheck-download = Download this list (CSV)
recheck-why-never = Nobody on the spot has ever checked anything here
recheck-why-never-these = Nobody on the spot has ever checked: { $names }
recheck-why-disputed = { $count ->
    [one] One driver found it otherwise: { $names }
   *[other] { $count } drivers found it otherwise: { $names }
 }
recheck-why-expired = { $names }: past its date ({ $date })
recheck-why-stale = { $names }: last checked { $ago }
recheck-why-demand = { $count ->
    [one] Looked up once in the last 30 days
   *[other] Looked up { $count } times in the last 30 days
 }
recheck-and-more = { $names } and { $count } more
recheck-hours = Opening hours
recheck-access = Way in
recheck-position = Position
recheck-column-station = Station id
recheck-column-name = Name
recheck-column-district = District
recheck-column-address = Address
recheck-column-score = Score
recheck-column-why = Why

# How the stations are kept
shell-menu-ledger = Ledger
ledger-title = How the stations are kept
ledger-intro = Only what was known at the end of that day counts. Somebody has looked when they confirmed or changed something on the spot; a list that comes in is no look.
ledger-as-of = As of the end of
ledger-district = District
ledger-all = All stations
ledger-no-district = District not known
ledger-reading = Reading what was noted…
ledger-none = Nothing had been noted about any station by then.
ledger-download = Download all districts (CSV)
ledger-known-stations = Stations noted by then
ledger-known-amenities = Facilities with something said of them
ledger-in-time = Looked at in time
ledger-share = { $share } % ({ $count } of { $total })
ledger-never-looked = Never looked at on the spot
ledger-age = Age of the last look, half are younger
ledger-days = { $count ->
    [one] one day
   *[other] { $count } days
 }
ledger-disputes = Disputes without an answer
ledger-dispute-longest = { $count }, the longest for { $wait }
ledger-mend = From out of order or gone to working again, half are quicker
ledger-settle = From a dispute to an answer, half are quicker
ledger-wait = { $wait } ({ $count ->
    [one] once
   *[other] { $count } times
 } in a year)
ledger-hours = { $count ->
    [one] one hour
   *[other] { $count } hours
 }
ledger-nothing = –
ledger-months-title = Looked at in time, month by month
ledger-months-note = Share of facilities that somebody looked at within the time that suits them: an AED within { $aed } days, a water heater within { $water }. End of each month; the last line is the day chosen.
ledger-month = Month
ledger-doors-title = At the door on a working day
ledger-doors-note = By the stated hours of an ordinary working day. Doors that open by QR code count as open. Stations that state no hours are counted apart, never as closed.
ledger-night-23 = 23:00, night drivers change over
ledger-night-2 = 02:00, night drivers rest
ledger-night-4 = 04:00, sweepers begin
ledger-night-line = { $share } % closed ({ $closed } of { $told }); hours not known: { $unknown }
ledger-night-untold = Hours not known: { $unknown }
ledger-all-hours = All 24 hours
ledger-hour = Hour
ledger-door-open = Open
ledger-door-closed = Closed
ledger-door-unknown = Not known
ledger-districts-title = District by district
ledger-short-stations = Stations
ledger-short-in-time = In time
ledger-short-age = Last look
ledger-short-disputes = Disputes
ledger-short-mend = Mended in
ledger-short-settle = Answered in
ledger-short-night = Closed at { $hour }:00
ledger-of = { $count } of { $total }
ledger-column-district = District
ledger-column-as-of = As of
ledger-column-stations = Stations
ledger-column-amenities = Facilities with something said
ledger-column-within = Looked at in time
ledger-column-share = Share looked at in time (0 to 1)
ledger-column-never = Never looked at on the spot
ledger-column-median-age = Median age of the last look (days)
ledger-column-disputes = Disputes without an answer
ledger-column-longest-dispute = Longest of them (hours)
ledger-column-mended = Mended within a year
ledger-column-mend-hours = Median time to mend (hours)
ledger-column-settled = Disputes answered within a year
ledger-column-settle-hours = Median time to answer (hours)
ledger-column-door-open = Open at { $hour }:00
ledger-column-door-closed = Closed at { $hour }:00
ledger-column-door-unknown = Hours not known at { $hour }:00
audit-station-recheck-taken = Said they would look at a station
audit-station-recheck-given-back = Gave a station to look at back
