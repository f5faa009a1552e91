# Plain pages, sign-in, the API and calendars

web-name = Union Service Stations
web-short-name = Stations
web-description = Find a union service station, see whether it is open and what works there, and book a place at a free clinic.
web-skip = Go to the content
web-aed = AED now
web-find = Find a station
web-my-booking = My booking
web-language = Language
web-pages = Pages
web-full-page = The same page with all functions
web-staff-sign-in = Sign in for staff
web-sign-out = Sign out ({ $name })

## Problems
web-problem-title = That did not work
web-problem-back = Back to the start
web-problem-reference = If you tell somebody about this, give the reference { $reference }.
web-problem-field = { $field }: { $title }

## Sign-in
web-sign-in-title = Sign in for staff
web-sign-in-intro = For station managers, clinic staff and administrators. Drivers need no account.
web-username = User name
web-password = Password
web-sign-in-button = Sign in
web-sign-in-forgotten = Forgotten your password? An administrator can give you a new one.
web-signed-in-as = You are signed in as { $name }.
web-continue = Continue
web-set-up-link = Set up the first administrator
web-set-up-title = The first administrator
web-set-up-intro = The setup code was shown in the terminal when the program started for the first time. It works once.
web-set-up-code = Setup code
web-set-up-name = Name to show
web-set-up-username-hint = 3 to 32 characters: small letters, digits, dots, dashes or underscores
web-set-up-button = Create the administrator
web-password-title = A new password
web-password-must = Please choose a password of your own before you go on.
web-password-old = Present password
web-password-new = New password
web-password-hint = At least { $least } characters. A few words you can remember are better than a short riddle.
web-password-again = New password once more
web-password-differ = The two new passwords are not the same.
web-password-button = Save the new password

## Calendars
web-calendar-code = Booking code: { $code }
web-calendar-hosts = Hosts: { $hosts }
web-calendar-approximate = The position on the map is approximate.
web-list-comma = { ", " }
web-calendar-times-unknown = The times were not published.
web-calendar-name = Sessions at { $station }

## The terminal
web-terminal-setup = The first administrator is made with this one-time code (shown only now): { $code }
web-terminal-where = Enter it on the page { $url }.
web-terminal-serving = Serving on { $url } (Ctrl+C stops it)
web-terminal-port-used = Port { $port } is in use by another program. Choose another one, for example PORT={ $other }.
web-terminal-address-wrong = Cannot listen on { $host }: this machine has no such address.
web-terminal-port-forbidden = Port { $port } needs special rights. Choose one above 1023, for example PORT={ $other }.
