"""Reading a QR code from a photograph, for desks whose browser cannot do it itself (zxing-cpp, ISO/IEC 18004)."""

from __future__ import annotations

import io
import warnings

import zxingcpp
from PIL import Image, ImageOps

MOST_BYTES = 12_000_000
MOST_PIXELS = 30_000_000
_LONGEST_SIDE = 1600


def read_qr(photo: bytes) -> str:
    """Return the text of the QR code in a JPEG, PNG or WebP photograph, or "" when there is none to be read."""
    picture = _opened(photo)
    if picture is None:
        return ""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    return str(found[0].text) if found else ""


def _opened(photo: bytes) -> Image.Image | None:
    if len(photo) > MOST_BYTES:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(photo), formats=("JPEG", "PNG", "WEBP")) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    return None
                opened.draft("L", (_LONGEST_SIDE, _LONGEST_SIDE))
                picture = ImageOps.exif_transpose(opened).convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return picture
