## The roster: who waits, what is held, what was answered
roster-party = { $count ->
        [one] 1 person
       *[other] { $count } people
    }
roster-counts-waiting = Waiting { $waiting }
roster-counts-held = Held { $held }
roster-waiting = Waiting list
roster-waiting-at = No. { $position } in line
roster-waiting-full = Nothing is free at the time they want
roster-waiting-party = { $free } free, they need { $party }
roster-waiting-busy = Has another booking at that time
roster-waiting-at-once = Booked at once when a place becomes free
roster-did-leave = { $name } is off the waiting list.
roster-held-name = Somebody filling in the form
roster-held-until = Held until { $time }
roster-offered-until = Offered until { $time }
roster-column-party = People
answers-title = What people wrote ({ $count })
answers-note = For the speaker or whoever prepares the event. Names are left out unless you need them.
answers-names = Show names

## The desk without a network
offline-desk = No network at the desk?
offline-desk-how = Take the roster along as one file. It works without a network on a phone or laptop. It holds names: keep it to yourselves, and delete it after the day.
offline-take = Roster for offline use
offline-upload = Check-ins from the file
offline-paste = Or paste the copied text
offline-take-up = Take up the check-ins
offline-sums = Taken up: { $taken } · here already: { $already } · not possible: { $conflicts }
offline-taken = Checked in
offline-already = Was checked in already
offline-conflict-ended = This booking was ended { $when }: { $status }. Take them in as a walk-in if they are there.
offline-seen = Close
offline-column-time = Ticked at
offline-title = Offline roster
offline-made = Made { $when }
offline-note = This page holds names. It works without a network and keeps what you tick on this device only. Please delete the file when the day is over.
offline-no-script = This browser does not run the page's script. Open the file in Chrome, Edge, Firefox or Safari.
offline-search = Find: name, code or last digits
offline-back = When the network is back
offline-back-how = Save or copy the check-ins, then upload or paste them on the roster page, under “No network at the desk?”. They hold no names. Doing it twice does no harm.
offline-save = Save check-ins
offline-copy = Copy
offline-ticks = Check-ins as text
offline-here = Here
offline-here-at = Here at TIME
offline-undo = Undo
offline-none = Nobody matches.
offline-copied = Copied.
offline-over = This session's day is over, so the names are not shown any more. Please delete this file. Check-ins can still be saved below.
offline-memory = This browser does not keep anything for a file. Save or copy the check-ins before you close it.
offline-count = HERE of ALL here
audit-roster-taken-offline = Roster taken for offline use
