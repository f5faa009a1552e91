## The form: terms
terms-party = Largest group
terms-opens = Booking opens, days before
terms-opens-none = at once
terms-waitlist = People may wait for a place when all are taken
terms-more = More terms
terms-closes = Booking closes, minutes before the start
terms-closes-none = when a slot begins
terms-release = Release the place after, minutes
terms-release-none = never
terms-points = Service points side by side
terms-buffer = Pause between slots
terms-buffer-none = none
terms-offer = An offered place is held for
terms-hours = { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }

## The form: questions
questions-title = Questions to those who book ({ $count })
questions-intro = Only what you need for this event. Answers are erased earlier than bookings, and only your staff read them.
questions-words = Question { $number }
questions-words-help = May hold three languages: simplified | traditional | English
questions-kind = Answered by
questions-kind-choice = Choosing
questions-kind-text = Writing
questions-kind-number = A number
questions-options = Choices, one a line
questions-required = Must be answered
questions-remove = Remove
questions-add = Add a question
questions-health = This sounds as if it asks about health. Health is sensitive: ask only what the event cannot do without, and better ask on the spot.
questions-health-meant = We mean it, and need it for this event

## Changing a published session
places-change = Change places
places-intro = Nobody loses a place. More places go to those who wait, in order.
places-each = People per slot
places-which = Which slots
places-all = All slots
places-yes = Change
places-done = Changed.
places-promoted = { $count ->
        [one] 1 person who waited got a place.
       *[other] { $count } people who waited got a place.
    }
places-over = { $count ->
        [one] 1 person stays booked above your number. The place goes when they cancel.
       *[other] { $count } people stay booked above your number. Those places go when they cancel.
    }
places-sums = { $slots } × { $each } = { $places } places
clinics-offer-next = Offer them the next date, { $when }
clinics-offer-next-how = As far as there is room, each holds a place there for 24 hours and can take it or leave it.
clinics-offered = { $count ->
        [0] Nobody could be offered a place on the next date.
        [one] 1 person was offered a place on the next date.
       *[other] { $count } people were offered a place on the next date.
    }
