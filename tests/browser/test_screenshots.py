"""Pictures of every page, for docs/ and for whoever reviews a change: ``make screenshots``."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from stations.settings import ROOT
from stations.words import LANGUAGES
from tests.browser.sights import GROUPS, Sight, sights_of, things
from tests.browser.windows import DESKTOP, PHONE, Window, Windows

SIZES = {"phone": PHONE, "desktop": DESKTOP}
_FLAT, _BLENDED = 28, 20


@pytest.fixture
def album(results: Path) -> Path:
    """Where the pictures go: test-results/screenshots, or the folder in SCREENSHOTS."""
    folder = ROOT / os.environ.get("SCREENSHOTS", str(results / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def with_palette(image: Image.Image) -> Image.Image:
    """The picture with the colours of its larger areas as they are, and a few more for the edges of letters.

    Pillow's own ways either lose the small areas, such as a badge, or shift the large ones.
    """
    pixels = np.asarray(image).reshape(-1, 3).astype(np.int32)
    packed, where, counts = np.unique(pixels @ (1 << 16, 1 << 8, 1), return_inverse=True, return_counts=True)
    colours = np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1)
    flat = colours[np.argsort(-counts)[:_FLAT]]
    blended = np.array(image.quantize(_BLENDED).getpalette()[: 3 * _BLENDED]).reshape(-1, 3)
    palette = np.concatenate([flat, blended])
    nearest = (np.abs(colours[:, None] - palette[None]) ** 2).sum(2).argmin(1)
    result = Image.fromarray(nearest[where.reshape(-1)].reshape(image.height, image.width).astype(np.uint8), "P")
    result.putpalette(palette.astype(np.uint8).reshape(-1).tolist())
    return result


def take(window: Window, sight: Sight, size: str, album: Path) -> None:
    """Save what the window shows as a small picture with a palette."""
    window.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    image = Image.open(BytesIO(window.page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
    colours = image.getcolors(image.width * image.height) or []
    assert len(colours) > 8, f"{sight.name} is blank"
    with_palette(image).save(album / f"{sight.name}-{size}-{window.lang}.png", optimize=True)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("group", GROUPS)
def test_every_page_is_photographed_on_phone_and_desk(windows: Windows, album: Path, group: str, lang: str) -> None:
    found = things(windows.server)
    for who in GROUPS[group]:
        window = windows(lang=lang, signed_in=who.removeprefix("plain"))
        for sight in sights_of(who):
            window.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
            sight.show(window, found)
            take(window, sight, "phone", album)
            if sight.has_map:
                with window.page.expect_response(lambda answer: "/map/stations" in answer.url):
                    window.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
                expect(window.map.locator(".leaflet-pan-anim")).to_have_count(0)
            else:
                window.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
            window.settle()
            take(window, sight, "desktop", album)
