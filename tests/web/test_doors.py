"""What is refused before it reaches a page: other sites' sockets, strangers' files, endless bodies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from stations.storage.engine import Database
from stations.web import routes

OWN = "http://testserver"
PERSON = {"username": "boss", "name": "", "password": "four words you remember"}


async def _stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


async def _upload(request: Request) -> Response:
    return Response(str(len(await request.body())))


@pytest.fixture
def behind(served: Database) -> TestClient:
    """The site with something in Streamlit's place that takes whatever comes."""
    site = Starlette(
        routes=[
            WebSocketRoute("/_stcore/stream", _stream),
            Route("/_stcore/upload_file/session/file", _upload, methods=["PUT"]),
            Route("/_stcore/metrics", _upload),
            *routes.routes(lambda lang: f"<p>{lang}</p>"),
        ],
        middleware=routes.middleware(),
        exception_handlers=routes.exception_handlers(),
    )
    return TestClient(site, headers={"Accept-Language": "en"}, follow_redirects=False)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "http://testserver:81"},
        {"Origin": OWN, "Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_sites_page_cannot_open_the_socket(behind: TestClient, headers: dict[str, str]):
    with pytest.raises(WebSocketDisconnect), behind.websocket_connect("/_stcore/stream", headers=headers):
        pass


@pytest.mark.parametrize("headers", [{"Origin": OWN}, {"Origin": OWN, "Sec-Fetch-Site": "same-origin"}, {}])
def test_our_own_pages_open_the_socket(behind: TestClient, headers: dict[str, str]):
    with behind.websocket_connect("/_stcore/stream", headers=headers) as socket:
        assert socket.receive()["type"] == "websocket.close"


def test_only_whoever_is_signed_in_may_send_a_file(behind: TestClient, setup_code: str):
    path, data = "/_stcore/upload_file/session/file", b"x" * 300_000
    refused = behind.put(path, content=data)
    assert (refused.status_code, refused.json()["code"]) == (401, "sign-in-needed")
    assert behind.post("/set-up", data=PERSON | {"code": setup_code}).status_code == 303
    assert behind.put(path, content=data).text == "300000"


@pytest.mark.parametrize("path", ["/api/v1/bookings", "/m/list", "/sign-in"])
def test_a_body_that_is_too_long_is_refused_before_it_is_read(behind: TestClient, path: str):
    answer = behind.post(path, content=b"x" * 300_000, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


def test_a_body_whose_length_is_not_told_ends_where_it_gets_too_long(behind: TestClient):
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(64):
            sent += 1
            yield b"1" * 65_536

    answer = behind.post("/api/v1/bookings", content=endless(), headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_a_body_that_nests_without_end_is_told_as_unreadable(behind: TestClient):
    answer = behind.post("/api/v1/bookings", content=b"[" * 100_000, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_what_the_process_holds_in_memory_is_nobodys_business(behind: TestClient):
    assert behind.get("/_stcore/metrics").status_code == 404
