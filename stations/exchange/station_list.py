"""Lists of stations in whatever format they come, told by the file's name."""

from __future__ import annotations

from pathlib import PurePath

from stations.exchange.station_csv import read_csv
from stations.exchange.station_row import Options
from stations.exchange.station_sheet import Sheet

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
GEOJSON_SUFFIXES = (".geojson", ".json")
TABLE_SUFFIXES = (".gpkg", ".parquet", ".zip")
SUFFIXES = (*TEXT_SUFFIXES, *GEOJSON_SUFFIXES, *TABLE_SUFFIXES)


def read_list(name: str, data: bytes, options: Options) -> Sheet:
    """Return the list in a file called ``name``: GeoJSON, GeoPackage, GeoParquet, zipped Shapefile, or else CSV.

    Raises:
        InvalidInput: what is wrong with the file as a whole.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in GEOJSON_SUFFIXES:
        from stations.exchange.station_geojson import read_geojson

        return read_geojson(data, options)
    if suffix in TABLE_SUFFIXES:
        from stations.exchange.station_table import read_table

        return read_table(data, suffix, options)
    return read_csv(data, options)
