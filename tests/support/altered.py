"""What is done to signed PDFs afterwards, and signatures that were never sound."""

from __future__ import annotations

import asyncio
import hashlib
import io
import re
from collections.abc import Callable, Sequence

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import SimpleSigner

from tests.support.hostile_pdfs import plain, saved
from tests.support.signing import Party, signed, signer

Change = Callable[[IncrementalPdfFileWriter], None]
_CONTENTS = re.compile(rb"/Contents <([0-9a-fA-F]{200,})>")
_RANGE = re.compile(rb"/ByteRange \[[^]]*\]")


def unsigned(pages: int = 2) -> bytes:
    """A few pages, each of whose objects can be found in the file as it stands there."""
    with plain(pages) as pdf:
        mode = pikepdf.ObjectStreamMode.disable
        return saved(pdf, object_stream_mode=mode, compress_streams=False)


def updated(data: bytes, change: Change) -> bytes:
    """The file with an update at its end, which leaves all that was there as it is."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _page(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    page: generic.DictionaryObject = writer.root["/Pages"]["/Kids"][0].get_object()
    return page


def other_page(writer: IncrementalPdfFileWriter) -> None:
    """Other words on the first page."""
    page = _page(writer)
    stream = generic.StreamObject(stream_data=b"BT /F1 20 Tf 60 60 Td (Rp 9.000.000) Tj ET")
    page["/Contents"] = writer.add_object(stream)
    writer.update_container(page)


def page_content_replaced(writer: IncrementalPdfFileWriter) -> None:
    """The same object number, another stream: what a reference leads to is replaced."""
    old = _page(writer).raw_get("/Contents")
    reference = old[0] if isinstance(old, generic.ArrayObject) else old
    stream = generic.StreamObject(stream_data=b"BT /F1 20 Tf 60 60 Td (ganti) Tj ET")
    if isinstance(reference, generic.IndirectObject):
        writer.objects[(reference.generation, reference.idnum)] = stream
    writer._force_write_when_empty = True


def page_hidden(writer: IncrementalPdfFileWriter) -> None:
    """A page fewer."""
    pages = writer.root["/Pages"]
    del pages["/Kids"][0]
    pages["/Count"] = generic.NumberObject(int(pages["/Count"]) - 1)
    writer.update_container(pages)


def page_added(writer: IncrementalPdfFileWriter) -> None:
    """A page more, in front."""
    pages = writer.root["/Pages"]
    page = generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/Page"), pdf_name("/MediaBox"): _rectangle(0, 0, 300, 300),
         pdf_name("/Parent"): writer.root.raw_get("/Pages")}
    )  # fmt: skip
    pages["/Kids"].insert(0, writer.add_object(page))
    pages["/Count"] = generic.NumberObject(int(pages["/Count"]) + 1)
    writer.update_container(pages)


def covered(writer: IncrementalPdfFileWriter) -> None:
    """A note that lies over the words."""
    page = _page(writer)
    note = generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/FreeText"),
         pdf_name("/Rect"): _rectangle(0, 0, 500, 500), pdf_name("/Contents"): pdf_string("lain")}
    )  # fmt: skip
    notes = page["/Annots"] if "/Annots" in page else generic.ArrayObject()
    page["/Annots"] = generic.ArrayObject([*notes, writer.add_object(note)])
    writer.update_container(page)


def other_catalog(writer: IncrementalPdfFileWriter) -> None:
    """Hide and replace: the pages that are shown are other ones, which came with the update."""
    page = generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/Page"), pdf_name("/MediaBox"): _rectangle(0, 0, 300, 300)}
    )
    kids = generic.ArrayObject([writer.add_object(page)])
    pages = generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/Pages"), pdf_name("/Kids"): kids,
         pdf_name("/Count"): generic.NumberObject(1)}
    )  # fmt: skip
    writer.root["/Pages"] = writer.add_object(pages)
    writer.update_root()


def script_added(writer: IncrementalPdfFileWriter) -> None:
    """Something that runs when the file is opened."""
    action = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")}
    )
    writer.root["/OpenAction"] = action
    writer.update_root()


def signature_removed(writer: IncrementalPdfFileWriter) -> None:
    """Nothing in the newest state tells of the signature."""
    del writer.root["/AcroForm"]
    writer.update_root()
    for reference in writer.root["/Pages"]["/Kids"]:
        page = reference.get_object()
        if "/Annots" in page:
            del page["/Annots"]
            writer.update_container(page)


def form_forgotten(writer: IncrementalPdfFileWriter) -> None:
    """The field is on its page, and no form lists it."""
    del writer.root["/AcroForm"]
    writer.update_root()


def value_emptied(writer: IncrementalPdfFileWriter) -> None:
    """The field is there, its value gone."""
    field = writer.root["/AcroForm"]["/Fields"][0].get_object()
    del field["/V"]
    writer.update_container(field)


def _rectangle(*numbers: int) -> generic.ArrayObject:
    return generic.ArrayObject(map(generic.NumberObject, numbers))


def with_contents(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The last signature's hexadecimal digits changed, as many as there were."""
    match = list(_CONTENTS.finditer(data))[-1]
    digits = change(match[1])
    assert len(digits) == len(match[1]) and digits != match[1]
    return data[: match.start(1)] + digits + data[match.end(1) :]


