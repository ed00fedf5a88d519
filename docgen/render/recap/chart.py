"""The chart under the counts: how many employees have each predikat, over all SKPD.

A native chart of Excel (ECMA-376 part 1, clause 21.2) that reads the row of sums. It carries the
figures as well: a viewer that computes nothing draws it too.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.chart import BarChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.worksheet.worksheet import Worksheet

MOST_WIDTH, HEIGHT = 17, 7  # centimetres
CM_A_DIGIT = 7 * 2.54 / 96  # a column's unit, 7 pixels of 96 an inch
MARGIN = 0.5  # centimetres at the right
ROOM = 212.0  # points that the chart needs under the table
INK, GRID = "1F3864", "D9D9D9"
FONT = "Arial"
TITLE_SIZE, TEXT_SIZE = 1000, 900  # hundredths of a point


def add_chart(
    sheet: Worksheet,
    corner: str,
    title: str,
    heads: str,
    sums: str,
    labels: Sequence[str],
    counts: Sequence[int],
    digits: float,
) -> None:
    """Draw the chart at ``corner``, no wider than ``digits`` of the default font.

    ``heads`` and ``sums`` are the cells of ``labels`` and ``counts``.
    Cells are named with their sheet: ``'Per SKPD'!$D$9:$H$9``.
    """
    chart = BarChart()
    chart.type = "col"
    chart.gapWidth = 60
    chart.legend = None
    run = RegularTextRun(rPr=_letters(TITLE_SIZE, bold=True), t=title)
    chart.title = Title(tx=Text(rich=RichText(p=[Paragraph(r=[run])])), overlay=False)
    # The stubs say whole centimetres, the anchor is in EMU.
    chart.width = min(MOST_WIDTH, digits * CM_A_DIGIT - MARGIN)  # type: ignore[assignment]
    chart.height = HEIGHT
    chart.series.append(_series(title, heads, sums, labels, counts))
    _set_axes(chart)
    chart.layout = Layout(ManualLayout(xMode="edge", yMode="edge", x=0.07, y=0.16, w=0.9, h=0.66))
    # A frame at the edge of a page would leave a line on the page before.
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
    sheet.add_chart(chart, corner)


def _series(
    title: str, heads: str, sums: str, labels: Sequence[str], counts: Sequence[int]
) -> Series:
    """The columns, each with its figure; cells and what stands in them."""
    series: Series = SeriesFactory(sums, title=title)
    series.val = NumDataSource(
        numRef=NumRef(
            f=sums,
            numCache=NumData(
                formatCode="General",
                ptCount=len(counts),
                pt=[NumVal(idx=n, v=count) for n, count in enumerate(counts)],
            ),
        )
    )
    series.cat = AxDataSource(
        strRef=StrRef(
            f=heads,
            strCache=StrData(
                ptCount=len(labels), pt=[StrVal(idx=n, v=text) for n, text in enumerate(labels)]
            ),
        )
    )
    series.graphicalProperties = GraphicalProperties(solidFill=INK)
    series.invertIfNegative = False
    series.dLbls = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False,
        showPercent=False, showBubbleSize=False,
    )  # fmt: skip
    series.dLbls.txPr = _rich(TEXT_SIZE)
    return series


def _set_axes(chart: BarChart) -> None:
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False  # openpyxl leaves it out, and Excel then hides the axis
        axis.txPr = _rich(TEXT_SIZE)
    grid = LineProperties(solidFill=GRID)
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=grid))
    chart.y_axis.numFmt = None
    chart.y_axis.number_format = "#,##0"
    chart.y_axis.scaling.min = 0


def _letters(size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(latin=Font(typeface=FONT), sz=size, b=bold)


def _rich(size: int) -> RichText:
    """The look of texts that Excel writes itself."""
    properties = ParagraphProperties(defRPr=_letters(size))
    return RichText(p=[Paragraph(pPr=properties, endParaRPr=CharacterProperties())])
