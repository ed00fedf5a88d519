"""What word2pdf 0.1.0 draws right, and what stands in the way in a given .docx.

It leaves out without a word what it does not know: shapes, charts, formulas, moved text; it lays
frames, floating tables and rotated text as if they were none. So everything that a document holds
must be on a list of what was tried and came out as LibreOffice draws it; whatever is not on it, is
refused. Parts are those of ECMA-376 part 1, §17.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from docgen.convert.fonts.used_styles import styles_in_use
from docgen.ooxml.names import W
from docgen.outside.xml import parse_xml

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"


def _names(space: str, words: str) -> frozenset[str]:
    return frozenset(f"{space}{word}" for word in words.split())


_DRAWN = (
    # Blocks, runs and what stands in them; links and fields (their kinds are looked at below).
    _names(
        W,
        "document body hdr ftr p r t tab br cr noBreakHyphen softHyphen tbl tr tc tblGrid gridCol "
        "sectPr hyperlink bookmarkStart bookmarkEnd proofErr lastRenderedPageBreak fldSimple "
        "fldChar instrText drawing smartTag sdt sdtContent commentRangeStart commentRangeEnd "
        "commentReference annotationRef permStart permEnd",
    )
    # Paragraphs.
    | _names(
        W,
        "pPr pStyle keepNext keepLines pageBreakBefore widowControl numPr ilvl numId pBdr top left "
        "bottom right between start end shd tabs suppressAutoHyphens suppressLineNumbers kinsoku "
        "wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN adjustRightInd snapToGrid "
        "spacing ind contextualSpacing jc outlineLvl cnfStyle divId",
    )
    # Runs.
    | _names(
        W,
        "rPr rStyle rFonts b bCs i iCs caps smallCaps strike dstrike vanish webHidden color w kern "
        "position sz szCs highlight u vertAlign lang noProof specVanish",
    )
    # Tables.
    | _names(
        W,
        "tblPr tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblStyleRowBandSize "
        "tblStyleColBandSize tblCaption tblDescription insideH insideV trPr cantSplit trHeight "
        "tblHeader tcPr tcW gridSpan vMerge tcBorders noWrap tcMar vAlign hideMark",
    )
    # Sections.
    | _names(
        W,
        "headerReference footerReference type pgSz pgMar paperSrc pgNumType cols col titlePg "
        "docGrid formProt noEndnote",
    )
    # Styles and lists.
    | _names(W, "style name aliases basedOn next link uiPriority qFormat semiHidden locked rsid")
    | _names(W, "unhideWhenUsed autoRedefine hidden tblStylePr docDefaults pPrDefault rPrDefault")
    | _names(W, "abstractNum nsid multiLevelType tmpl lvl start numFmt pStyle lvlText lvlJc isLgl")
    | _names(W, "suff lvlRestart num abstractNumId lvlOverride startOverride numStyleLink")
    # Pictures.
    | _names(_WP, "inline anchor extent effectExtent docPr cNvGraphicFramePr simplePos positionH")
    | _names(_WP, "positionV posOffset align wrapNone")
    | _names(_A, "graphic graphicData graphicFrameLocks picLocks blip stretch fillRect srcRect")
    | _names(_A, "xfrm off ext prstGeom avLst noFill")
    | _names(_PIC, "pic nvPicPr cNvPr cNvPicPr blipFill spPr")
)
# Said of a document that nobody sees on paper.
_UNSEEN = _names(W, "sdtPr sdtEndPr rsids pPrChange rPrChange") | {f"{_A}extLst"}

# What a clerk knows them as; the names of the elements stand behind.
_WORDS: Mapping[str, str] = {
    "wsp": "bentuk gambar", "wgp": "kelompok bentuk", "pict": "gambar lama (VML)",
    "AlternateContent": "bentuk atau kotak teks", "txbxContent": "kotak teks",
    "chart": "grafik", "object": "objek tertanam", "textDirection": "teks yang diputar",
    "framePr": "bingkai teks", "tblpPr": "tabel mengapung", "oMath": "rumus", "oMathPara": "rumus",
    "footnoteReference": "catatan kaki", "endnoteReference": "catatan akhir",
    "ins": "perubahan terlacak", "del": "perubahan terlacak", "moveTo": "perubahan terlacak",
    "moveFrom": "perubahan terlacak", "pgBorders": "garis tepi halaman", "sym": "huruf simbol",
    "wrapSquare": "gambar yang dikelilingi teks", "wrapTight": "gambar yang dikelilingi teks",
    "wrapThrough": "gambar yang dikelilingi teks", "ruby": "huruf pendamping",
    "wrapTopAndBottom": "gambar mengapung di antara alinea", "lnNumType": "nomor baris",
    "bdr": "kotak di sekeliling kata", "outline": "huruf bergaris luar", "bidi": "tulisan Arab",
    "rtl": "tulisan Arab", "altChunk": "dokumen sisipan", "mirrorMargins": "margin cermin",
    "gridBefore": "baris tabel yang menjorok", "gridAfter": "baris tabel yang menjorok",
}  # fmt: skip

# By element, the values that are drawn right; of an element that is not here, any.
_VALUES: Mapping[str, frozenset[str | None]] = {
    "u": frozenset((None, "single", "none", "double")),
    "numFmt": frozenset(
        ("decimal", "decimalZero", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter",
         "bullet", "none")
    ),
    "jc": frozenset(("left", "start", "center", "right", "end", "both")),
    "vAlign": frozenset(("top", "center", "bottom")),
}  # fmt: skip
_LINES = frozenset(("nil", "none", "single", "thick", "double", "dotted", "dashed", "dashSmallGap"))
# The double line under a letterhead.
_PAIRS = frozenset(
    f"{pair}{gap}Gap" for pair in ("thickThin", "thinThick") for gap in ("Small", "Medium", "Large")
)
_SIDES = frozenset(("top", "left", "bottom", "right", "between", "start", "end", "insideH",
                    "insideV"))  # fmt: skip
# Page numbers, and what the author's program computed and wrote down. Not the clock.
_FIELDS = frozenset(("PAGE", "NUMPAGES", "HYPERLINK", "REF", "SEQ", "MERGEFIELD"))
_PLAIN_FORMAT = frozenset(("MERGEFORMAT", "ARABIC", "CHARFORMAT"))
_SWITCH = re.compile(r"\\\*\s*(\w+)")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp")
_RIGHT_TO_LEFT = frozenset(("R", "AL"))
_TEXT_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")


def obstacles(path: Path) -> list[str]:
    """What in a .docx would be drawn wrongly, in words, sorted; empty when nothing is known.

    Raises zipfile.BadZipFile, KeyError or etree.XMLSyntaxError for what is no .docx.
    """
    found: set[str] = set()
    with zipfile.ZipFile(path) as package:
        names = frozenset(package.namelist())
        shown = sorted(name for name in names if _TEXT_PARTS.fullmatch(name))
        texts = [parse_xml(package.read(name), huge=True) for name in shown]
        for root in texts:
            found.update(_in_tree(root))
        if "word/styles.xml" in names:
            for style in styles_in_use(
                parse_xml(package.read("word/styles.xml"), huge=True), texts
            ):
                found.update(_in_tree(style))
        if "word/numbering.xml" in names:
            found.update(_in_lists(parse_xml(package.read("word/numbering.xml"), huge=True), texts))
        if "word/settings.xml" in names:
            settings = parse_xml(package.read("word/settings.xml"), huge=True)
            if settings.find(f"{W}mirrorMargins") is not None:
                found.add(_said("mirrorMargins"))
        for name in names:
            if name.startswith("word/media/") and not name.lower().endswith(_PICTURES):
                found.add(f"gambar {name.rpartition('.')[2].upper()}")
    return sorted(found)


def _in_tree(root: etree._Element) -> Iterator[str]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        if element.tag not in _DRAWN:
            yield _said(etree.QName(element).localname)
            continue
        yield from _wrong(element)
        waiting += element


def _wrong(element: etree._Element) -> Iterator[str]:
    """What about a known element is drawn wrongly."""
    name = etree.QName(element).localname
    value = element.get(f"{W}val")
    if name in _VALUES and element.tag.startswith(W) and value not in _VALUES[name]:
        yield f"{name} «{value}»"
    elif name in _SIDES and value is not None and value not in _LINES:
        parent = element.getparent()
        under = name == "bottom" and parent is not None and parent.tag == f"{W}pBdr"
        if not (under and value in _PAIRS):
            yield f"garis «{value}»"
    elif (look := _LOOKS.get(element.tag)) and (reason := look(element)):
        yield reason


def _text(element: etree._Element) -> str | None:
    for char in element.text or "":
        if unicodedata.bidirectional(char) in _RIGHT_TO_LEFT:
            return _said("rtl")
        if unicodedata.category(char) in ("Mn", "Mc"):
            return "huruf bertanda yang disusun (aksara daerah)"
    return None


def _field(instruction: str) -> str | None:
    words = instruction.split()
    if not words:
        return None
    kind = words[0].upper()
    formats = {each.upper() for each in _SWITCH.findall(instruction)}
    if kind not in _FIELDS or not formats <= _PLAIN_FORMAT:
        return f"bidang {kind}"
    if kind == "HYPERLINK" and "://" not in instruction and "mailto:" not in instruction:
        return "tautan ke dalam dokumen"
    return None


def _anchor(element: etree._Element) -> str | None:
    if element.get("behindDoc") in ("1", "true"):
        return None
    return "gambar mengapung di depan teks"


def _turned(element: etree._Element) -> str | None:
    turned = any(element.get(key, "0") not in ("0", "false") for key in ("rot", "flipH", "flipV"))
    return "gambar yang diputar" if turned else None


def _frame(element: etree._Element) -> str | None:
    return None if element.get("prst") == "rect" else "gambar yang dipotong bentuk"


def _blip(element: etree._Element) -> str | None:
    return None if element.get(f"{_R}embed") else "gambar dari luar berkas"


def _sdt(element: etree._Element) -> str | None:
    parent = element.getparent()
    inside = parent is not None and parent.tag in (f"{W}tbl", f"{W}tr")
    return "kendali isian di sekeliling baris atau sel tabel" if inside else None


def _grid(element: etree._Element) -> str | None:
    has_lines = element.get(f"{W}type", "default") != "default"
    return "kisi baris halaman (docGrid)" if has_lines else None


_LOOKS: Mapping[str, Callable[[etree._Element], str | None]] = {
    f"{W}t": _text,
    f"{W}instrText": lambda element: _field(_instruction(element)),
    f"{W}fldSimple": lambda element: _field(element.get(f"{W}instr", "")),
    f"{W}sdt": _sdt,
    f"{W}docGrid": _grid,
    f"{_WP}anchor": _anchor,
    f"{_A}xfrm": _turned,
    f"{_A}prstGeom": _frame,
    f"{_A}blip": _blip,
}


def _instruction(element: etree._Element) -> str:
    """The whole instruction of a field, of which Word may write one word a run."""
    paragraph = next(element.iterancestors(f"{W}p"), None)
    if paragraph is None:
        return element.text or ""
    text, mine = "", False
    for each in paragraph.iter(f"{W}fldChar", f"{W}instrText"):
        if each.tag == f"{W}instrText":
            text += each.text or ""
            mine = mine or each is element
        elif mine:
            break
        else:
            text = ""
    return text


def _in_lists(numbering: etree._Element, texts: Iterable[etree._Element]) -> Iterator[str]:
    """Obstacles in the lists; those that nothing uses are passed over."""
    if not any(next(root.iter(f"{W}numPr"), None) is not None for root in texts):
        return
    for element in numbering.iter(f"{W}lvl"):
        yield from _in_tree(element)
    if numbering.find(f"{W}numPicBullet") is not None:
        yield "butir bergambar"


def _said(name: str) -> str:
    return f"{_WORDS[name]} ({name})" if name in _WORDS else f"unsur «{name}»"
