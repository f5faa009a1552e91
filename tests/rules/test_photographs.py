"""What is kept of an uploaded photo."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from stations.errors import Code, InvalidInput
from stations.photographs import MOST_BYTES, MOST_JPEG_BYTES, photograph

SECRET = b"22.2101N113.5810E"


def _picture(width: int = 400, height: int = 300, mode: str = "RGB") -> Image.Image:
    image = Image.new(mode, (width, height))
    image.paste(Image.new(mode, (width // 2, height // 2), "white"), (0, 0))  # the corner tells how it is turned
    return image


def _bytes(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def _opened(jpeg: bytes) -> Image.Image:
    return Image.open(BytesIO(jpeg))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_photos_of_phones_are_kept_as_jpeg(form: str) -> None:
    kept = photograph(_bytes(_picture(), form))
    assert (_opened(kept.jpeg).format, _opened(kept.thumbnail).format) == ("JPEG", "JPEG")
    assert (kept.width, kept.height) == _opened(kept.jpeg).size == (400, 300)
    assert _opened(kept.thumbnail).size == (320, 240)


@pytest.mark.parametrize(
    ("size", "kept_size"),
    [((4000, 3000), (1600, 1200)), ((3000, 4000), (1200, 1600)), ((1600, 20), (1600, 20)), ((20, 10), (20, 10))],
)
def test_a_large_photo_is_made_smaller_and_a_small_one_is_not_blown_up(
    size: tuple[int, int], kept_size: tuple[int, int]
) -> None:
    kept = photograph(_bytes(_picture(*size)))
    assert (kept.width, kept.height) == kept_size


def test_nothing_of_the_file_but_its_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 12.0, 36.0), 3: "E", 4: (113.0, 34.0, 52.0)})
    data = _bytes(_picture(), exif=exif, comment=SECRET, icc_profile=SECRET, xmp=b"<x:xmpmeta>" + SECRET)
    assert SECRET in data
    kept = photograph(data)
    for jpeg in (kept.jpeg, kept.thumbnail):
        assert SECRET not in jpeg
        assert not _opened(jpeg).getexif()
        assert set(_opened(jpeg).info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }


def test_text_in_a_png_is_not_kept() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SECRET.decode())
    data = _bytes(_picture(), "PNG", pnginfo=notes)
    assert SECRET in data
    assert SECRET not in photograph(data).jpeg


@pytest.mark.parametrize(
    ("orientation", "size", "white_corner"),
    [
        (1, (400, 300), "top left"),
        (2, (400, 300), "top right"),
        (3, (400, 300), "bottom right"),
        (4, (400, 300), "bottom left"),
        (5, (300, 400), "top left"),
        (6, (300, 400), "top right"),
        (7, (300, 400), "bottom right"),
        (8, (300, 400), "bottom left"),
    ],
)
def test_the_way_the_camera_was_held_is_applied(orientation: int, size: tuple[int, int], white_corner: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    kept = photograph(_bytes(_picture(), exif=exif))
    image = _opened(kept.jpeg).convert("L")
    assert image.size == size
    corners = {
        "top left": (5, 5),
        "top right": (size[0] - 6, 5),
        "bottom left": (5, size[1] - 6),
        "bottom right": (size[0] - 6, size[1] - 6),
    }
    assert [name for name, at in corners.items() if image.getpixel(at) > 200] == [white_corner]


def test_what_is_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (50, 50), (200, 0, 0, 0))
    assert _opened(photograph(_bytes(clear, "PNG")).jpeg).getpixel((25, 25)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    image = Image.new("I;16", (40, 30)) if mode == "I;16" else _picture(40, 30).convert(mode)
    assert photograph(_bytes(image, "PNG")).width == 40


def test_a_cmyk_jpeg_is_read() -> None:
    assert _opened(photograph(_bytes(_picture().convert("CMYK"))).jpeg).mode == "RGB"


def test_even_noise_ends_below_the_cap() -> None:
    noise = np.random.default_rng(7).integers(0, 256, (1600, 1600, 3), dtype=np.uint8)
    kept = photograph(_bytes(Image.fromarray(noise), quality=95))
    assert len(kept.jpeg) <= MOST_JPEG_BYTES
    assert (kept.width, kept.height) == _opened(kept.jpeg).size


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "ICO", "PPM"])
def test_other_pictures_are_refused(form: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        photograph(_bytes(_picture(64, 64), form))
    assert refusal.value.code is Code.PHOTO_NOT_AN_IMAGE


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x00\x00\x00\x00WEBP",
        b"GIF89a/*<script>alert(1)</script>*/",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"\x00" * 5000,
    ],
    ids=lambda data: repr(data[:12]),
)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput) as refusal:
        photograph(data)
    assert refusal.value.code is Code.PHOTO_NOT_AN_IMAGE
    assert refusal.value.field == "photo"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_cut_or_damaged_photo_is_refused_or_read_but_never_breaks(form: str) -> None:
    noise = np.random.default_rng(5).integers(0, 256, (90, 120, 3), dtype=np.uint8)
    whole = _bytes(Image.fromarray(noise), form)
    with pytest.raises(InvalidInput):
        photograph(whole[: len(whole) // 2])
    random = np.random.default_rng(11)
    outcomes = set()
    for _ in range(60):
        damaged = bytearray(whole)
        for place in random.integers(0, len(whole), 6):
            damaged[place] = random.integers(0, 256)
        try:
            outcomes.add(_opened(photograph(bytes(damaged)).jpeg).format)
        except InvalidInput as refusal:
            outcomes.add(refusal.code)
    assert outcomes <= {"JPEG", Code.PHOTO_NOT_AN_IMAGE, Code.PHOTO_TOO_LARGE}


def test_a_file_that_is_also_an_archive_or_a_page_is_only_a_photo_afterwards() -> None:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("evil.html", "<script>alert(1)</script>")
    data = _bytes(_picture()) + b"<script>alert(1)</script>" + archive.getvalue()
    assert zipfile.is_zipfile(BytesIO(data))
    kept = photograph(data)
    for jpeg in (kept.jpeg, kept.thumbnail):
        assert b"script" not in jpeg
        assert not zipfile.is_zipfile(BytesIO(jpeg))
        assert jpeg.endswith(b"\xff\xd9")


def _png_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("width", "height"), [(50_000, 50_000), (10_000, 10_000), (6_000, 6_000), (400_000, 2), (2**31 - 1, 2**31 - 1)]
)
def test_a_small_file_that_claims_to_be_vast_is_refused_unread(width: int, height: int) -> None:
    data = _png_claiming(width, height)
    assert len(data) < 1000
    with pytest.raises(InvalidInput) as refusal:
        photograph(data)
    assert refusal.value.code is Code.PHOTO_TOO_LARGE


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        photograph(_bytes(_picture()) + b"\0" * MOST_BYTES)
    assert refusal.value.code is Code.PHOTO_TOO_LARGE


def test_a_moving_picture_is_kept_as_its_first_frame() -> None:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    kept = photograph(_bytes(frames[0], "PNG", save_all=True, append_images=frames[1:]))
    red, _, blue = _opened(kept.jpeg).getpixel((30, 20))
    assert red > 200
    assert blue < 60
