"""A slower disk: programs started in this environment wait longer for each flush of a file."""

from __future__ import annotations

import subprocess
from pathlib import Path

_SOURCE = Path(__file__).with_name("slow_flush.c")
_LIBRARY = Path(__file__).resolve().parent.parent / "var" / "bench" / "slow_flush.so"


def flushing_longer(milliseconds: int) -> dict[str, str]:
    """Return the environment variables that add so much to fsync and fdatasync; none for the disk's own speed."""
    if not milliseconds:
        return {}
    _LIBRARY.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", _LIBRARY, _SOURCE, "-ldl"], check=True)
    return {"LD_PRELOAD": str(_LIBRARY), "FLUSH_MICROSECONDS": str(milliseconds * 1000)}
