"""Electronically signed PDFs, signed by pyHanko: found, kept byte for byte, valid afterwards."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pikepdf import Array, Dictionary, Encryption, Name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from docgen.bundle import is_signed, make_copies
from docgen.bundle.foreign.take_in import take_in
from docgen.bundle.pdf.signed import holds_signature
from docgen.findings import Where
from docgen.model.copies import Copy, Role
from tests.support.hostile_pdfs import empty_signature_field, plain, saved

Sign = Callable[[bytes], bytes]


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> SimpleSigner:
    """A throw-away certificate that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kepala Uji")])
    begin = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
        .not_valid_before(begin).not_valid_after(begin + dt.timedelta(days=36500))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("kunci")
    encoding = serialization.Encoding.PEM
    plain_key = key.private_bytes(
        encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "kunci.pem").write_bytes(plain_key)
    (folder / "sertifikat.pem").write_bytes(certificate.public_bytes(encoding))
    loaded = SimpleSigner.load(str(folder / "kunci.pem"), str(folder / "sertifikat.pem"))
    assert loaded
    return loaded


@pytest.fixture
def sign(signer: SimpleSigner) -> Sign:
    def signed(data: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        append_signature_field(writer, SigFieldSpec("ttd"))
        metadata = PdfSignatureMetadata(field_name="ttd")
        return sign_pdf(writer, metadata, signer=signer).getvalue()

    return signed


def verifies(data: bytes, signer: SimpleSigner) -> bool:
    context = ValidationContext(trust_roots=[signer.signing_cert], allow_fetching=False)
    (signature,) = PdfFileReader(io.BytesIO(data)).embedded_signatures
    status = validate_pdf_signature(signature, context)
    return status.intact and status.valid and status.coverage.name == "ENTIRE_FILE"


MODES = {
    "loose": pikepdf.ObjectStreamMode.disable,
    "in an object stream": pikepdf.ObjectStreamMode.generate,
}


@pytest.mark.parametrize("mode", MODES)
def test_a_signed_pdf_is_left_alone_and_verifies(
    mode: str, sign: Sign, signer: SimpleSigner, tmp_path: Path
) -> None:
    path = tmp_path / "surat.pdf"
    path.write_bytes(sign(saved(plain(), object_stream_mode=MODES[mode])))
    assert is_signed(path) and verifies(path.read_bytes(), signer)
    result = take_in(path, tmp_path / "x.pdf", Where("surat.pdf"))
    assert result.signed and not result.fits and result.pages == 3
    assert not (tmp_path / "x.pdf").exists()
    copies = (
        Copy(letter="s", role=Role.ASLI, number=1, recipient="A"),
        Copy(letter="s", role=Role.ARSIP, number=1, recipient="Arsip"),
    )
    for data in make_copies(path, copies, "1").values():
        assert data == path.read_bytes() and verifies(data, signer)
    assert not verifies(path.read_bytes().replace(b"\xbf\xf7", b"\xbf\xf8", 1), signer)


def test_the_dictionary_counts_not_the_letters(tmp_path: Path) -> None:
    with plain() as pdf:
        pdf.docinfo["/Subject"] = "kata /ByteRange saja"
        pdf.Root.Lama = Dictionary(ByteRange=Array([0, 1, 2, 3]), Contents=pikepdf.String(b"0"))
        assert not holds_signature(saved(pdf))
        empty_signature_field(pdf)
        assert not holds_signature(saved(pdf))
        path = tmp_path / "kolom.pdf"
        path.write_bytes(saved(pdf))
    result = take_in(path, tmp_path / "x.pdf", Where("kolom.pdf"))
    assert result.fits and not result.signed


def value(*spans: object) -> Dictionary:
    return Dictionary(Type=Name.Sig, Contents=pikepdf.String(b"\x30\x80"), ByteRange=Array(spans))


@pytest.mark.parametrize(
    ("spans", "is_real"),
    [
        ((0, 10, 20, 30), True), ((0, 0, 0, 0), False), ((0, 10), False),
        ((0, 10, 20, 10**9), False), ((0, 10, 5, 10), False), ((0, 10, 20, -1), False),
        ((0, 10, 20, Name.X), False), ((), False), ((0, 10, 20, 1.5), False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("packed", MODES)
def test_the_byte_range_must_be_real(spans: tuple[object, ...], is_real: bool, packed: str) -> None:
    for inside in (True, False):
        with plain() as pdf:
            empty_signature_field(pdf)
            field = pdf.pages[0].obj.Annots[0]
            if inside:
                field.V = value(*spans)
            else:  # in the parent of the field, whose type it inherits
                del field.FT
                parent = Dictionary(FT=Name.Sig, V=value(*spans), Kids=Array([field]))
                pdf.Root.AcroForm.Fields = Array([pdf.make_indirect(parent)])
            assert holds_signature(saved(pdf, object_stream_mode=MODES[packed])) is is_real


def test_other_places_of_a_signature() -> None:
    with plain() as pdf:  # usage rights: a permission, and nobody's signature
        pdf.Root.Perms = Dictionary(UR3=value(0, 10, 20, 30))
        assert not holds_signature(saved(pdf))
    with plain() as pdf:  # a field that no form lists
        empty_signature_field(pdf)
        pdf.pages[0].obj.Annots[0].V = value(0, 10, 20, 30)
        del pdf.Root.AcroForm
        assert holds_signature(saved(pdf))


def test_a_locked_file_that_may_be_signed_is_taken_as_signed() -> None:
    with plain() as pdf:
        lock = Encryption(owner="x", user="y", R=4, aes=True)
        assert not holds_signature(saved(pdf, encryption=lock))
        empty_signature_field(pdf)
        pdf.pages[0].obj.Annots[0].V = value(0, 10, 20, 30)
        assert holds_signature(saved(pdf, encryption=lock))
