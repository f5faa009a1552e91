## The shift's check
shell-menu-shift = Shift check
shell-menu-reports = Drivers' reports
shell-menu-aed-board = AED dates
shift-title = Shift check
shift-all = Everything else as shown ({ $count })
shift-all-done = Everything was looked at in this shift. Thank you.
shift-all-but-disputes = Everything else was looked at in this shift. What drivers found otherwise still waits for your answer.
shift-overdue = Please look at these
shift-rest = As shown
shift-done = Looked at in this shift
shift-as-shown = As shown
shift-otherwise = Otherwise
shift-looked = looked at { $time }
shift-expires = { $days ->
    [0] the date ends today
    [one] 1 day left
   *[other] { $days } days left
 }
shift-expired = past its date
shift-change-date = Enter the new date
shift-theirs = Somebody changed the following while you were looking. Nothing of yours has been saved for it yet. Please choose:
shift-say-mine = Say mine: { $mine }
shift-hours = Opening hours
shift-hours-today = today { $hours }; the other days differ
shift-hours-daily = every day { $hours }
shift-access = Way in
shift-position = Position
shift-edit = Change it
shift-open-manage = Everything about this station
shift-nothing = Nothing has been said about this station yet. Begin under “My stations”.
shift-concerns = Drivers found it otherwise
concern-fixed = Put right now
concern-shown = Shown now: { $what }
concern-kept = It is as shown
concern-out-of-order = Yes, it is out of order
concern-absent = Yes, it is not there
concern-available = Yes, it works
concern-why-cleaning = It was closed for cleaning only
concern-why-wrong-door = They were at another door
concern-why-works = I tried it, it works
concern-why-looked = I have just looked
concern-why-hint = Or in your own words
concern-answer = Send this answer
concern-note = A driver wrote: “{ $note }”
concern-photo = Photo of a driver
concern-evidence = What drivers wrote and photographed ({ $count })
concern-answered = Answered. The drivers who reported it can see it.
concern-overtaken = Somebody has answered this already.
concern-banner = { $count ->
    [one] One thing that drivers dispute waits for your answer
   *[other] { $count } things that drivers dispute wait for your answer
 }
reports-title = Drivers' reports
reports-none = Nothing waits for an answer.
reports-latest = Latest reports
reports-hide = Hide this report
reports-block = Take no more from this device
reports-unblock = Take reports from this device again
reports-why = Why
reports-moderate = Hide or block
reports-hidden = hidden
reports-blocked = device blocked
reports-moderated = Done. It is in the audit log.
manage-confirm-apart = What drivers found otherwise is left out of this. Please answer it under “Drivers' reports”.
manage-medicine = Medicine good until
manage-position = Position
manage-position-note = Stand at the door and let the phone measure, or type latitude,longitude.
manage-position-typed = Latitude,longitude (WGS-84)
manage-position-take = I am at the door: take my position
manage-position-now = Now: { $lat }, { $lng } ({ $quality })
board-title = AED dates
board-intro = Pads, batteries and medicine by the date on which they expire.
board-station = Station
board-district = District
board-what = What
board-state = State
board-date = Good until
board-left = Left
board-checked = Last check
board-none = No AED or first-aid kit has been entered.
board-undated = no date known
board-past = { $days ->
    [one] 1 day past its date
   *[other] { $days } days past its date
 }
board-download = Download as CSV
board-calendar = Reminders for your calendar (.ics)
board-calendar-help = Each date as a day in your calendar, with an alarm 30 days and 7 days before. Take a new file when dates have changed.
board-reminder = { $what } expires today: { $station }
board-file-note = The file holds up to { $most } lines, the earliest dates first.
board-pads = AED pads
board-battery = AED battery
board-medicine = Medicine
audit-kind-report = Reports
audit-kind-concern = Answers to drivers
audit-kind-device = Devices
audit-report-sent = A driver reported
audit-report-hidden = Report hidden
audit-concern-disputed = Disputed by drivers
audit-concern-seen = Seen by the station
audit-concern-settled = Answered
audit-device-blocked = Device blocked
audit-device-unblocked = Device taken again
audit-station-position-set = Position set
audit-detail-kind = what
audit-detail-subject = about
audit-detail-outcome = outcome
audit-detail-devices = devices
audit-detail-why = reason
audit-detail-concerns = concerns
audit-detail-medicine = medicine expires
audit-detail-reports = reports
audit-detail-sightings = sightings
