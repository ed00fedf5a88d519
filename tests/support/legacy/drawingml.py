"""Lines as DrawingML presets: their frame, how it is turned, and where they bend."""

from __future__ import annotations

from dataclasses import dataclass

from tests.support.legacy.plan import Point

EMU = 12700


@dataclass(frozen=True, slots=True)
class Preset:
    """A preset line: its frame in points, its ``xfrm`` attributes, its adjustment."""

    name: str
    left: float
    top: float
    width: float
    height: float
    turns: str = ""
    adjust: int | None = None

    @property
    def geometry(self) -> str:
        guide = "" if self.adjust is None else f'<a:gd name="adj1" fmla="val {self.adjust}"/>'
        return f'<a:prstGeom prst="{self.name}"><a:avLst>{guide}</a:avLst></a:prstGeom>'

    @property
    def seen(self) -> tuple[float, float, float, float]:
        """The frame as it is seen: that of a turned line lies across."""
        if "rot" not in self.turns:
            return self.left, self.top, self.width, self.height
        x, y = self.left + self.width / 2, self.top + self.height / 2
        return x - self.height / 2, y - self.width / 2, self.height, self.width


def preset(points: tuple[Point, ...]) -> Preset:
    """The preset through two points, three (level, then upright) or four."""
    (x1, y1), (x2, y2) = points[0], points[-1]
    left, top, width, height = min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)
    flips = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
    if len(points) == 2:
        return Preset("straightConnector1", left, top, width, height, flips)
    if len(points) == 3:
        return Preset("bentConnector2", left, top, width, height, flips)
    level = points[0][1] == points[1][1]
    if level:
        span = (x2 - x1) or 0.1
        share = (points[1][0] - x1) / span
        return Preset("bentConnector3", left, top, max(width, 0.1), height, flips,
                      round(share * 100000))  # fmt: skip
    span = (y2 - y1) or 0.1
    share = (points[1][1] - y1) / span
    height = max(height, 0.1)
    centre_x, centre_y = left + width / 2, top + height / 2
    turns = ' rot="5400000"' + (' flipH="1"' if y2 < y1 else "") + (' flipV="1"' if x2 > x1 else "")
    return Preset("bentConnector3", centre_x - height / 2, centre_y - width / 2, height, width,
                  turns, round(share * 100000))  # fmt: skip


def emu(points: float) -> int:
    return round(points * EMU)


LINE = '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>{}</a:ln>'
HEAD = '<a:tailEnd type="triangle"/>'
