# Who came: the attendance board.
shell-menu-attendance = Attendance
attendance-title = Attendance
attendance-intro = People, not bookings: a group of three counts as three. Counts stay after names are erased.
attendance-first = From
attendance-last = To
attendance-view = Show
attendance-view-session = Sessions
attendance-view-series = Series
attendance-view-station = Stations
attendance-view-district = Districts
attendance-none = No sessions in these days.
attendance-no-series = No series in these days.
attendance-more = { $count ->
    [one] One more line is counted above and not listed.
   *[other] { $count } more lines are counted above and not listed.
 }
attendance-only = Only: { $name }
attendance-show-all = Show all
attendance-back = Back to the list
attendance-details = Kinds of work, and how early people book
attendance-csv = Download (CSV)
attendance-xlsx = Download (Excel)
attendance-small = Fewer than { $least } people are shown as <{ $least }. Where the sums would tell such a number, another one is hidden too and shown as ≥{ $least }.
attendance-what = Session, series or station
attendance-district = District
attendance-no-district = District not known
attendance-all = All
attendance-category = Kind of work
attendance-slot = Time
attendance-day = Days before
attendance-sessions = Sessions
attendance-called-off = Called off
attendance-places = Places
attendance-walk-in-places = Walk-in places
attendance-booked = Booked
attendance-came = Came
attendance-absent = Did not come
attendance-open = Not noted yet
attendance-walk-ins = Walk-ins
attendance-waiting = Waiting
attendance-held = Offered
attendance-cancelled = Cancelled
attendance-taken = Taken
attendance-fill = Booked of places
attendance-absence = Absent of those noted
attendance-share = Share
attendance-booked-by-then = Booked by then
attendance-days-before = { $days ->
    [0] the day itself
    [one] 1 day
   *[other] { $days } days
 }
attendance-after = afterwards
attendance-districts-title = District by district
attendance-categories-title = By kind of work
attendance-made-title = How early people book
attendance-slots-title = Time by time
