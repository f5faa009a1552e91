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

## What speaks against a time
clash-closed = The station is closed at that time.
clash-closes-during = The station closes during the session, at { $time }.
clash-closed-that-day = The station is closed on that day.
clash-closed-because = The station is closed on that day: { $note }
clash-closed-on-holiday = The station is closed on public holidays, and this is one.
clash-holiday-unstated = It is a public holiday, and the station has not said whether it opens.
clash-other-session = There is another session at that time: { $title }, { $from }–{ $to }.

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
