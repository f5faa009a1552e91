# What staff and whoever runs the site see of sending messages.

telling-sent = Told by message { $when }
telling-failed = Could not be delivered: { $why }
telling-failed-address-refused = there is no such address or number
telling-failed-service-refused = the message service does not accept it
telling-failed-service-busy = the message service stayed busy
telling-failed-service-away = the message service could not be reached
telling-failed-broken-off = sending broke off, nobody knows whether it arrived
telling-failed-no-address = they left no address that can be used
telling-failed-not-set-up = no message service is set up
telling-failed-no-longer-true = it is out of date
audit-booking-notified = Message sent
audit-detail-channel = by
audit-detail-reason = why
cli-help-notify = End what is over, write reminders and send messages; with --loop for ever.
cli-notified = Sent: { $sent }. Tried again later: { $due }. Not deliverable: { $failed }. Not needed any more: { $kept }.
cli-check-undelivered = Messages of the last 30 days that could not be delivered: { $count }. The rosters show whom to phone.