def zeroed(digits: bytes) -> bytes:
    return b"0" * len(digits)


def cut(digits: bytes) -> bytes:
    return digits[:400].ljust(len(digits), b"0")


def garbage(digits: bytes) -> bytes:
    return (b"deadbeef" * len(digits))[: len(digits)]


def bit_of_signature(digits: bytes) -> bytes:
    """A digit of the signature's own value, the last thing in the CMS."""
    end = len(digits.rstrip(b"0")) - 8
    other = b"1" if digits[end : end + 1] != b"1" else b"2"
    return digits[:end] + other + digits[end + 1 :]


def flipped(data: bytes, word: bytes) -> bytes:
    """A bit of the first ``word`` turned over."""
    at = data.index(word) + len(word) // 2
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def with_range(data: bytes, spans: Callable[[int, int, int], Sequence[int]], by: Party) -> bytes:
    """The signature made anew over other spans of bytes, given where its digits begin, end, and
    how long the file is: the digest fits."""
    match = list(_CONTENTS.finditer(data))[-1]
    numbers = list(spans(match.start(1) - 1, match.end(1) + 1, len(data)))
    place = list(_RANGE.finditer(data))[-1]
    text = f"/ByteRange [{' '.join(map(str, numbers))}]".encode()
    # The old one may be shorter; what follows it in the dictionary is white space or a key.
    room = place.end() - place.start()
    spare = re.compile(rb"\s*").match(data, place.end())
    assert spare
    room += spare.end() - spare.start()
    assert len(text) <= room, (len(text), room)
    data = data[: place.start()] + text.ljust(room) + data[place.start() + room :]
    digest = hashlib.sha256(
        b"".join(data[a : a + n] for a, n in zip(numbers[::2], numbers[1::2], strict=True))
    ).digest()
    made = SimpleSigner(signing_cert=by.asn1, signing_key=by.asn1_key, cert_registry=_nobody())
    signing = made.async_sign(digest, digest_algorithm="sha256", use_pades=True)
    cms = asyncio.run(signing).dump().hex().encode()
    return data[: match.start(1)] + cms.ljust(len(match[1]), b"0") + data[match.end(1) :]


def _nobody() -> object:
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    return SimpleCertificateStore()


def ruined() -> dict[str, tuple[bytes, str]]:
    """Signed files that are not what was signed, with the code of what is wrong with each."""
    base, who = signed(unsigned(), field="Sig1"), signer()
    two = signed(signed(unsigned()), by=signer("Sekretaris Uji"), field="ttd2")
    other = signed(unsigned(3))
    foreign = list(_CONTENTS.finditer(other))[-1][1]
    changed = "signature-changed-after"
    made = {
        change.__name__.replace("_", " "): (updated(base, change), changed)
        for change in (
            other_page, page_content_replaced, page_hidden, page_added, covered, other_catalog,
            script_added, signature_removed, value_emptied,
        )
    }  # fmt: skip
    made |= {
        "other page after two signers": (updated(two, other_page), changed),
        "data behind the end": (base + b"\n7 0 obj\n<< /Type /Page >>\nendobj\n", changed),
        "data behind the end with an end": (
            base + b"\n% lain\n%%EOF\n", "signature-unreadable",
        ),
        "a form forgotten": (updated(base, form_forgotten), "signature-unreadable"),
        "a bit of a page": (flipped(base, b" re f"), "signature-broken"),
        "a bit of the head": (flipped(base, b"/MediaBox"), "signature-broken"),
        "a bit behind the signature": (flipped(base, b"Sig1"), "signature-broken"),
        "contents zeroed": (with_contents(base, zeroed), "signature-unreadable"),
        "contents cut": (with_contents(base, cut), "signature-unreadable"),
        "contents of garbage": (with_contents(base, garbage), "signature-unreadable"),
        "a bit of the signature": (with_contents(base, bit_of_signature), "signature-broken"),
        "another file's signature": (
            with_contents(base, lambda digits: foreign[: len(digits)].ljust(len(digits), b"0")),
            "signature-broken",
        ),
        "a range that skips more in front": (
            with_range(base, lambda a, b, n: (0, a - 300, b, n - b), who), "signature-broken",
        ),
        "a range that skips more behind": (
            with_range(base, lambda a, b, n: (0, a, b + 60, n - b - 60), who), "signature-broken",
        ),
        "a range that begins late": (
            with_range(base, lambda a, b, n: (9, a - 9, b, n - b), who), "signature-broken",
        ),
        "a range that ends early": (
            with_range(base, lambda a, b, n: (0, a, b, n - b - 40), who), changed,
        ),
        "a file cut off": (base[:-600], "signature-unreadable"),
    }  # fmt: skip
    return made
