"""Static files: compressed as the browser takes them, kept as long as they are what they were."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.responses import FileResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from stations.web import assets, routes, screens, streamlit_files

LARGE = "leaflet/leaflet.js"
STREAMLIT = streamlit_files.folder() / "static"
SCRIPT = max(STREAMLIT.glob("js/index.*.js"), key=lambda path: path.stat().st_size)


@pytest.fixture
def plain_site() -> TestClient:
    """The site without a database, which static files do not need; below it Streamlit's files, sent as it sends them."""

    def streamlit(request: object) -> FileResponse:
        return FileResponse(STREAMLIT / request.path_params["name"])  # type: ignore[attr-defined]

    site = Starlette(
        routes=[Route("/static/{name:path}", streamlit), *routes.routes(lambda lang: f"<p>{lang}</p>")],
        middleware=routes.middleware(),
        exception_handlers=routes.exception_handlers(),
    )
    return TestClient(site)


def fetch(client: TestClient, path: str, accepted: str = "identity", **headers: str):
    with client.stream("GET", path, headers={"Accept-Encoding": accepted, **headers}) as answer:
        return answer, b"".join(answer.iter_raw())


UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("path", [assets.url(LARGE), f"/static/js/{SCRIPT.name}"])
def test_a_file_is_compressed_as_the_browser_takes_it(
    plain_site: TestClient, path: str, accepted: str, encoding: str | None
):
    answer, raw = fetch(plain_site, path, accepted)
    plain = fetch(plain_site, path)[1]
    assert answer.headers.get("content-encoding") == encoding
    assert UNPACK[encoding](raw) == plain
    assert int(answer.headers["content-length"]) == len(raw)
    if encoding:
        assert len(raw) < len(plain) / 2
        assert "accept-encoding" in answer.headers["vary"].lower()


def test_each_form_of_a_file_has_a_tag_of_its_own(plain_site: TestClient):
    tags = {
        fetch(plain_site, assets.url(LARGE), accepted)[0].headers["etag"] for accepted in ("br", "gzip", "identity")
    }
    assert len(tags) == 3


def test_what_the_browser_has_is_not_sent_again(plain_site: TestClient):
    first, _ = fetch(plain_site, assets.url(LARGE), "br")
    again, raw = fetch(plain_site, assets.url(LARGE), "br", **{"If-None-Match": first.headers["etag"]})
    other, _ = fetch(plain_site, assets.url(LARGE), "gzip", **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, raw) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert other.status_code == 200


def test_an_address_with_the_right_digest_is_kept_for_a_year(plain_site: TestClient):
    assert "immutable" in fetch(plain_site, assets.url("site.css"))[0].headers["cache-control"]
    assert "immutable" not in fetch(plain_site, "/assets/site.css")[0].headers["cache-control"]
    assert "immutable" not in fetch(plain_site, "/assets/site.css?v=old")[0].headers["cache-control"]


def test_asking_for_the_head_sends_no_body(plain_site: TestClient):
    answer = plain_site.head(assets.url(LARGE))
    assert answer.content == b""
    assert int(answer.headers["content-length"]) > 1000


def test_a_range_of_streamlits_files_is_left_to_streamlit(plain_site: TestClient):
    answer, raw = fetch(plain_site, f"/static/js/{SCRIPT.name}", "br", Range="bytes=0-9")
    assert answer.status_code == 206
    assert "content-encoding" not in answer.headers
    assert raw == SCRIPT.read_bytes()[:10]


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../app.py",
        "/assets/%2e%2e/app.py",
        "/assets/..%2f..%2f..%2fapp.py",
        "/assets/leaflet/..%2f__init__.py",
        "/assets//etc/passwd",
        "/assets/basemap/build.py",
        "/assets/leaflet",
        "/assets/nothing.css",
    ],
)
def test_nothing_but_assets_can_be_had(plain_site: TestClient, path: str):
    answer = plain_site.get(path)
    assert answer.status_code in (404, 200)
    assert b"import" not in answer.content
    assert answer.status_code == 404 or "text/html" in answer.headers["content-type"]


def test_a_file_outside_streamlits_folder_is_not_ours_to_send(plain_site: TestClient, tmp_path: Path):
    middleware = streamlit_files.StreamlitFiles(plain_site.app)
    headers = [(b"accept-encoding", b"br")]
    assert middleware._file({"method": "GET", "path": "/static/../index.html", "headers": headers}) is None
    assert middleware._file({"method": "GET", "path": f"/static/js/{SCRIPT.name}", "headers": headers}) == SCRIPT


@pytest.mark.parametrize("name", ["leaflet/leaflet.js", "leaflet/leaflet.css", "basemap/delta.json", "site.css"])
def test_what_the_pages_need_is_there(plain_site: TestClient, name: str):
    assert plain_site.get(assets.url(name)).status_code == 200


@pytest.mark.parametrize(
    ("header", "lang", "name"),
    [("zh-CN", "zh-Hans", "工会驿站"), ("zh-HK", "zh-Hant", "工會驛站"), ("en", "en", "Union")],
)
@pytest.mark.parametrize("path", ["/", "/station", "/book", "/manage"])
def test_the_screens_document_is_in_the_visitors_language(
    plain_site: TestClient, path: str, header: str, lang: str, name: str
):
    answer = plain_site.get(path, headers={"Accept-Language": header})
    assert f'<html lang="{lang}">' in answer.text
    assert f"<title>{name}" in answer.text
    assert f'href="/manifest.webmanifest?lang={lang}"' in answer.text
    assert '<div id="root">' in answer.text
    assert "Streamlit</title>" not in answer.text


def test_the_languages_of_the_document_do_not_share_a_tag(plain_site: TestClient):
    tags = {plain_site.get(f"/?lang={lang}").headers["etag"] for lang in ("zh-Hans", "zh-Hant", "en")}
    assert len(tags) == 3


def test_the_address_wins_over_the_cookie_and_the_cookie_over_the_browser(plain_site: TestClient):
    headers = {"Accept-Language": "zh-CN"}
    plain_site.cookies.set("stations_lang", "zh-Hant")
    assert '<html lang="zh-Hant">' in plain_site.get("/", headers=headers).text
    assert '<html lang="en">' in plain_site.get("/?lang=en", headers=headers).text


def test_everything_the_document_names_exists(plain_site: TestClient):
    html = screens.document("en")
    names = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    assert len(names) > 3
    assert all((STREAMLIT.parent / name.lstrip("/")).is_file() for name in names)


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_the_manifest_names_icons_that_exist(plain_site: TestClient, lang: str):
    answer = plain_site.get(f"/manifest.webmanifest?lang={lang}")
    assert answer.headers["content-type"].startswith("application/manifest+json")
    assert answer.json()["lang"] == lang
    assert {icon["sizes"] for icon in answer.json()["icons"]} == {"192x192", "512x512"}
    assert {plain_site.get(icon["src"]).status_code for icon in answer.json()["icons"]} == {200}
    assert plain_site.get("/favicon.ico").status_code == 200


@pytest.mark.parametrize("folder", ["/static/", "/assets/"])
@pytest.mark.parametrize("name", ["%00.js", "a" * 5000 + ".js", "..%2f..%2findex.html", "%2fetc%2fpasswd.js"])
def test_a_name_that_no_file_can_have_is_not_found(folder: str, name: str):
    site = Starlette(routes=routes.routes(lambda lang: f"<p>{lang}</p>"), middleware=routes.middleware())
    assert TestClient(site).get(folder + name, headers={"Accept-Encoding": "br"}).status_code == 404
