# What a claim is worth, and why
why-doubted = { $checked }. { $count ->
    [one] One driver
   *[other] { $count } drivers
 } found it otherwise { $ago }
why-undated = A list says so, without a date: nobody can promise it
why-expired = Past its date ({ $date }): nobody can promise it
why-faded = Last confirmed { $ago } ({ $who }): too long ago to promise
why-disputed = { $count ->
    [one] One driver
   *[other] { $count } drivers
 } found it otherwise, last { $ago }; the station has not answered yet
why-unanswered = Drivers found it otherwise { $ago } and nobody has answered: unknown
checked-by-driver = Driver on the spot
amenity-disputed = Disputed
amenity-disputed-note = Drivers found it otherwise. The station has been told and has not answered yet.
amenity-medicine-until = The medicine is good until { $date }
hours-state-disputed = Disputed: drivers found it locked
hours-reason-faded = nobody has confirmed them for a long time
hours-reason-disputed = drivers found it locked
map-disputed = Disputed
aed-why-across = On the other side of a border control
aed-why-faded = Nobody has confirmed it lately
aed-why-disputed = Drivers found it otherwise
aed-why-hours-disputed = Drivers found the station locked
find-unconfirmed = Said to be there, not confirmed lately: { $names }
find-disputed = Disputed by drivers: { $names }
find-tier-unconfirmed = These said once that they have it; nobody has confirmed it lately
station-disputed = Disputed by drivers
fact-why-hours = Hours: { $why }
fact-why-access = Way in: { $why }
fact-why-position = Position: { $why }
