"""A list of stations from a file, whatever its format: its columns, and its rows as often as they are wanted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from stations.errors import Code, InvalidInput
from stations.exchange.station_columns import Layout
from stations.exchange.station_row import Cells, Options, Row, read_rows
from stations.exchange.station_template import is_example

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 300_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list that can be read. ``lines`` begins anew at each call, so that no more than some rows are in memory.

    ``fingerprint`` is the same for, and only for, the same file read with the same options.
    """

    fingerprint: str
    layout: Layout
    options: Options
    encoding: str
    lines: Callable[[], Iterator[tuple[int, Cells]]]

    @property
    def needs(self) -> tuple[str, ...]:
        """What neither the list nor the options say: ``datum``, ``jurisdiction``."""
        fields, options = self.layout.fields, self.options
        missing_datum = "datum" not in fields and self.layout.datum is None and options.datum is None
        missing_region = "jurisdiction" not in fields and options.jurisdiction is None
        return (*(("datum",) if missing_datum else ()), *(("jurisdiction",) if missing_region else ()))

    def rows(self, now: datetime) -> Iterator[Row]:
        """Yield the rows, read at ``now``, without those that a template marks as examples.

        Raises:
            InvalidInput: `file-too-large` after 300,000 rows, `invalid` where the file breaks off.
        """
        real = (line for line in _at_most(self.lines(), MOST_ROWS) if not is_example(line[1]))
        return read_rows(real, self.options, self.layout.datum, now)


def _at_most(lines: Iterator[tuple[int, Cells]], most: int) -> Iterator[tuple[int, Cells]]:
    for number, line in enumerate(lines):
        if number >= most:
            raise InvalidInput(Code.FILE_TOO_LARGE, "file")
        yield line


def check_size(data: bytes) -> None:
    """Raise InvalidInput `file-empty` or `file-too-large` (over 50 MB)."""
    if not data.strip():
        raise InvalidInput(Code.FILE_EMPTY, "file")
    if len(data) > MOST_BYTES:
        raise InvalidInput(Code.FILE_TOO_LARGE, "file")


def check_columns(layout: Layout) -> Layout:
    """Return the layout; raises InvalidInput `file-columns` naming the columns it lacks."""
    if layout.missing:
        raise InvalidInput(Code.FILE_COLUMNS, "file", columns=", ".join(layout.missing))
    return layout


def fingerprint_of(data: bytes, options: Options) -> str:
    """Return 32 hexadecimal digits of the file and of how it is read."""
    how: Sequence[object] = (
        options.source, options.jurisdiction, options.datum, options.position, options.encoding,
        sorted(options.leave_out), sorted(options.meanings.items()), options.checked_on,
    )  # fmt: skip
    return hashlib.sha256(hashlib.sha256(data).digest() + repr(how).encode()).hexdigest()[:32]
