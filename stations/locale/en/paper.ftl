shell-menu-paper = Paper stations
paper-title = Stations that may exist on paper only
paper-intro = Some lists are filled up with points that nobody has been to. These stations look like that. It proves nothing, and nothing is hidden or changed: go and look, or ask whoever made the list.
paper-district = District
paper-source = List it comes from
paper-text = Part of the name
paper-no-district = No district given
paper-no-source = No source given
paper-looking = Looking through all stations …
paper-count = { $total ->
    [one] { $count } of { $total } station looks so
   *[other] { $count } of { $total } stations look so
}
paper-found = { $count ->
    [one] { $count } station is as you chose.
   *[other] { $count } stations are as you chose.
}
paper-none = No station looks so.
paper-filter = Only those with all of these reasons
paper-trait-count = { $trait } ({ $count })
paper-more = Show more ({ $count } left)
paper-download = Download all as CSV
paper-points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
paper-column-station = Station
paper-column-district = District
paper-column-source = List it comes from
paper-column-reasons = Reasons
paper-column-meaning = When it counts
paper-column-points = Points
paper-column-lat = Latitude
paper-column-lng = Longitude
paper-column-id = Id
paper-how = How this is weighed
paper-how-text = Each reason has points. A station is listed from { $points } points on, if nobody who was there has confirmed anything about it. That nobody has been there is never enough: every new list begins so.
paper-how-note = One cause counts once. Hours and facilities filled in alike give one point together. Where all stations of one name keep the same hours, as rooms of one bank do, hours and facilities give none.
paper-never-confirmed = Nobody has looked there yet
paper-repeated-name = Name repeated in the district
paper-namesakes-differ = Same name, hours as if by lot
paper-double = Entered twice at one place
paper-shared-spot = Several at exactly one position
paper-even-spacing = Evenly spaced points
paper-random-spread = Scattered like random numbers
paper-rounded = Rounded position
paper-always-open = Too many of its list never close
paper-uniform-hours = Same hours as much of its list
paper-uniform-facilities = Same facilities as much of its list
paper-why-never-confirmed = No manager, administrator or driver has confirmed or changed anything.
paper-why-repeated-name = Three stations or more of the same list bear it in the district, or two where a third of the names there are repeated. Names that only say what kind of place it is do not count.
paper-why-namesakes-differ = Stations of one name agree about their hours no more often than any two of the list.
paper-why-double = Another station of that name stands within some 50 metres.
paper-why-shared-spot = Three or more with different names, as when only the town was known.
paper-why-even-spacing = On a grid, or always the same step apart.
paper-why-random-spread = From 60 points on: they fill a rectangle evenly and gather nowhere. A town whose streets are an even grid can look so too.
paper-why-rounded = Given to about 100 metres only.
paper-why-always-open = Said to be open day and night, where a fifth or more of the list is.
paper-why-uniform-hours = A quarter or more of the list has these very hours.
paper-why-uniform-facilities = A quarter or more of the list has these very facilities.
