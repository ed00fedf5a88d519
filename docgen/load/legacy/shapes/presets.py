"""What the geometries of Office are in a flowchart (ECMA-376 part 1, 20.1.10.56; part 4 for VML).

The guideline has five symbols; offices draw them with whatever looks alike.
"""

from __future__ import annotations

from docgen.load.legacy.drawn import Kind

KINDS = {
    "flowChartTerminator": Kind.TERMINATOR,
    "flowChartProcess": Kind.PROCESS,
    "rect": Kind.PROCESS,
    "flowChartDecision": Kind.DECISION,
    "diamond": Kind.DECISION,
    "flowChartOffpageConnector": Kind.OFFPAGE,
    "homePlate": Kind.OFFPAGE,
    "pentagon": Kind.OFFPAGE,
    "flowChartConnector": Kind.ONPAGE,
    "roundRect": Kind.ROUNDED,
    "ellipse": Kind.ROUNDED,
    "flowChartAlternateProcess": Kind.ROUNDED,
}
# Symbols of other flowcharts: the guideline has none such, so they are taken for a process.
ODD = {
    "flowChartPredefinedProcess", "flowChartDocument", "flowChartMultidocument",
    "flowChartInputOutput", "flowChartManualInput", "flowChartManualOperation",
    "flowChartPreparation", "flowChartDelay", "flowChartInternalStorage",
    "flowChartMagneticDisk", "flowChartOnlineStorage", "flowChartPunchedCard",
    "flowChartPunchedTape", "flowChartDisplay", "flowChartMerge", "flowChartExtract",
    "parallelogram", "hexagon", "octagon", "can", "foldedCorner", "trapezoid", "cube", "plaque",
    "snip1Rect", "snip2SameRect", "round1Rect", "round2SameRect", "bevel", "frame", "chevron",
}  # fmt: skip
LINES = {
    "line", "lineInv", "straightConnector1", "bentConnector2", "bentConnector3", "bentConnector4",
    "bentConnector5", "curvedConnector2", "curvedConnector3", "curvedConnector4",
    "curvedConnector5",
}  # fmt: skip
# Arrows that are shapes: where they begin and end, as shares of their frame.
BLOCK_ARROWS = {
    "rightArrow": ((0.0, 0.5), (1.0, 0.5)),
    "leftArrow": ((1.0, 0.5), (0.0, 0.5)),
    "downArrow": ((0.5, 0.0), (0.5, 1.0)),
    "upArrow": ((0.5, 1.0), (0.5, 0.0)),
}
# VML shape types by their numbers (``o:spt``) as the presets they are.
VML_TYPES = {
    1: "rect", 2: "roundRect", 3: "ellipse", 4: "diamond", 7: "parallelogram", 9: "hexagon",
    13: "rightArrow", 15: "homePlate", 20: "line", 32: "straightConnector1", 33: "bentConnector2",
    34: "bentConnector3", 35: "bentConnector4", 36: "bentConnector5", 37: "curvedConnector2",
    38: "curvedConnector3", 39: "curvedConnector4", 40: "curvedConnector5", 56: "pentagon",
    66: "leftArrow", 67: "downArrow", 68: "upArrow", 109: "flowChartProcess",
    110: "flowChartDecision", 111: "flowChartInputOutput", 112: "flowChartPredefinedProcess",
    114: "flowChartDocument", 115: "flowChartMultidocument", 116: "flowChartTerminator",
    117: "flowChartPreparation", 118: "flowChartManualInput", 120: "flowChartConnector",
    176: "flowChartAlternateProcess", 177: "flowChartOffpageConnector", 202: "textBox",
}  # fmt: skip


def kind_of(preset: str) -> tuple[Kind, str]:
    """What a geometry is, and its own word where the guideline has no such symbol."""
    if preset in KINDS:
        odd = preset if preset in ("flowChartConnector", "flowChartAlternateProcess") else ""
        return KINDS[preset], odd
    return (Kind.PROCESS, preset) if preset in ODD else (Kind.UNKNOWN, preset)
