"""Write the advance-width tables from the metric-compatible fonts of this machine.

Run by hand: ``python -m docgen.flowchart.metrics.make_metrics FOLDER``, where FOLDER holds the
Liberation Sans files (the metrics of Arial). Widths are facts of the face, in 1/1000 em.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

FACES = {"arial": "LiberationSans-Regular.ttf", "arial-bold": "LiberationSans-Bold.ttf"}
# Latin with all its extensions, general punctuation, currency and arrows.
RANGES = (range(0x20, 0x250), range(0x1E00, 0x1F00), range(0x2010, 0x2040), range(0x20A0, 0x20C0))


def widths(font: TTFont) -> dict[str, int]:
    """Advance width of each character of :data:`RANGES` that the font has, 1/1000 em."""
    em = font["head"].unitsPerEm
    cmap, advances = font.getBestCmap(), font["hmtx"]
    return {
        f"{code:04X}": round(advances[cmap[code]][0] * 1000 / em)
        for codes in RANGES
        for code in codes
        if code in cmap
    }


def main(folder: Path) -> None:
    """Write one JSON file a face beside this script."""
    for name, file in FACES.items():
        with TTFont(folder / file) as font:
            em = font["head"].unitsPerEm
            hhea = font["hhea"]
            table = {
                "source": file,
                "line": round((hhea.ascent - hhea.descent + hhea.lineGap) * 1000 / em),
                "widths": widths(font),
            }
        target = Path(__file__).with_name(f"{name}.json")
        target.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
