"""The distances of the flowchart, with their reasons. Twips, unless a name says otherwise.

What only one pass weighs stands in its module; docs/layout-contract.md lists both.
"""

from docgen.flowchart.geometry import mm
from docgen.flowchart.text import Face

# In a symbol and beside an arrow: smaller, so that "selesai" fits a narrow lane.
SYMBOL_TEXT = Face("arial", 7.5)
LEAST_SYMBOL_TEXT = 5  # points; below it nobody reads it
LABEL_TEXT = Face("arial", 7)

# White space between a cell's text and its lines.
PADDING_X = mm(1.2)
PADDING_Y = mm(0.8)

NUMBER_WIDTH = mm(9)  # "10." in bold with padding
TIME_WIDTH = mm(19)  # "2 hari kerja" on one line
LEAST_TEXT_WIDTH = mm(22)  # a word like "mendokumentasikan" at 9 pt
LEAST_COLUMN = mm(14)  # whatever its words: a narrower column looks like a mistake
# A lane narrower than this leaves no room beside the symbol for an arrow to pass.
LEAST_LANE = mm(12)
WIDEST_LANE = mm(25)  # wider lanes only lengthen the arrows
LANES_SHARE = 0.40  # of the table: more would starve the text columns

# The length of a lane's title that is written upwards: as high as a head should be, and as it may
# be for the sake of a long word ("pertanggungjawaban" takes 33 mm).
TURNED_TITLE = mm(30)
LONGEST_TURNED_TITLE = mm(45)

# Symbols. A process box of about 14 x 7 mm is what people draw by hand in Word.
SYMBOL_WIDTH = mm(14)
CONNECTOR_SIZE = mm(6)  # the pentagon, square
CONNECTOR_PITCH = mm(8)  # between the middles of connectors side by side: an arrow fits between
LEAST_GUTTER = mm(2.3)  # between a symbol and its lane's border: one track, off both

CONNECTOR_ROW = mm(10)

# Tracks that arrows run on, parallel to the borders of lanes and rows. Never on the border.
TRACK = mm(1.5)  # between parallel arrows, and between a track and a border
EDGE = mm(0.7)  # how much farther from the border of the whole table, where there is room
CLEARANCE = mm(0.8)  # between an arrow and a symbol it passes
ARROW_ROOM = mm(2)  # the last stretch must hold the arrow head
EASY_ARROW_ROOM = mm(3)  # and should show a piece of line before it
HEAD_DETOUR = mm(4)  # how much longer a line may be for that

# LibreOffice and Word add the width of the border lines to the rows of a page.
BORDER_SLACK = mm(0.2)
# Lines under the last table: Word keeps an empty paragraph after a table.
AFTER_TABLE = mm(3)
