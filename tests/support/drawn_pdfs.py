"""PDFs that draw with what PDF/A-2 allows and its validators rarely know: glyphs drawn by hand,
shadings, tiles, JPEG 2000, private keys; each a function that spoils a PDF as in hostile_pdfs."""

from __future__ import annotations

import io

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String
from PIL import Image

from tests.support.hostile_pdfs import Spoil, annotate, borrowed_font

RED, INK = b"1 0 0 rg ", b"0 1 0 0 k "


def draw(pdf: Pdf, words: bytes, **resources: Object) -> None:
    """Other words on the first page, with what they name."""
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(words)
    page.Resources = Dictionary(**resources)


def type_3_font(pdf: Pdf, glyph: bytes = b"500 0 d0 0 0 400 400 re f", **more: Object) -> Object:
    """A font of one glyph, ``a``."""
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 500, 500]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), FirstChar=97, LastChar=97,
            Widths=Array([500]), CharProcs=Dictionary(a=pdf.make_stream(glyph)),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
            Resources=Dictionary(), **more,
        )
    )  # fmt: skip


def written_by_hand(pdf: Pdf) -> None:
    draw(pdf, b"BT /F 20 Tf (aa) Tj ET 0 0 9 9 re f", Font=Dictionary(F=type_3_font(pdf)))


def coloured_glyphs(pdf: Pdf) -> None:
    """The font in one state of several, its glyphs in colours of their own."""
    font = type_3_font(pdf, b"500 0 d0 1 0 0 rg 0 0 400 400 re f")
    words = b"q BT /F 9 Tf [(a) 20 (a)] TJ ET Q q BT /F 5 Tf (a) ' ET Q"
    draw(pdf, words, Font=Dictionary(F=font))


def masked_glyphs(pdf: Pdf) -> None:
    """Glyphs as bitmaps, as old TeX writes them."""
    glyph = b"500 0 0 0 8 8 d1 8 0 0 8 0 0 cm BI /W 8 /H 8 /IM true /BPC 1 ID 12345678 EI"
    draw(pdf, b"BT /F 20 Tf (a) Tj ET", Font=Dictionary(F=type_3_font(pdf, glyph)))


def glyphs_with_a_form(pdf: Pdf) -> None:
    box = Array([0, 0, 500, 500])
    form = pdf.make_stream(RED + b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=box)
    font = type_3_font(pdf, b"500 0 d0 /X Do")
    font.Resources = Dictionary(XObject=Dictionary(X=form))
    draw(pdf, b"BT /F 20 Tf (a) Tj ET", Font=Dictionary(F=font))


def shading(pdf: Pdf, space: Object = Name.DeviceRGB, parts: int = 3) -> Object:
    """From white to black, from left to right."""
    ramp = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([1] * parts), C1=Array([0] * parts), N=1
    )
    return pdf.make_indirect(
        Dictionary(
            ShadingType=2, ColorSpace=space, Coords=Array([0, 0, 300, 0]), Function=ramp,
            Extend=Array([True, True]),
        )
    )  # fmt: skip


def gradient(pdf: Pdf) -> None:
    draw(pdf, b"q 0 0 300 300 re W n /S sh Q", Shading=Dictionary(S=shading(pdf)))


def mesh(pdf: Pdf) -> None:
    """A lattice of four corners."""
    corners = b"".join(bytes((x, y, x, y, 255)) for y in (0, 255) for x in (0, 255))
    lattice = pdf.make_stream(
        corners, ShadingType=5, ColorSpace=Name.DeviceRGB, BitsPerCoordinate=8, BitsPerComponent=8,
        VerticesPerRow=2, Decode=Array([0, 300, 0, 300, 0, 1, 0, 1, 0, 1]),
    )  # fmt: skip
    draw(pdf, b"/S sh", Shading=Dictionary(S=lattice))


def filled_with_a_gradient(pdf: Pdf) -> None:
    blend = pdf.make_indirect(
        Dictionary(Type=Name.Pattern, PatternType=2, Shading=shading(pdf), Matrix=Array([1, 0, 0, 1,
        0, 0]), ExtGState=Dictionary(Type=Name.ExtGState, ca=1))
    )  # fmt: skip
    words = b"/Pattern cs /P scn 0 0 300 300 re f /DeviceRGB cs 1 0 0 sc 0 0 9 9 re f"
    draw(pdf, words, Pattern=Dictionary(P=blend))


def tile(pdf: Pdf, words: bytes = RED + b"0 0 5 5 re f", paint: int = 1) -> Object:
    return pdf.make_stream(
        words, Type=Name.Pattern, PatternType=1, PaintType=paint, TilingType=1,
        BBox=Array([0, 0, 10, 10]), XStep=10, YStep=10, Resources=Dictionary(),
    )  # fmt: skip


