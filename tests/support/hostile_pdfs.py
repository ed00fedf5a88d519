"""Hostile and merely odd PDFs, made by pikepdf: each feature is a function that spoils a PDF."""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Callable, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, PageCopyWarning, Pdf, Stream, String

Spoil = Callable[[Pdf], None]


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert('halo')"))


def launch() -> Dictionary:
    return Dictionary(S=Name.Launch, F=String("cmd.exe"))


def plain(pages: int = 3) -> Pdf:
    """Blank pages, each with a square of its own size."""
    pdf = pikepdf.new()
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Contents = pdf.make_stream(f"0 0 {number + 10} 10 re f".encode())
        page.obj.Resources = Dictionary()
    return pdf


def saved(pdf: Pdf, **options: object) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PageCopyWarning)  # widgets that no form lists: on purpose
        pdf.save(target, **options)
    return target.getvalue()


def written(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first its catalogue, by no library that might balk."""
    parts, places, size = [b"%PDF-1.7\n"], [], 9
    for number, body in enumerate(objects, 1):
        places.append(size)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        size += len(parts[-1])
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts += [b"%010d 00000 n \n" % place for place in places]
    parts.append(b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n" % (len(objects) + 1))
    parts.append(b"%d\n%%%%EOF\n" % size)
    return b"".join(parts)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
TREE = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]%b>>"


def deep_tree(depth: int = 2000) -> bytes:
    nodes = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (n + 3) for n in range(depth)]
    return written([CATALOGUE, *nodes, PAGE % b""])


def looping_tree() -> bytes:
    return written([CATALOGUE, b"<</Type/Pages/Count 2/Kids[3 0 R 2 0 R]>>", PAGE % b""])


def long_chain(length: int = 100_000) -> bytes:
    """Resources that refer to each other: copying them one in the other ends a program."""
    links = [b"<</Next %d 0 R>>" % (n + 5) for n in range(length)]
    page = PAGE % b"/Resources<</XObject<</A 4 0 R>>>>"
    return written([CATALOGUE, TREE, page, *links, b"<<>>"])


def bomb(megabytes: int = 600) -> bytes:
    """Some hundred kilobytes that unpack to far more."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b" " * 2**20) for _ in range(megabytes)) + packer.flush()
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(data), data)
    return written([CATALOGUE, TREE, PAGE % b"/Contents 4 0 R", stream])


def broken_references() -> bytes:
    return saved(plain()).replace(b"\nxref\n", b"\nxrfe\n")


def annotate(pdf: Pdf, *annotations: Dictionary, page: int = 0) -> None:
    holder = pdf.pages[page].obj
    if "/Annots" not in holder:
        holder.Annots = Array()
    for annotation in annotations:
        annotation.Type = Name.Annot
        if "/Rect" not in annotation:
            annotation.Rect = Array([10, 10, 60, 60])
        holder.Annots.append(pdf.make_indirect(annotation))


def drawn(pdf: Pdf, content: bytes = b"1 0 0 rg 0 0 50 50 re f") -> Dictionary:
    """An appearance: a red square."""
    box = Array([0, 0, 50, 50])
    form = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box)
    return Dictionary(N=form)


def scripts(pdf: Pdf) -> None:
    tree = NameTree.new(pdf)
    tree["mulai"] = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("x")))
    _names(pdf).JavaScript = tree.obj
    pdf.Root.OpenAction = launch()
    pdf.Root.AA = Dictionary(WC=script())
    pdf.pages[0].obj.AA = Dictionary(O=script(), C=launch())


def launching_links(pdf: Pdf) -> None:
    actions = [
        launch(), script(), Dictionary(S=Name.GoToR, F=String("x.pdf"), D=Array([0, Name.Fit])),
        Dictionary(S=Name.SubmitForm, F=String("http://x")),
        Dictionary(S=Name.URI, URI=String("javascript:x")),
        Dictionary(S=Name.URI, URI=String("docgen:rahasia")),
        Dictionary(S=Name.URI, URI=String("file:///etc/passwd")),
        Dictionary(S=Name.URI, URI=String("http://[")),
        Dictionary(S=Name.URI, URI=7),
    ]  # fmt: skip
    annotate(pdf, *(Dictionary(Subtype=Name.Link, A=action) for action in actions))


