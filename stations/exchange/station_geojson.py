"""Lists of stations as GeoJSON (RFC 7946), read as a stream."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import ijson

from stations.errors import Code, InvalidInput
from stations.exchange.station_columns import Layout, layout_of
from stations.exchange.station_row import Cells, Options
from stations.exchange.station_sheet import Sheet, check_columns, check_size, fingerprint_of
from stations.geo import Datum

_LOOKED_AT = 200


def read_geojson(data: bytes, options: Options) -> Sheet:
    """Return the list in a FeatureCollection of points; its rows are read when they are asked for.

    A feature's geometry is WGS-84, as the standard has it; a pair with a datum among its properties comes first, because
    that is the one its source gave.

    Raises:
        InvalidInput: `file-empty`, `file-too-large`, `invalid` where it is no GeoJSON, `file-columns`.
    """
    check_size(data)
    headers: dict[str, None] = {}
    for number, feature in enumerate(_features(data)):
        headers.update(dict.fromkeys(_properties(feature)))
        if number >= _LOOKED_AT:
            break
    own = layout_of(list(headers))
    return sheet_of(data, options, "utf-8", own, list(headers), lambda: map(_as_row, _features(data)))


def sheet_of(data: bytes, options: Options, encoding: str, own: Layout, headers: list[str], rows: Any) -> Sheet:
    """Return the sheet of features: properties, with the geometry as the position where they hold none with a datum."""
    has_own_pair = "lat" in own.fields and (own.datum is not None or "datum" in own.fields)
    fields = (
        own.fields if has_own_pair else tuple("" if field in ("lat", "lng", "datum") else field for field in own.fields)
    )
    extra = () if has_own_pair else ("lat", "lng")
    layout = Layout((*fields, *extra), own.datum if has_own_pair else Datum.WGS84, own.ignored)
    check_columns(layout)

    def lines() -> Iterator[tuple[int, Cells]]:
        for number, (properties, point) in enumerate(rows(), 1):
            cells = {field: text_of(properties.get(name)) for name, field in zip(headers, fields, strict=True) if field}
            if not has_own_pair and point is not None:
                cells |= {"lat": repr(point[0]), "lng": repr(point[1])}
            yield number, cells

    return Sheet(fingerprint_of(data, options), layout, options, encoding, lines)


def _features(data: bytes) -> Iterator[Mapping[str, Any]]:
    try:
        for feature in ijson.items(io.BytesIO(data), "features.item", use_float=True):
            if isinstance(feature, dict):
                yield feature
    except (ijson.JSONError, UnicodeDecodeError, ValueError):
        raise InvalidInput(Code.INVALID, "file") from None


def _properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = feature.get("properties")
    named = {str(name): value for name, value in properties.items()} if isinstance(properties, dict) else {}
    return {"id": feature["id"], **named} if feature.get("id") else named


def _as_row(feature: Mapping[str, Any]) -> tuple[Mapping[str, Any], tuple[float, float] | None]:
    geometry = feature.get("geometry")
    pair = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    is_pair = isinstance(pair, list) and len(pair) >= 2 and all(isinstance(it, int | float) for it in pair[:2])
    return _properties(feature), (float(pair[1]), float(pair[0])) if is_pair and pair else None


def text_of(value: Any) -> str:
    """Return a property as the text that a CSV would hold; whole numbers without a fraction, nothing for none."""
    if value is None or value != value:  # a missing number comes as NaN
        return ""
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