def tiles(pdf: Pdf) -> None:
    words = b"/Pattern cs /P scn 0 0 300 300 re f"
    draw(pdf, words, Pattern=Dictionary(P=tile(pdf)))


def stencilled_tiles(pdf: Pdf) -> None:
    """Tiles that take their colour from who uses them."""
    space = Array([Name.Pattern, Name.DeviceRGB])
    words = b"/C cs 1 0 0 /P scn 0 0 300 300 re f /C CS 0 0 1 /P SCN 9 9 m 90 90 l S"
    draw(
        pdf, words, Pattern=Dictionary(P=tile(pdf, b"0 0 5 5 re f", 2)),
        ColorSpace=Dictionary(C=space),
    )  # fmt: skip


def faded(pdf: Pdf) -> None:
    """A gradient in a soft mask, as LibreOffice draws a fading colour."""
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = pdf.make_stream(
        b"/S sh", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 300]), Group=group,
        Resources=Dictionary(Shading=Dictionary(S=shading(pdf, Name.DeviceGray, 1))),
    )  # fmt: skip
    state = Dictionary(Type=Name.ExtGState, SMask=Dictionary(S=Name.Luminosity, G=mask))
    draw(pdf, b"/G gs 0 0 300 300 re f", ExtGState=Dictionary(G=state))


def jpeg_2000(pdf: Pdf, mode: str = "RGB", **more: Object) -> Object:
    """A picture as a scanner's software packs it."""
    target = io.BytesIO()
    Image.new(mode, (40, 30), "white").save(target, "JPEG2000")
    image = Stream(pdf, b"")
    image.write(target.getvalue(), filter=Name.JPXDecode)
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 40, 30
    for key, value in more.items():
        image[f"/{key}"] = value
    draw(pdf, b"q 200 0 0 150 0 0 cm /I Do Q", XObject=Dictionary(I=image))
    return image


def scanned_as_jpeg_2000(pdf: Pdf) -> None:
    jpeg_2000(pdf)


def grey_jpeg_2000(pdf: Pdf) -> None:
    jpeg_2000(pdf, "L", ColorSpace=Name.DeviceGray, BitsPerComponent=8)


def private_keys(pdf: Pdf) -> None:
    """On a picture, a form and a state, some of them below what they are in."""
    image = Stream(
        pdf, b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray, PDFpenVersion=3,
    )  # fmt: skip
    form = pdf.make_stream(
        b"/I Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]),
        Resources=Dictionary(XObject=Dictionary(I=image), ADBE_Marke=Dictionary(X=String("a"))),
        Aplikasi=Dictionary(Versi=3),
    )  # fmt: skip
    state = Dictionary(Type=Name.ExtGState, ca=1, Catatan=String("x"))
    draw(
        pdf, b"/G gs q 90 0 0 90 0 0 cm /X Do Q", XObject=Dictionary(X=form),
        ExtGState=Dictionary(G=state),
    )  # fmt: skip


def private_keys_among_glyphs(pdf: Pdf) -> None:
    """Where only the stand-ins show them."""
    font = type_3_font(pdf, b"500 0 d0 /X Do", PDFpenVersion=3)
    box = Array([0, 0, 500, 500])
    form = pdf.make_stream(RED + b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=box)
    form.PDFpenFlavour = String("x")
    font.Resources = Dictionary(XObject=Dictionary(X=form))
    blend = shading(pdf)
    blend.PDFpenVersion = 3
    words = b"/S sh BT /F 20 Tf (a) Tj ET"
    draw(pdf, words, Font=Dictionary(F=font), Shading=Dictionary(S=blend))


def empty_form_with_a_font(pdf: Pdf) -> None:
    """A field without a value, whose appearance brings the form's fonts along all the same."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    empty = pdf.make_stream(
        b"/Tx BMC EMC", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 50, 50]),
        Resources=Dictionary(Font=Dictionary(Helv=font)),
    )  # fmt: skip
    field = Dictionary(
        Subtype=Name.Widget, FT=Name.Tx, T=String("nama"), F=4, AP=Dictionary(N=empty)
    )
    annotate(pdf, field)
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[-1]]))


def form_that_borrows(pdf: Pdf) -> None:
    """A font that nothing uses, and a form without resources, which takes its page's."""
    borrowed_font(pdf)
    page = pdf.pages[0].obj
    box = Array([0, 0, 90, 90])
    form = pdf.make_stream(RED + b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=box)
    page.Resources.XObject = Dictionary(X=form)
    page.Contents = pdf.make_stream(b"/X Do")