def chained_actions(pdf: Pdf) -> None:
    action = pdf.make_indirect(Dictionary(S=Name.URI, URI=String("https://contoh.go.id")))
    action.Next = Array([script(), action])
    annotate(pdf, Dictionary(Subtype=Name.Link, A=action))


def attachment(pdf: Pdf) -> None:
    pdf.attachments["rahasia.txt"] = b"halo"
    annotate(pdf, Dictionary(Subtype=Name.FileAttachment, AP=drawn(pdf), FS=String("x")))


def media(pdf: Pdf) -> None:
    kinds = (Name.RichMedia, Name("/3D"), Name.Movie, Name.Sound, Name.Screen)
    annotate(pdf, *(Dictionary(Subtype=kind, AP=drawn(pdf), F=4) for kind in kinds))


def stamps(pdf: Pdf) -> None:
    annotate(pdf, Dictionary(Subtype=Name.Stamp, AP=drawn(pdf), F=4))
    annotate(pdf, Dictionary(Subtype=Name.Stamp, AP=drawn(pdf, b"0 0 50 9 re f"), F=2))  # hidden


def notes(pdf: Pdf) -> None:
    popup = pdf.make_indirect(Dictionary(Subtype=Name.Popup, Rect=Array([0, 0, 9, 9])))
    annotate(pdf, Dictionary(Subtype=Name.Stamp, AP=drawn(pdf), F=4, Popup=popup), popup)
    annotate(pdf, Dictionary(Subtype=Name.Text, Contents=String("tanpa gambar")))


def form(pdf: Pdf) -> None:
    """Two fields of one name (another file's), with appearances."""
    field = Dictionary(
        Subtype=Name.Widget, FT=Name.Tx, T=String("nama"), V=String("Budi"), F=4, AP=drawn(pdf),
        AA=Dictionary(K=script()),
    )  # fmt: skip
    annotate(pdf, field)
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[-1]]))


def deep_form(pdf: Pdf) -> None:
    field = pdf.make_indirect(Dictionary(T=String("a")))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    for _level in range(300):
        below = pdf.make_indirect(Dictionary(T=String("a"), Parent=field))
        field.Kids = Array([below, field])
        field = below


def xfa(pdf: Pdf) -> None:
    if "/AcroForm" not in pdf.Root:
        pdf.Root.AcroForm = Dictionary(Fields=Array())
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")


def empty_signature_field(pdf: Pdf) -> None:
    annotate(pdf, Dictionary(Subtype=Name.Widget, FT=Name.Sig, T=String("ttd"), F=4))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[-1]]), SigFlags=1)


def acting_fields(pdf: Pdf) -> None:
    """A script at a field above its widget, an action of a bookmark, one of a drawing."""
    form(pdf)
    widget = pdf.pages[0].obj.Annots[-1]
    del widget.AA
    calculated = Dictionary(T=String("jumlah"), Kids=Array([widget]), AA=Dictionary(C=script()))
    widget.Parent = pdf.make_indirect(calculated)
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget.Parent]), CO=Array([widget.Parent]))
    bookmark = pdf.make_indirect(Dictionary(Title=String("a"), A=script()))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=bookmark, Last=bookmark))
    annotate(pdf, Dictionary(Subtype=Name.Square, AP=drawn(pdf), F=4, A=launch()))


def framed_links(pdf: Pdf) -> None:
    """Frames as LaTeX, Word and Acrobat draw them, and a link with a picture."""
    kinds = (
        Dictionary(C=Array([1, 0, 0]), Border=Array([0, 0, 3])),
        Dictionary(C=Array([0, 0, 1]), BS=Dictionary(W=4, S=Name.U)),
        Dictionary(),
        Dictionary(AP=drawn(pdf), F=4),
    )
    for number, link in enumerate(kinds):
        link.Subtype, link.A = Name.Link, Dictionary(S=Name.URI, URI=String("https://a.go.id"))
        link.Rect = Array([100, 100 + 90 * number, 150, 150 + 90 * number])
        annotate(pdf, link)


