# The manager's screen

manage-title = My stations
manage-search = Search by name or address
manage-no-match = No station like that.
manage-no-stations = No station has been given to you yet. Please ask an administrator.
manage-other = Another station

## Confirming
manage-confirm = All as shown: confirm
manage-last-confirmed = Everything was last checked { $when } ({ $who })
manage-nothing-said = Nobody has said yet what this station has. Please choose under “Not said yet” below.
manage-confirm-overtaken = Somebody changed the following after you opened this page, so nothing has been confirmed yet. Please look at what it says now and confirm again.
manage-saved-at = Saved at { $time }

## Two people at once
manage-theirs = Somebody changed this after you opened it. It now says:
manage-take-theirs = Use what it says now
manage-save-mine = Save mine instead

## Facilities
manage-facilities = Facilities
manage-station = The station
manage-state = How is it now
manage-quantity = How many
manage-place = Where it is
manage-place-hint = For example: ground floor, left of the door
manage-note = Note
manage-note-hint = For example: repair booked for Friday
manage-pads = Pads expire on
manage-battery = Battery expires on
manage-expired = Expired { $date }, cannot be relied on
manage-not-said = Not said yet ({ $count })
manage-not-said-hint = One tap saves. Leave out what you are not sure of.

## Closing for now
manage-closing = Close for now
manage-close-until = Closed from now until
manage-until-closing-time = Rest of today (usual closing time { $when })
manage-until-end-of-day = Rest of today (until { $when })
manage-until-tomorrow = Until { $when }
manage-until-pick = Choose a time
manage-until-day = Day
manage-until-time = Time
manage-reason = Reason (drivers see it)
manage-reason-hint = For example: no water, being repaired
manage-close = Close now
manage-reopen = Open again
manage-not-closed = Not closed for now

## Opening hours
manage-hours = Opening hours
manage-hours-preset = How to enter them
manage-hours-every-day = Every day the same
manage-hours-weekdays = Monday to Friday
manage-hours-weekend = Weekdays and weekend
manage-hours-saturday-sunday = Saturday and Sunday
manage-hours-each-day = Each day by itself
manage-hours-text = More: write them as opening_hours text
manage-hours-text-help = As in OpenStreetMap: Mo-Fr 08:00-18:00; PH off means open Monday to Friday and closed on public holidays.
manage-hours-unknown = Not known
manage-hours-incomplete = Fill in the times, and what drivers will see appears here.
manage-day-closed = Closed
manage-day-open = Open
manage-day-all-day = 24 hours
manage-qr = Some hours by QR door
manage-second-span = In two parts
manage-from = From
manage-to = To
manage-holidays = Public holidays
manage-on-holidays = Hours on public holidays
manage-preview = What drivers will see for the next seven days

## Days with other hours
manage-exceptions = Days with other hours
manage-no-exceptions = No other hours are set.
manage-exception-line = { $days }: { $what }
manage-first-day = First day
manage-last-day = Last day (optional)
manage-that-day = On these days
manage-add = Add
manage-remove = Remove

## How to get in
manage-access = How to get in
manage-audience = Who is let in
manage-directions = How to find the door ({ $language })
manage-directions-hint = For example: east of the cargo hall, blue door

## Contact
manage-contact = Contact
manage-phone = Phone
manage-phone-hint = For example: 0756 1234567
manage-contact-note = When to call
manage-contact-note-hint = For example: answered from 8 to 22

## Photos
manage-photos = Photos
manage-photo = Photo of the station
manage-no-photos = No photos yet. One of the door helps drivers find it.
manage-photo-choose = Add a photo
manage-photo-upload = Choose a photo
manage-photo-hint = JPEG, PNG or WebP, up to 12 MB. When and where it was taken is removed. Please keep faces and number plates out of it.
manage-photo-caption = What it shows
manage-photo-caption-hint = For example: the east entrance
manage-photo-add = Add this photo
manage-photos-full = There are { $most } photos, which is all there is room for. Delete one to add another.

## The audit trail
audit-station-confirmed = Confirmed all facilities
audit-station-amenity-set = Changed a facility
audit-station-amenity-confirmed = Confirmed a facility
audit-station-hours-set = Changed the opening hours
audit-station-exception-added = Added days with other hours
audit-station-exception-removed = Removed days with other hours
audit-station-closed = Closed for now
audit-station-reopened = Opened again
audit-station-access-set = Changed how to get in
audit-station-contact-set = Changed the contact
audit-station-photo-added = Added a photo
audit-station-photo-deleted = Deleted a photo