def font_that_nothing_uses(pdf: Pdf) -> None:
    borrowed_font(pdf)
    pdf.pages[0].obj.Contents = pdf.make_stream(b"0 0 9 9 re f")


def pattern_that_nothing_uses(pdf: Pdf) -> None:
    draw(pdf, b"0 0 9 9 re f", Pattern=Dictionary(P=tile(pdf, INK + b"0 0 5 5 re f")))


ALLOWED: dict[str, Spoil] = {
    each.__name__: each
    for each in (
        written_by_hand, coloured_glyphs, masked_glyphs, glyphs_with_a_form, gradient, mesh,
        filled_with_a_gradient, tiles, stencilled_tiles, faded, scanned_as_jpeg_2000,
        grey_jpeg_2000, private_keys, private_keys_among_glyphs, empty_form_with_a_font,
        font_that_nothing_uses, form_that_borrows, pattern_that_nothing_uses,
    )
}  # fmt: skip


def glyphs_in_ink(pdf: Pdf) -> None:
    font = type_3_font(pdf, b"500 0 d0 " + INK + b"0 0 400 400 re f")
    draw(pdf, b"BT /F 20 Tf (a) Tj ET", Font=Dictionary(F=font))


def glyphs_of_another_width(pdf: Pdf) -> None:
    font = type_3_font(pdf, b"700 0 d0 0 0 400 400 re f")
    draw(pdf, b"BT /F 20 Tf (a) Tj ET", Font=Dictionary(F=font))


def glyphs_with_a_borrowed_font(pdf: Pdf) -> None:
    font = type_3_font(pdf, b"500 0 d0 BT /H 9 Tf (a) Tj ET")
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    font.Resources = Dictionary(Font=Dictionary(H=helvetica))
    draw(pdf, b"BT /F 20 Tf (a) Tj ET", Font=Dictionary(F=font))


def gradient_in_ink(pdf: Pdf) -> None:
    draw(pdf, b"/S sh", Shading=Dictionary(S=shading(pdf, Name.DeviceCMYK, 4)))


def blend_in_ink(pdf: Pdf) -> None:
    inky = shading(pdf, Name.DeviceCMYK, 4)
    blend = Dictionary(Type=Name.Pattern, PatternType=2, Shading=inky)
    draw(pdf, b"/Pattern cs /P scn 0 0 9 9 re f", Pattern=Dictionary(P=blend))


def tiles_in_ink(pdf: Pdf) -> None:
    inky = tile(pdf, INK + b"0 0 5 5 re f")
    draw(pdf, b"/Pattern cs /P scn 0 0 300 300 re f", Pattern=Dictionary(P=inky))


def faded_in_ink(pdf: Pdf) -> None:
    faded(pdf)
    mask = pdf.pages[0].obj.Resources.ExtGState.G.SMask.G
    mask.Resources.Shading.S = shading(pdf, Name.DeviceCMYK, 4)


def jpeg_2000_in_ink(pdf: Pdf) -> None:
    jpeg_2000(pdf, "RGBA", ColorSpace=Name.DeviceCMYK)


def jpeg_2000_of_many_depths(pdf: Pdf) -> None:
    image = jpeg_2000(pdf)
    data = image.read_raw_bytes()
    place = data.index(b"ihdr") + 14
    image.write(data[:place] + b"\xff" + data[place + 1 :], filter=Name.JPXDecode)


FORBIDDEN: dict[str, Spoil] = {
    each.__name__: each
    for each in (
        glyphs_in_ink, glyphs_of_another_width, glyphs_with_a_borrowed_font, gradient_in_ink,
        blend_in_ink, tiles_in_ink, faded_in_ink, jpeg_2000_in_ink, jpeg_2000_of_many_depths,
    )
}  # fmt: skip


def spot_colour(pdf: Pdf) -> None:
    tint = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 1, 1]), C1=Array([1, 0, 0]), N=1
    )
    space = Array([Name.Separation, Name("/Merah Kota"), Name.DeviceRGB, tint])
    draw(pdf, b"/C cs 1 scn 0 0 300 300 re f", ColorSpace=Dictionary(C=space))


def odd_shading(pdf: Pdf) -> None:
    odd = shading(pdf)
    odd.Aneh = 7
    draw(pdf, b"/S sh", Shading=Dictionary(S=odd))


def naked_jpeg_2000(pdf: Pdf) -> None:
    """A codestream without the boxes that say what it is."""
    image = jpeg_2000(pdf)
    data = image.read_raw_bytes()
    image.write(data[data.index(b"jp2c") + 4 :], filter=Name.JPXDecode)


UNJUDGED: dict[str, Spoil] = {
    each.__name__: each for each in (spot_colour, odd_shading, naked_jpeg_2000)
}