def named_links(pdf: Pdf) -> None:
    """From each page to the one after the next, by a name."""
    pages = [page.obj for page in pdf.pages]
    pairs = [(String(f"n{n:05}"), Array([page, Name.Fit])) for n, page in enumerate(pages)]
    tree = pdf.make_indirect(Dictionary(Names=Array([item for pair in pairs for item in pair])))
    tree.Kids = Array([tree])
    _names(pdf).Dests = tree
    for number, page in enumerate(pages):
        page.Annots = Array(page.get("/Annots", Array()))
        target = String(f"n{(number + 2) % len(pages):05}")
        link = Dictionary(Subtype=Name.Link, Dest=target, Rect=Array([0, 0, 20, 20]))
        page.Annots.append(pdf.make_indirect(link))


def old_names(pdf: Pdf) -> None:
    pdf.Root.Dests = Dictionary(Bab=Dictionary(D=Array([pdf.pages[-1].obj, Name.XYZ, 0, 800, 0])))
    goto = Dictionary(S=Name.GoTo, D=Name.Bab)
    annotate(pdf, Dictionary(Subtype=Name.Link, A=goto))
    annotate(pdf, Dictionary(Subtype=Name.Link, Dest=String("tidak ada")))
    annotate(pdf, Dictionary(Subtype=Name.Link, Dest=Array([99, Name.Fit])))


def looping_outline(pdf: Pdf) -> None:
    item = pdf.make_indirect(Dictionary(Title=String("a"), A=launch()))
    item.First = item.Next = item
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item))


def boxes(pdf: Pdf) -> None:
    """A sheet off the origin, corners swapped, a crop box that reaches out, odd turns."""
    page = pdf.pages[0].obj
    page.MediaBox = Array([-100, 700, 500, -50])
    page.CropBox = Array([-500, 0, 100, 9999])
    page.TrimBox = Array([9000, 9000, 9001, 9001])
    page.Rotate, page.UserUnit = 450, 2
    pdf.pages[-1].obj.Rotate = 45


