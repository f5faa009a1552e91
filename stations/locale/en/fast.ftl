# The driver's fast pages

m-comma = {", "}
m-colon = {": "}
m-with-year = { $date } { $year }
m-day-and-time = { $day }, { $time }

## Find
m-search-label = Name, address or district
m-search-hint = Name, address or district
m-filters = Filters
m-open-now = Open now
m-more-facilities = More facilities
m-near-me = Near me
m-near-asking = Finding out where you are…
m-near-refused = Your phone did not allow us to use your position. You can choose a district, or tap where you are on the map.
m-near-failed = Your position cannot be found right now. You can choose a district, or tap where you are on the map.
m-offline = There is no connection, so the list was not renewed. Please try again in a while.
m-district = District
m-any-district = Choose a district
m-other-districts = Other districts with stations
m-map = Map of stations
m-no-script = JavaScript is off in this browser, so the map and “near me” do not work. Choose a district and tap Search; the list works all the same.
m-summary-bridge = { $stations }, nearest to the Zhuhai port of the bridge first
m-summary-near-you = { $stations }, nearest to you first
m-summary-near-place = { $stations }, nearest to { $place } first
m-summary-nearest = The nearest { $stations }
m-hidden-facility = { $count ->
        [one] 1 more station nearby is not shown, because what you chose is missing, out of order or unknown there.
       *[other] { $count } more stations nearby are not shown, because what you chose is missing, out of order or unknown there.
    }
m-hidden-closed = { $count ->
        [one] 1 more station nearby is not shown, because it is closed now.
       *[other] { $count } more stations nearby are not shown, because they are closed now.
    }
m-hidden-hours = { $count ->
        [one] 1 more station nearby is not shown, because its hours are not known.
       *[other] { $count } more stations nearby are not shown, because their hours are not known.
    }
m-clear-filters = Show these too
m-clear-all = Clear everything
m-none-found = No station fits what you asked for.
m-none-at-all = No station has been entered here yet.
m-show-more = Show more
m-and-more = {" "}and { $count } more
m-out-of-order = Out of order: { $names }

## AED now
m-aed-title = The nearest AED
m-aed-first = Somebody has collapsed and does not respond: call first, then send someone for the AED.
m-aed-near-me = Use my position
m-aed-refused = We cannot find your position. Please choose a district below; the telephone works all the same.
m-show = Show
m-aed-from = Distances are from the middle of { $place }.
m-aed-best = The nearest AED that should work
m-aed-none = We know of no AED nearby that surely works and can be reached now. Call { $number } and do what they tell you.
m-aed-nearer = Nearer, but not certain
m-aed-perhaps = Places that may have an AED
m-aed-where = Where: { $place }

## Station
m-go-there = Getting there
m-on-map = See it on the map
m-go-others = Other maps
m-address-unknown = The address was not published
m-serves = Meant for
m-phone-unknown = No telephone number was published.
m-hours = Opening hours
m-facilities = What is there
m-facilities-unknown = Nobody has said whether these are there: { $names }.
m-photos = Photos
m-sessions = Clinics and other sessions
m-sessions-none = No session has been announced.
m-sessions-past = Earlier sessions
m-hosts = Hosts: { $names }
m-look = Look
m-who = Who runs it
m-owner = Owner
m-partners = Partners
m-source = Source
m-share = Share this station
m-qr = QR code with the link to this station

## Booking
m-place = Place
m-hosted-by = Hosts
m-for-whom = For whom
m-session-full = All slots are full.
m-walk-ins = { $count ->
        [one] 1 place is kept for people who come without a booking.
       *[other] { $count } places are kept for people who come without a booking.
    }
m-slot = Choose a slot
m-slot-free = { $count } free
m-slot-full = full
m-slot-past = has begun
m-choose-slot = Please choose a slot.
m-name = Name
m-phone = Phone number
m-region = Where the phone is from
m-phone-hint = To tell you if anything changes. Numbers of the mainland, Hong Kong and Macao will do.
m-category = Your work
m-choose = Please choose
m-wrong-title = Please correct:
m-form-wrong = You are not booked yet. Please see what is marked below; everything you typed is still there.
m-book-button = Book this place

## My booking
m-code = Booking code
m-code-hint = Show the code or the QR code when you arrive.
m-qr-booking = QR code for checking in
m-your-slot = Your slot: { $time }
m-calendar = Add to calendar
m-move = Change the slot
m-cancel = Cancel the booking
m-booked-for = Booked for
m-link-hint = The link of this page opens your booking later, so keep it to yourself. If you lose it, the code and the last four digits of your phone will do.
m-news = What we told you
m-cancel-title = Cancel the booking
m-cancel-sure = Your place will go to somebody else. Do you want to cancel?
m-cancel-yes = Yes, cancel
m-cancel-no = Keep the booking
m-move-title = Change to another slot
m-slot-new = The new slot
m-move-button = Change to this slot
m-lookup-intro = With the booking code and the last four digits of your phone you can see, move or cancel your booking.
m-last-four = Last four digits of the phone
m-lookup-button = Find my booking
m-lookup-lost = No code any more? Please ask at the station.
