"""The fast pages: plain HTML on the same actions, for slow lines and small phones."""

from __future__ import annotations

from starlette.routing import Route

from stations.web import fast_aed, fast_booking, fast_find, fast_my_booking, fast_station
from stations.web.fast_page import route

fast_routes: list[Route] = [
    route("/m", fast_find.find_page),
    route("/m/list", fast_find.list_fragment, "POST"),
    route("/m/aed", fast_aed.aed_page),
    route("/m/aed/near", fast_aed.aed_fragment, "POST"),
    route("/m/station/{station_id}", fast_station.station_page),
    route("/m/session/{session_id}", fast_booking.session_page),
    route("/m/session/{session_id}", fast_booking.book_place, "POST"),
    route("/m/booking/{token}", fast_my_booking.booking_page),
    route("/m/booking/{token}/cancel", fast_my_booking.confirm_cancelling),
    route("/m/booking/{token}/cancel", fast_my_booking.cancel_booking, "POST"),
    route("/m/booking/{token}/move", fast_my_booking.choose_other_slot),
    route("/m/booking/{token}/move", fast_my_booking.move_booking, "POST"),
    route("/m/bookings", fast_my_booking.bookings_page),
    route("/m/bookings", fast_my_booking.find_booking, "POST"),
    route("/m/privacy", fast_my_booking.privacy_page),
]
