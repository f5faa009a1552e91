"""Lists of stations in the formats of geographers, read and reprojected by geopandas: GeoPackage, Shapefile, GeoParquet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any

from stations.errors import Code, InvalidInput
from stations.exchange.station_columns import layout_of
from stations.exchange.station_geojson import sheet_of
from stations.exchange.station_row import Options
from stations.exchange.station_sheet import MOST_ROWS, Sheet, check_size


def read_table(data: bytes, suffix: str, options: Options) -> Sheet:
    """Return the list in a file ``.gpkg``, ``.parquet`` or ``.zip`` (a Shapefile); positions are made WGS-84.

    Raises:
        InvalidInput: `file-empty`, `file-too-large`, `invalid` where it cannot be read or does not say its coordinate
            system, `file-columns`.
    """
    check_size(data)
    frame = _frame(data, suffix)
    if len(frame) > MOST_ROWS:
        raise InvalidInput(Code.FILE_TOO_LARGE, "file")
    headers = [str(name) for name in frame.columns if name != frame.geometry.name]

    def rows() -> Iterator[tuple[dict[str, Any], tuple[float, float] | None]]:
        for properties, shape in zip(frame[headers].to_dict("records"), frame.geometry, strict=True):
            is_point = shape is not None and shape.geom_type == "Point" and not shape.is_empty
            yield properties, (shape.y, shape.x) if is_point else None

    return sheet_of(data, options, "", layout_of(headers), headers, rows)


def _frame(data: bytes, suffix: str) -> Any:
    import geopandas

    try:
        with tempfile.NamedTemporaryFile(suffix=suffix) as file:
            file.write(data)
            file.flush()
            frame = (geopandas.read_parquet if suffix == ".parquet" else geopandas.read_file)(file.name)
            return frame.to_crs("EPSG:4326")
    except Exception:
        # The readers below geopandas answer a damaged or foreign file each with errors of their own.
        raise InvalidInput(Code.INVALID, "file") from None
