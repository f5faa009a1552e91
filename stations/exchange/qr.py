"""QR codes (ISO/IEC 18004) as SVG, drawn here so that no link is ever sent to somebody else's QR service."""

from __future__ import annotations

import io

import segno

_QUIET_ZONE = 4  # modules, as ISO/IEC 18004 §6.3.8 asks for


def qr_svg(text: str) -> str:
    """Return an ``<svg>`` element for ``text``, dark on white, that fills the width it is given."""
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        out,
        kind="svg",
        border=_QUIET_ZONE,
        xmldecl=False,
        svgns=True,
        omitsize=True,
        dark="#000",
        light="#fff",
        nl=False,
    )
    return out.getvalue().decode("utf-8")
