## A crew at once
roster-view-crew = Book a crew
crew-intro = One person a line: name, phone, and if you like kind of work, number of people, a note. People without a phone are welcome. Notes come back with the answers and are not stored.
crew-list = The crew, one person a line
crew-hint = Wang Qiang, 138 0013 8000, truck
crew-file = Or a CSV or Excel file
crew-region = Phones without a prefix are from
crew-encoding = Letters look wrong? The file is in
crew-encoding-auto = Found automatically
crew-look = Look at the list
crew-when = Time
crew-spread = Spread over the free times, in order
crew-category = Kind of work where a line says none
crew-waits = Where no place is left, put them on the waiting list; they are booked without being asked when a place becomes free
crew-consent = They were told and agree to their name, phone and kind of work being used for this
crew-book = { $count ->
        [one] Book 1 person
       *[other] Book { $count } people
    }
crew-sum-before = { $good ->
        [one] 1 person
       *[other] { $good } people
    } can be booked, { $wrong ->
        [one] 1 line needs
       *[other] { $wrong } lines need
    } a look. Places free: { $free }.
crew-sum-after = { $good ->
        [one] 1 person is
       *[other] { $good } people are
    } on the list. Lines that could not be booked: { $wrong }.
crew-correct = Correct these lines above and send the list again: nobody is booked twice.
crew-download = Answers as Excel
crew-sheet = Crew
crew-column-line = Line
crew-column-name = Name
crew-column-phone = Phone
crew-column-category = Kind of work
crew-column-party = People
crew-column-note = Note
crew-column-answer = Answer
crew-ready = Can be booked
crew-booked = Booked
crew-booked-at = Booked at { $time }
crew-already = Already booked
crew-already-at = Already booked at { $time }
crew-already-waiting = Already on the waiting list
crew-ended = Booked by this list before and no longer; book this person singly
crew-ended-at = Booked at { $time } by this list before and no longer; book this person singly
crew-waiting = On the waiting list
crew-why-phone = The phone number cannot be read
crew-why-name = There is no name we can read
crew-why-category = This kind of work is not known
crew-why-overlaps = Has another booking at that time
crew-why-full = No place left
