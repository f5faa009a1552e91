"""The fast pages of what is kept about the owner of a booking: look, take it away, have it erased."""

from __future__ import annotations

from starlette.responses import Response

from stations.actions import my_booking, my_data
from stations.errors import Refused
from stations.exchange.my_data_file import FILE_NAME, my_data_json
from stations.my_data_words import parts
from stations.roles import DRIVER
from stations.web import problem
from stations.web.fast_page import Visit, page, refused_status
from stations.words import explain

_FILE = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{FILE_NAME}"'}


def data_page(visit: Visit) -> Response:
    """Answer ``GET /m/booking/TOKEN/data`` with everything that is kept; raises NotFound."""
    token = visit.part("token")
    data = my_data.see(visit.db, token)
    if isinstance(data, Refused):
        return problem.as_page(visit.request, data)
    return page(visit, "m_data.html", is_private=True, token=token, parts=parts(data, visit.lang), twin=_twin(token))


def _twin(token: str) -> str:
    return f"/booking?token={token}"


def data_file(visit: Visit) -> Response:
    """Answer ``GET /m/booking/TOKEN/data.json`` with the same as a file; raises NotFound."""
    data = my_data.download(visit.db, visit.now, visit.part("token"))
    if isinstance(data, Refused):
        return problem.as_page(visit.request, data)
    return Response(my_data_json(data), media_type="application/json", headers=_FILE)


def confirm_erasing(visit: Visit) -> Response:
    """Answer ``GET /m/booking/TOKEN/erase`` with the question whether it is meant; raises NotFound."""
    token = visit.part("token")
    mine = my_booking.open_booking(visit.db, token)
    return problem.as_page(visit.request, mine) if isinstance(mine, Refused) else _question(visit, token)


def _question(visit: Visit, token: str, *, status: int = 200, trouble: str = "") -> Response:
    return page(visit, "m_erase.html", status=status, is_private=True, token=token, trouble=trouble, twin=_twin(token))


def erase_data(visit: Visit) -> Response:
    """Answer ``POST /m/booking/TOKEN/erase``; a second tap is told that it has been done. Raises NotFound."""
    token = visit.part("token")
    result = my_data.erase(visit.db, DRIVER, visit.now, token)
    if not isinstance(result, Refused):
        return page(visit, "m_erased.html", is_private=True, twin="/booking")
    if refused_status(result) == 410:
        return problem.as_page(visit.request, result)
    return _question(visit, token, status=refused_status(result), trouble=explain(visit.lang, result))
