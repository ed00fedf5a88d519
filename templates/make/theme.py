"""The two parts that Office expects of every document: a font table and a theme.

The papers use neither theme fonts nor theme colours; this is the least that is valid
(ECMA-376 part 1, clauses 17.8.3.11 and 20.1.6.9).
"""

from __future__ import annotations

from templates.make.words import W

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1F3864", "lt2": "EDEDED",
    "accent1": "1F4E79", "accent2": "C69214", "accent3": "2E7D5B", "accent4": "7F7F7F",
    "accent5": "8C2D19", "accent6": "4A6FA5", "hlink": "1F4E79", "folHlink": "5B4A7D",
}  # fmt: skip


def font_table(fonts: dict[str, str]) -> str:
    """``word/fontTable.xml``: names and families (swiss, roman, modern)."""
    inner = "".join(
        f'<w:font w:name="{name}"><w:charset w:val="00"/><w:family w:val="{family}"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, family in fonts.items()
    )
    return f'<w:fonts xmlns:w="{W}">{inner}</w:fonts>'


def theme(font: str) -> str:
    """``word/theme/theme1.xml`` with plain fills, lines and no effects."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in COLOURS.items()
    )
    faces = f'<a:latin typeface="{font}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{fill}</a:ln>' for width in (6350, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<a:theme xmlns:a="{A}" name="docgen"><a:themeElements>'
        f'<a:clrScheme name="docgen">{colours}</a:clrScheme>'
        f'<a:fontScheme name="docgen"><a:majorFont>{faces}</a:majorFont>'
        f"<a:minorFont>{faces}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="docgen"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
