# A driver's report from the spot
report-title = I am here
report-lead = One tap helps the next driver. No account, and your position is not sent.
report-as-shown = All as shown here
report-locked = It is locked
report-wrong-position = The position is wrong
report-broken = Broken
report-gone = Not there
report-works = It works
report-facility = { $name }: { $what }
report-about-facilities = Something else is not as shown
report-sending = Thank you. It will be sent in a moment.
report-add = Add a sentence or a photo
report-note = A sentence (optional)
report-note-hint = For example: the QR door does not react
report-photo = A photo (optional); only whoever looks after the station sees it
report-photo-pick = Choose a photo
report-photo-failed = This picture cannot be used. The report is kept without it.
report-send = Send now
report-undo = Undo
report-undone = Not sent.
report-kept = Kept on this phone. It will be sent with its own time when the line is back.
report-sent = Sent. Thank you.
report-refused = It could not be taken: { $reason }
report-mine = Your reports
report-follow = See what became of it
report-follow-title = Your report
report-about-station = About { $name }
report-you-said = You said at { $time } on { $date }: { $what }
report-confirms = It confirms what is shown. Thank you.
report-taken = Taken. Whoever looks after the station has been told.
report-is-disputed = Others found the same. The station is to answer by { $when }.
report-seen = Somebody who looks after the station has seen it.
report-outcome-fixed = It has been put right.
report-outcome-changed = What is shown has been changed.
report-outcome-kept = It was checked and left as it is shown.
report-outcome-hidden = The report is not counted.
report-why = Reason: { $why }
report-settled-at = Answered { $when }
report-back = To the station
report-no-script-note = A sentence (optional)
concern-locked = { $count ->
    [one] One driver
   *[other] { $count } drivers
 } found it locked, last { $when }
concern-wrong = { $count ->
    [one] One driver says
   *[other] { $count } drivers say
 } the position is wrong, last { $when }
concern-facility = { $name }: { $count ->
    [one] one driver
   *[other] { $count } drivers
 } found “{ $what }”, last { $when }
concern-deadline = The station is to answer by { $when }.
concern-overdue = The station was to answer by { $when } and has not.
concern-single = Not yet confirmed by a second driver.
concerns-title = What drivers found lately
m-stop = {". "}
