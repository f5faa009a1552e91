"""The fast pages: plain HTML on the same actions, for slow lines and small phones."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from stations.errors import Code, NotFound
from stations.web import fast_aed, fast_booking, fast_find, fast_my_booking, fast_my_data, fast_report, fast_station
from stations.web.fast_page import Visit, route


def nothing_here(visit: Visit) -> Response:
    """Answer any other address under ``/m``: a slash too many is taken off, a link cut short gets a plain sentence."""
    url = visit.request.url
    if url.path.endswith("/"):
        return RedirectResponse(str(url.replace(path=url.path.rstrip("/"))), 301)
    raise NotFound(Code.NOT_FOUND)


fast_routes: list[Route] = [
    route("/m", fast_find.find_page),
    route("/m/list", fast_find.list_fragment, "POST"),
    route("/m/aed", fast_aed.aed_page),
    route("/m/aed/near", fast_aed.aed_fragment, "POST"),
    route("/m/station/{station_id}", fast_station.station_page),
    route("/m/station/{station_id}/report", fast_report.send_report, "POST"),
    route("/m/report/{token}", fast_report.report_page),
    route("/m/session/{session_id}", fast_booking.session_page),
    route("/m/session/{session_id}", fast_booking.book_place, "POST"),
    route("/m/session/{session_id}/hold", fast_booking.hold_place, "POST"),
    route("/m/booking/{token}", fast_my_booking.booking_page),
    route("/m/booking/{token}/cancel", fast_my_booking.confirm_cancelling),
    route("/m/booking/{token}/cancel", fast_my_booking.cancel_booking, "POST"),
    route("/m/booking/{token}/accept", fast_my_booking.accept_offer, "POST"),
    route("/m/booking/{token}/replacement", fast_my_booking.open_replacement, "POST"),
    route("/m/booking/{token}/move", fast_my_booking.choose_other_slot),
    route("/m/booking/{token}/move", fast_my_booking.move_booking, "POST"),
    route("/m/booking/{token}/data", fast_my_data.data_page),
    route("/m/booking/{token}/data.json", fast_my_data.data_file),
    route("/m/booking/{token}/erase", fast_my_data.confirm_erasing),
    route("/m/booking/{token}/erase", fast_my_data.erase_data, "POST"),
    route("/m/bookings", fast_my_booking.bookings_page),
    route("/m/bookings", fast_my_booking.find_booking, "POST"),
    route("/m/privacy", fast_my_booking.privacy_page),
    route("/m/{rest:path}", nothing_here),
]
