"""Photos as they come from a phone, made small and safe: what is kept is drawn anew from the pixels and nothing else.

So a file that is also something else (a zip, a page, a script), the camera's notes on where and when (EXIF, XMP, comments)
and colour profiles do not survive. The way the camera was held is applied first.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from stations.errors import Code, InvalidInput

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 12 * 1024 * 1024
MOST_SIDE = 30_000
LONGEST_SIDE = 1600
LONGEST_THUMBNAIL_SIDE = 320
MOST_JPEG_BYTES = 400 * 1024
# A JPEG is decoded at a fraction of its size, the others whole: about 200 MB at the most, and one at a time.
_MOST_PIXELS = {"JPEG": 64_000_000, "PNG": 26_000_000, "WEBP": 26_000_000}
_QUALITIES = (85, 75, 65, 55, 45)
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Photograph:
    """A JPEG of at most 1600 pixels a side and 400 KB, its thumbnail of at most 320, and its size in pixels."""

    jpeg: bytes
    thumbnail: bytes
    width: int
    height: int


def photograph(data: bytes) -> Photograph:
    """Return what is kept of an uploaded JPEG, PNG or WebP photo; of a moving picture, its first frame.

    Raises:
        InvalidInput: `photo-too-large` (over 12 MB, or too many pixels) or `photo-not-an-image`.
    """
    if len(data) > MOST_BYTES:
        raise InvalidInput(Code.PHOTO_TOO_LARGE, "photo")
    with _one_at_a_time:
        image = _pixels(data)
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        small = image.copy()
        small.thumbnail((LONGEST_THUMBNAIL_SIDE, LONGEST_THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
        jpeg = _jpeg_within(image, MOST_JPEG_BYTES)
    with Image.open(BytesIO(jpeg)) as kept:
        return Photograph(jpeg, _jpeg(small, 80), *kept.size)


def _pixels(data: bytes) -> Image.Image:
    """Decode ``data`` twice: once to verify the file, which leaves Pillow's object unusable, once for the picture."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as probe:
            _refuse_bomb(probe)
            probe.verify()
        with Image.open(BytesIO(data), formats=FORMATS) as source:
            source.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
            return _bare(ImageOps.exif_transpose(source))
    except InvalidInput:
        raise
    except Image.DecompressionBombError:
        raise InvalidInput(Code.PHOTO_TOO_LARGE, "photo") from None
    except Exception:
        # Pillow answers damaged files with many kinds of exceptions; whatever it was, this is no photo.
        raise InvalidInput(Code.PHOTO_NOT_AN_IMAGE, "photo") from None


def _refuse_bomb(image: Image.Image) -> None:
    width, height = image.size
    if width * height > _MOST_PIXELS[image.format or ""] or max(width, height) > MOST_SIDE:
        raise InvalidInput(Code.PHOTO_TOO_LARGE, "photo")


def _bare(image: Image.Image) -> Image.Image:
    """Return the pixels on white, in an image that has no memory of the file it came from."""
    bare = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        bare.paste(layer, mask=layer)
    else:
        bare.paste(image.convert("RGB"))
    return bare


def _jpeg_within(image: Image.Image, most_bytes: int) -> bytes:
    for quality in _QUALITIES:
        jpeg = _jpeg(image, quality)
        if len(jpeg) <= most_bytes:
            return jpeg
    smaller = (max(1, image.width * 3 // 4), max(1, image.height * 3 // 4))
    return _jpeg_within(image.resize(smaller, Image.Resampling.LANCZOS), most_bytes)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()
