# The privacy notice. When its meaning changes, change NOTICE_VERSION in stations/privacy.py too.

privacy-title = Privacy notice
privacy-summary = We use your name, phone number and kind of work for this booking only, ask nothing about your health, and erase them { $days ->
        [one] one day
       *[other] { $days } days
    } after the session.
privacy-1 = Who handles your details: the station that holds the session, the union that runs it, and the hosts named on the page. If you have a question, ask at the station or use the contact on its page.
privacy-2 = What we collect: your name, your phone number, your kind of work, how many you are and the slot you chose; an e-mail address only if you want messages there; and your answers where the session asks something. We do not ask about illnesses and keep no test results or other health details.
privacy-3 = What for: to keep your place, to check you in, and to tell you if something changes. No advertising, no selling, no rating of you, and nothing goes to your employer or platform.
privacy-4 = Who sees them: only the session staff of this station and the administrators of this site. Other stations do not. Summaries hold numbers of people only. Where messages are sent, the e-mail or SMS service that carries them gets your address or number and the message, which does not name you.
privacy-5 = How long: your name, phone number and e-mail address are erased by themselves { $days ->
        [one] one day
       *[other] { $days } days
    } after the session, and so are the links to the booking; answers to what a session asks already { $answer_days ->
        [0] once it has ended
        [one] one day after it
       *[other] { $answer_days } days after it
    }. The record of what was done that remains has numbers and times, no names or phone numbers.
privacy-6 = Where you are: the position you use to find a station serves that one search. It is not kept and not written to any log.
privacy-7 = Online maps: where an online map is shown, its pictures come from a map company, which then knows your network address and the area you look at. Everything else works without it.
privacy-8 = Against misuse: so that nobody takes places in bad faith, we turn the network address into a code that does not show who you are, count bookings and look-ups by it for a short while, and then erase it.
privacy-9 = Record of consent: we note which version of this notice you accepted, in which language and when.
privacy-10 = Your rights: you may see, correct, copy or have erased what we hold about you, and withdraw your consent at any time. With the link of your booking you can download everything and have it erased at once, without asking anybody; a booking still to come is cancelled first. If you have lost the link, tell the station. Without consent you can still come and ask whether a place is free.
privacy-11 = If you feel that your details have not been treated well, tell the union that runs the station, or complain to the authority for personal data where you live.
privacy-12 = Reports from the spot: you need no account. We keep what you found and when, a code for the random name your browser made up for itself, and, if you add them, your sentence and photo. Where you are is not sent. Only those who look after the station and the administrators see the sentence and the photo; both are erased by themselves { $days ->
        [one] one day
       *[other] { $days } days
    } later.
privacy-consent = I have read the privacy notice and agree that my name, phone number and kind of work are used for this booking.
privacy-read = Read the whole privacy notice
privacy-version = Version { $version }
