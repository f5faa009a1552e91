"""What is kept about the owner of a booking as a JSON file (RFC 8259), which they may take anywhere (PIPL Art. 45)."""

from __future__ import annotations

import json

from stations.my_data_words import MyData, record

FILE_NAME = "my-data.json"


def my_data_json(data: MyData) -> bytes:
    """Return the record in UTF-8, indented to be read by people too."""
    return (json.dumps(record(data), ensure_ascii=False, indent=2) + "\n").encode()
