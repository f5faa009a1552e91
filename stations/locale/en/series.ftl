## A rule in words
series-weekly = { $count ->
        [one] every week on { $days }
       *[other] every { $count } weeks on { $days }
    }
series-monthly = { $count ->
        [one] every month on { $day }
       *[other] every { $count } months on { $day }
    }
series-daily = { $count ->
        [one] every day
       *[other] every { $count } days
    }
series-by-rule = by the rule { $rule }
series-nth-1 = the first { $weekday }
series-nth-2 = the second { $weekday }
series-nth-3 = the third { $weekday }
series-nth-4 = the fourth { $weekday }
series-nth-5 = the fifth { $weekday }
series-nth-last = the last { $weekday }
series-day-of-month = day { $day }
series-last-day = the last day
series-times = { $rule }, { $count ->
        [one] once
       *[other] { $count } times
    }
series-until = { $rule }, until { $day }
series-and = { $one }; { $two }
series-list = { $one }, { $two }
series-date-year = { $date } { $year }
series-holidays-skip = left out on public holidays
series-holidays-move = moved from public holidays to the next working day

## A date in words
series-date-on-holiday = { $day } – public holiday ({ $holiday })
series-date-make-up-workday = { $day } – make-up workday ({ $holiday })
series-date-extra = { $day } – extra date
series-date-left-out = { $day } – left out
series-date-skipped = { $day } – left out: public holiday ({ $holiday })
series-date-moved = { $day } – public holiday ({ $holiday }), moved to { $to }
series-date-merged = { $day } – left out: public holiday ({ $holiday }), and the next working day has a date already
series-counted = { $dates ->
        [one] 1 date
       *[other] { $dates } dates
    }{ $skipped ->
        [0] {""}
        [one] ; 1 public holiday is left out
       *[other] ; { $skipped } public holidays are left out
    }{ $moved ->
        [0] {""}
        [one] ; 1 date is moved off a public holiday
       *[other] ; { $moved } dates are moved off public holidays
    }

## What drivers see
series-further = { $count ->
        [one] 1 more date
       *[other] { $count } more dates
    }

## What speaks against a time
clash-closed = The station is closed at that time.
clash-closes-during = The station closes during the session, at { $time }.
clash-closed-that-day = The station is closed on that day.
clash-closed-because = The station is closed on that day: { $note }
clash-closed-on-holiday = The station is closed on public holidays, and this is one.
clash-holiday-unstated = It is a public holiday, and the station has not said whether it opens.
clash-other-session = There is another session at that time: { $title }, { $from }–{ $to }.

## The form
series-form-edit = Change session
series-repeats = Repeats
series-repeat-never = No, just once
series-repeat-weekly = By weeks, on certain days
series-repeat-monthly-weekday = By months, on a day of the week
series-repeat-monthly-day = By months, on a date
series-repeat-expert = By a rule (RRULE, for experts)
series-rule = Rule
series-rule-help = As calendars write it (RFC 5545), for example FREQ=MONTHLY;BYDAY=2TH;COUNT=6. Days, weeks, months and years.
series-every-weeks = Every … weeks
series-every-months = Every … months
series-weekdays = On
series-weekday = Day of the week
series-nth = Which one
series-form-nth-1 = First
series-form-nth-2 = Second
series-form-nth-3 = Third
series-form-nth-4 = Fourth
series-form-nth-5 = Fifth
series-form-nth-last = Last
series-month-day = Date
series-short-months = Months without this date are left out. “The last day” is in every month.
series-ends = Ends
series-ends-times = After a number of times
series-ends-until = On a date
series-ends-never = Not yet decided
series-number = Number of times
series-last-date = Last date
series-on-holiday = On public holidays
series-holiday-keep = As usual
series-holiday-skip = Leave out
series-holiday-move = Next working day
series-preview = Repeats { $rule }. { $counted }.
series-clashes = { $count ->
        [one] Please look at 1 date: something speaks against its time. It can be saved all the same.
       *[other] Please look at { $count } dates: something speaks against their times. They can be saved all the same.
    }
series-effect-altered = { $count ->
        [one] 1 date will be changed.
       *[other] { $count } dates will be changed.
    }
series-effect-added = { $count ->
        [one] 1 date will be added as a draft.
       *[other] { $count } dates will be added as drafts.
    }
