"""Our own static files and those that packages bring: Leaflet, Swagger UI, the basemap. Nothing comes from elsewhere."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from stations.settings import DATA
from stations.web import compressed

STATIC = Path(__file__).parent / "static"
_YEAR = "public, max-age=31536000, immutable"
_HOUR = "public, max-age=3600"
_SUFFIXES = frozenset(
    {".css", ".js", ".json", ".png", ".svg", ".ico", ".webp", ".jpg", ".map", ".woff2", ".webmanifest", ".geojson"}
)


def _package_folder(package: str) -> Path:
    # the folder is found without importing the package, which would import all of its dependencies
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


FOLDERS = {
    "leaflet": _package_folder("xstatic.pkg.leaflet") / "data",
    "swagger": _package_folder("fastapi_offline") / "static",
    "basemap": DATA / "basemap",
}


def locate(name: str) -> Path | None:
    """Return the file that ``/assets/<name>`` serves, or None; nothing outside the folders can be named."""
    top, _, rest = name.partition("/")
    folder, inner = (FOLDERS[top], rest) if top in FOLDERS and rest else (STATIC, name)
    path = inside(folder.resolve(), inner)
    return path if path is not None and path.suffix in _SUFFIXES else None


def inside(folder: Path, name: str) -> Path | None:
    """Return the file called ``name`` in ``folder``, a resolved path; None where there is none or it lies outside."""
    try:
        path = (folder / name).resolve()
        return path if path.is_relative_to(folder) and path.is_file() else None
    except (OSError, ValueError):  # a name too long, or with a character that no file has
        return None


def url(name: str) -> str:
    """Return the address of an asset with its content's digest, under which browsers may keep it for a year.

    Raises:
        FileNotFoundError: there is no such asset, which is a bug of the page.
    """
    path = locate(name)
    if path is None:
        raise FileNotFoundError(name)
    return f"/assets/{name}?v={compressed.of_file(path).digest}"


def serve(request: Request) -> Response:
    """Answer ``/assets/…``."""
    path = locate(request.path_params["name"])
    if path is None:
        return Response("not found", 404, media_type="text/plain")
    stored = compressed.of_file(path)
    cache = _YEAR if request.query_params.get("v") == stored.digest else _HOUR
    return compressed.answer(stored, request.headers, cache, request.method)
