## Name
app-name = Union Service Stations
app-tagline = Find one that is open, lets you in and has what you need

## States of a facility
amenity-available = Available
amenity-out-of-order = Out of order
amenity-absent = Not there
amenity-unknown = Unknown
amenity-available-note = It was there and worked when last checked.
amenity-out-of-order-note = It is there but does not work at the moment.
amenity-absent-note = This station does not have it.
amenity-unknown-note = Nobody has told us whether it is there or works.
amenity-quantity = { $count } of them
amenity-pads-until = Pads are good until { $date }
amenity-battery-until = The battery is good until { $date }

## Who said so
checked-by-published = Published report
checked-by-import = Imported list
checked-by-manager = Station manager
checked-by-administrator = Administrator
checked-by-demo = Demo data
checked-label = Last checked
checked-line = { $who }, { $ago }
checked-never = Nobody has checked yet

## Roles
role-driver = Driver or worker
role-administrator = Administrator
role-manager = Station manager
role-staff = Session staff
role-system = The system itself

## Who is let in
audience-anyone = Anyone
audience-members = Union members only
audience-unknown = Members only? Not known
audience-anyone-note = You need not be a member. Just go in.
audience-members-note = Bring your union card or show your member code.
audience-unknown-note = Nobody has published whether you need to be a member. Ask at the door.

## How to get in
way-in-label = Way in
way-in-open = Walk in
way-in-staffed = Go in, somebody is there
way-in-qr = Scan the QR code at the door
way-in-app = Open the door with the app
way-in-guard = Ask the guard to let you in
way-in-unknown = How to get in is not known
way-in-open-how = The door is not locked in opening hours. Just walk in.
way-in-staffed-how = Somebody is there. Go in and say hello.
way-in-qr-how = Scan the QR code on the door with your phone. If it does not open, call the number on the door or on this page.
way-in-app-how = You need the station's app to open the door. Best to install it before you get there.
way-in-guard-how = Tell the guard at the gate that you are going to the union service station, and ask to be let in.
way-in-unknown-how = Nobody has published how to get in. Ask beforehand if you can; when you are there, look for a notice at the door or ask a guard.

## Position
position-exact = Exact position
position-approximate = Approximate position
position-approximate-note = The exact place has not been published. The point on the map only shows the area; look for signs or ask when you are near.

## States of a session
session-status-draft = Draft
session-status-published = Published
session-status-cancelled = Cancelled
session-status-past = Over
session-times-unknown = Times not published
session-audience-anyone = Open to anyone
session-audience-drivers = For drivers
session-audience-members = For union members

## States of a booking
booking-pending = Held for you
booking-booked = Booked
booking-waitlist = On the waiting list
booking-checked-in = Checked in
booking-fulfilled = Done
booking-noshow = Did not come
booking-cancelled = Cancelled
booking-entered-in-error = Entered by mistake

## Kinds of work
category-truck = Truck driver
category-ride-hailing = Ride-hailing or taxi driver
category-courier = Courier
category-food-delivery = Food delivery rider
category-sanitation = Street cleaner
category-construction = Construction worker
category-traveller = Traveller
category-other = Other

## Regions
jurisdiction-CN = Mainland
jurisdiction-HK = Hong Kong
jurisdiction-MO = Macao

## Notices
notice-booked = You are booked. Your place is kept.
notice-moved = Your booking has been moved. Please look at the new time.
notice-cancelled = Your booking has been cancelled.
notice-session-cancelled = This session has been cancelled, so please do not make the trip. We are sorry.
notice-session-changed = This session has changed. Please check the time and place again.
notice-time-gone = The time you had booked is no longer part of this session, so your booking is cancelled. Please choose another time.
notice-waiting = You are on the waiting list. Places are offered in order.
notice-offer = A place is free and held for you. Please take it before the time is over.
notice-offer-expired = The time is over and the place has gone to the next person.
notice-reminder-24h = Reminder: see you tomorrow.
notice-reminder-2h = Reminder: see you in two hours.

## Distances and ages
distance-m = { $m } m
distance-km = { $km } km
ago-today = today
ago-yesterday = yesterday
ago-days = { $days ->
        [one] 1 day ago
       *[other] { $days } days ago
    }
ago-months = { $months ->
        [one] 1 month ago
       *[other] { $months } months ago
    }
ago-years = { $years ->
        [one] 1 year ago
       *[other] { $years } years ago
    }
count-stations = { $count ->
        [one] 1 station
       *[other] { $count } stations
    }

## Demo
demo-badge = Demo
demo-note = This is invented for trying things out. It does not exist, so please do not go there.

## Common words
yes = Yes
no = No
save = Save
cancel = Cancel
back = Back
next = Next
previous = Previous
close = Close
retry = Try again
search = Search
loading = Loading…
edit = Change
delete = Delete
confirm = Confirm
more = More
less = Less
all = All
none = None
optional = Optional
unknown = Unknown
not-published = Not published
copy-link = Copy link
copied = Copied
share = Share
print = Print
download = Download
saved = Saved
today = Today
tomorrow = Tomorrow
something-wrong = Something went wrong
error-reference = Please give this reference to whoever runs the site: { $reference }

## Languages
language = Language
language-zh-Hans = 简体中文
language-zh-Hant = 繁體中文
language-en = English

## Emergency
emergency = Emergency
call-emergency = Call { $number }
call-emergency-note = If somebody has collapsed and does not respond, call { $number } first, then fetch the AED.
call-station = Call the station
aed-now = AED now

## Footer
footer-about = We show only what was published or checked by somebody. What nobody knows is shown as unknown.
footer-privacy = Privacy notice
footer-data = Sources of the data
footer-api = Open API
footer-staff = Staff sign-in
footer-map-credit = Base map © OpenStreetMap contributors

## The two versions
fast-version = Fast version (saves data)
full-version = Full version
fast-version-note = On a slow line the fast version opens sooner.
