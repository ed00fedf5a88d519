"""``logo.png``: the invented city's shield: a rising sun over two waves, framed by rice and cotton.

Drawn four times as large and scaled down, which smooths the edges; a palette keeps the file small.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 400, 480
SCALE = 4
GREEN, GOLD, WHITE, BLUE = (18, 92, 70), (224, 168, 40), (255, 255, 255), (30, 84, 140)
Point = tuple[float, float]


def _shield(inset: float) -> list[Point]:
    """The outline, ``inset`` from the edge: flat top with a notch, sides that meet in a point."""
    left, right, top = inset, WIDTH - inset, 26 + inset * 0.9
    foot = HEIGHT - inset * 1.25
    bends = [  # how far the side has come in at height t: slowly, then fast
        (t, 3 * (1 - t) * t**2 * 0.42 + t**3) for t in (step / 40 for step in range(41))
    ]
    middle = (left + right) / 2
    waist = top + (foot - top) * 0.5
    curve_right = [
        (right - (right - middle) * bend, waist + (foot - waist) * math.sin(t * math.pi / 2))
        for t, bend in bends
    ]
    curve_left = [(2 * middle - x, y) for x, y in reversed(curve_right)]
    return [(left, top), (middle, top - 22), (right, top), *curve_right, *curve_left]


def _scaled(points: Sequence[tuple[float, float]]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _ear(draw: ImageDraw.ImageDraw, mirrored: bool) -> None:
    """A rice ear: grains along an arc at one side."""
    for step in range(11):
        angle = math.radians(118 + step * 13.0)
        x, y = 200 + 128 * math.cos(angle), 226 - 128 * math.sin(angle) * 1.02
        tilt = angle + math.pi / 2 + 0.55
        grain = [
            (
                x + 19 * math.cos(a) * math.cos(tilt) - 7.5 * math.sin(a) * math.sin(tilt),
                y - (19 * math.cos(a) * math.sin(tilt) + 7.5 * math.sin(a) * math.cos(tilt)),
            )
            for a in (math.tau * k / 36 for k in range(36))
        ]
        if mirrored:
            grain = [(WIDTH - gx, gy) for gx, gy in grain]
        draw.polygon(_scaled(grain), fill=GOLD)


def _wave(base: float, height: float, bottom: float) -> list[Point]:
    crest = [(x, base - height * math.sin((x - 110) / 180 * math.tau)) for x in range(110, 291, 2)]
    return [*crest, (290, bottom), (110, bottom)]


def draw_logo() -> bytes:
    """The PNG, the same bytes each time."""
    image = Image.new("RGBA", (WIDTH * SCALE, HEIGHT * SCALE), (*WHITE, 0))
    draw = ImageDraw.Draw(image)
    draw.polygon(_scaled(_shield(6)), fill=GOLD)
    draw.polygon(_scaled(_shield(15)), fill=GREEN)
    _ear(draw, mirrored=False)
    _ear(draw, mirrored=True)

    # The round picture in the middle, on a layer of its own so that the waves end at its edge.
    disc = Image.new("L", image.size, 0)
    box = [(200 - 88) * SCALE, (226 - 88) * SCALE, (200 + 88) * SCALE, (226 + 88) * SCALE]
    ImageDraw.Draw(disc).ellipse(box, fill=255)
    picture = Image.new("RGBA", image.size, (*WHITE, 255))
    inner = ImageDraw.Draw(picture)
    for ray in range(13):
        angle = math.pi * ray / 12
        tip = (200 + 82 * math.cos(angle), 236 - 82 * math.sin(angle))
        spread = 0.07
        feet = [
            (200 + 44 * math.cos(angle + side), 236 - 44 * math.sin(angle + side))
            for side in (-spread, spread)
        ]
        inner.polygon(_scaled([tip, *feet]), fill=GOLD)
    inner.ellipse([c * SCALE for c in (162, 198, 238, 274)], fill=GOLD)
    inner.polygon(_scaled(_wave(240, 6, 330)), fill=BLUE)
    inner.polygon(_scaled(_wave(264, 6, 330)), fill=WHITE)
    inner.polygon(_scaled(_wave(272, 6, 330)), fill=BLUE)
    inner.polygon(_scaled(_wave(292, 6, 330)), fill=WHITE)
    inner.polygon(_scaled(_wave(299, 6, 330)), fill=BLUE)
    image.paste(picture, (0, 0), disc)
    draw.ellipse(box, outline=GOLD, width=6 * SCALE)

    # A five-pointed star under the top edge, a ribbon at the foot.
    star = [
        (200 + r * math.sin(math.pi * k / 5), 84 - r * math.cos(math.pi * k / 5))
        for k in range(10)
        for r in ((30.0 if k % 2 == 0 else 12.0),)
    ]
    draw.polygon(_scaled(star), fill=GOLD)
    ribbon = [(104, 362), (296, 362), (278, 378), (296, 394), (104, 394), (122, 378)]
    draw.polygon(_scaled(ribbon), fill=WHITE)

    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    flat = Image.new("RGB", small.size, WHITE)
    flat.paste(small, (0, 0), small.getchannel("A"))
    target = io.BytesIO()
    flat.quantize(48, dither=Image.Dither.NONE).save(target, "PNG", optimize=True, dpi=(300, 300))
    return target.getvalue()