series-effect-dropped = { $count ->
        [one] 1 date will not be held any more.
       *[other] { $count } dates will not be held any more.
    }
series-effect-nothing = No date to come is changed.
series-effect-people = { $count ->
        [one] 1 person has booked a time that will no longer exist. The booking ends and they are told. Whoever has a time that stays keeps it.
       *[other] { $count } people have booked times that will no longer exist. Their bookings end and they are told. Whoever has a time that stays keeps it.
    }
series-save = Save changes
series-save-drafts = Save, publish later
series-scope-one-note = You are changing this date only. It then stands by itself: later changes of the whole series leave it as it is.
series-scope-following-note = You are changing this date and all that follow.
series-scope-all-note = You are changing all dates to come. What is past stays as it was.

## The series
series-title = Series
series-heading = Series
series-told = Repeats { $rule }
series-back = All sessions
series-dates = Show dates
series-row-next = Next: { $when }
series-row-counts = { $dates ->
        [one] 1 date to come
       *[other] { $dates } dates to come
    }{ $drafts ->
        [0] {""}
        [one] , 1 of them a draft
       *[other] , { $drafts } of them drafts
    }
series-coming = To come
series-over = Past and cancelled
series-draft = Draft
series-by-itself = Changed by itself
series-no-dates = This series has no dates to come.
series-publish-all = { $count ->
        [one] Publish 1 draft
       *[other] Publish all { $count } drafts
    }
series-edit-all = Change all to come
series-add = Add a date
series-cancel = Cancel dates
series-go-on = Plan further dates
series-edit = Change
series-leave-out = Leave out

## What was done
series-made = { $count ->
        [one] Series saved with 1 draft.
       *[other] Series saved with { $count } drafts.
    }
series-made-published = { $count ->
        [one] Series published with 1 date. People can book now.
       *[other] Series published with { $count } dates. People can book now.
    }
series-changed = { $people ->
        [0] Changed. Nobody lost their time.
        [one] Changed. 1 person lost their time and is told; please phone them too.
       *[other] Changed. { $people } people lost their time and are told; please phone them too.
    }
series-added = Date added as a draft.
series-went-on = { $count ->
        [0] All dates are planned as far ahead as possible.
        [one] 1 further date planned as a draft.
       *[other] { $count } further dates planned as drafts.
    }
series-cancelled = { $cancelled ->
        [one] 1 date cancelled
       *[other] { $cancelled } dates cancelled
    }{ $discarded ->
        [0] {""}
        [one] , 1 draft deleted
       *[other] , { $discarded } drafts deleted
    }.
series-to-call = { $count ->
        [one] 1 person had booked. Please phone them:
       *[other] { $count } people had booked. Please phone them:
    }

## Asking first
series-ask-scope = Which dates do you want to change?
series-scope-one = Only this date
series-scope-following = This and all following
series-scope-all = All dates to come
series-add-ask = On which day? It takes place at the usual time.
series-leave-out-ask = Leave out { $day }?
series-cancel-ask = Cancel which dates?
series-cancel-from = From
series-cancel-to = To
series-cancel-rest = All from then on: the series ends
series-cancel-effect = { $published ->
        [0] No published date is in that time
        [one] 1 published date is cancelled
       *[other] { $published } published dates are cancelled
    }{ $drafts ->
        [0] {""}
        [one] , 1 draft is deleted
       *[other] , { $drafts } drafts are deleted
    }.
series-cancel-people = { $count ->
        [0] Nobody has booked there.
        [one] 1 person has booked there and will be told.
       *[other] { $count } people have booked there and will be told.
    }
series-cancel-yes = Yes, cancel these dates
series-cancel-order = The last day must not be before the first.

## Audit: what was done
audit-kind-series = Series
audit-session-changed = Published session changed
audit-series-created = Series drafted
audit-series-published = Series published
audit-series-edited = Series edited
audit-series-split = Series goes on in another way
audit-series-went-on = Series went on
audit-series-date-added = Date added to a series
audit-series-date-left-out = Date of a series left out
audit-series-ended = Rest of a series cancelled
audit-detail-added = added
audit-detail-altered = altered
audit-detail-dropped = dropped
audit-detail-told = told
audit-detail-lost = lost their time