def layers(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Denah")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))
    page = pdf.pages[0].obj
    page.Resources.Properties = Dictionary(MC0=layer)
    page.Contents = pdf.make_stream(b"/OC /MC0 BDC 0 0 20 20 re f EMC")


def forbidden_content(pdf: Pdf) -> None:
    image = Stream(
        pdf, b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray, ColorTransform=0,
        Interpolate=True, Alternates=Array(), Intent=Name.Aneh,
    )  # fmt: skip
    state = Dictionary(TR=Name.Identity, TR2=Name.Default, HTP=Array([0, 0]), RI=Name.Aneh)
    page = pdf.pages[0].obj
    page.Resources.ExtGState, page.Resources.XObject = Dictionary(G=state), Dictionary(I=image)
    page.Contents = pdf.make_stream(b"/G gs q 90 0 0 90 0 0 cm /I Do Q")
    page.PieceInfo, page.Thumb = Dictionary(X=Dictionary()), image
    page.PresSteps, page.Dur = Dictionary(), 3


def wrong_types(pdf: Pdf) -> None:
    """Numbers, names and text where dictionaries belong."""
    pdf.Root.Names, pdf.Root.AcroForm, pdf.Root.OCProperties = 7, Name.X, String("x")
    pdf.Root.Perms, pdf.Root.Dests, pdf.Root.OpenAction = Array(), 1, Array([1, 2])
    first, last = pdf.pages[0].obj, pdf.pages[-1].obj
    first.Annots = Array([1, Name.X, Dictionary(), Dictionary(Subtype=3, Rect=7, A=1, FT=2)])
    last.Annots, last.Rotate, last.UserUnit, last.Group = 7, Name.X, -1, 3
    last.Contents = Array([1, pdf.make_stream(b"")])


def transparency(pdf: Pdf) -> None:
    page = pdf.pages[0].obj
    page.Resources.ExtGState = Dictionary(G=Dictionary(Type=Name.ExtGState, ca=0.5))
    page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    page.Contents = pdf.make_stream(b"/G gs 0 0 90 90 re f")


MENDED: dict[str, Spoil] = {
    each.__name__: each
    for each in (
        scripts, launching_links, chained_actions, attachment, media, notes, stamps, form,
        deep_form, xfa, empty_signature_field, acting_fields, framed_links, named_links,
        old_names, looping_outline, boxes, layers, forbidden_content, wrong_types, transparency,
    )
}  # fmt: skip


def hidden_layer(pdf: Pdf) -> None:
    layers(pdf)
    pdf.Root.OCProperties.D.OFF = Array(list(pdf.Root.OCProperties.OCGs))


def dynamic_form(pdf: Pdf) -> None:
    xfa(pdf)
    pdf.Root.NeedsRendering = True


def portfolio(pdf: Pdf) -> None:
    attachment(pdf)
    pdf.Root.Collection = Dictionary(View=Name.T)


def no_size(pdf: Pdf) -> None:
    pdf.pages[1].obj.MediaBox = Array([0, 0, 0, 0])


def a_million_wide(pdf: Pdf) -> None:
    pdf.pages[1].obj.MediaBox = Array([0, 0, 1_000_000, 842])


def ink(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = pdf.make_stream(b"0 0 0 1 k 0 0 9 9 re f")


def borrowed_font(pdf: Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Wingdings-Kantor"))
    pdf.pages[0].obj.Resources.Font = Dictionary(F=font)
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /F 12 Tf (halo) Tj ET")


def undrawn_form(pdf: Pdf) -> None:
    form(pdf)
    pdf.pages[0].obj.Annots[-1].V = String("Jalan Merdeka 1\nKota Contoh é")
    pdf.Root.AcroForm.NeedAppearances = True


def ticked_box(pdf: Pdf) -> None:
    """Its tick is the reader's own; without an appearance nothing else knows it."""
    form(pdf)
    box = pdf.pages[0].obj.Annots[-1]
    del box.AP
    box.FT, box.V, box.AS = Name.Btn, Name.Ya, Name.Ya


def password_field(pdf: Pdf) -> None:
    form(pdf)
    field = pdf.pages[0].obj.Annots[-1]
    del field.AP
    field.Ff = 1 << 13


def chosen_word(pdf: Pdf) -> None:
    undrawn_form(pdf)
    pdf.pages[0].obj.Annots[-1].FT = Name.Ch


def formless_field(pdf: Pdf) -> None:
    form(pdf)
    del pdf.Root.AcroForm, pdf.pages[0].obj.Annots[-1].AP


def highlight(pdf: Pdf) -> None:
    corners = Array([10, 60, 60, 60, 10, 10, 60, 10])
    annotate(pdf, Dictionary(Subtype=Name.Highlight, C=Array([1, 1, 0]), QuadPoints=corners))


def page_of_kilometres(pdf: Pdf) -> None:
    pdf.pages[1].obj.UserUnit = 100_000


BESIDE: dict[str, tuple[Spoil, str]] = {
    each.__name__: (each, code)
    for each, code in (
        (hidden_layer, "pdf-layers-hidden"), (dynamic_form, "pdf-xfa-dynamic"),
        (portfolio, "pdf-portfolio"), (no_size, "pdf-page-size"),
        (a_million_wide, "pdf-page-size"), (ink, "pdf-not-archival"),
        (borrowed_font, "pdf-not-archival"), (undrawn_form, "pdf-form-undrawn"),
        (ticked_box, "pdf-form-undrawn"), (password_field, "pdf-form-undrawn"),
        (chosen_word, "pdf-form-undrawn"), (formless_field, "pdf-form-undrawn"),
        (highlight, "pdf-notes-undrawn"),
        (page_of_kilometres, "pdf-page-size"),
    )
}  # fmt: skip


def _names(pdf: Pdf) -> Dictionary:
    if "/Names" not in pdf.Root or not isinstance(pdf.Root.Names, Dictionary):
        pdf.Root.Names = Dictionary()
    return pdf.Root.Names
