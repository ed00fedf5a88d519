"""Electronic signatures for tests, made by pyHanko with certificates of a certifier of our own."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from functools import cache
from typing import Any

from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

BEGIN = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
END = dt.datetime(2065, 1, 1, tzinfo=dt.UTC)
SIGNER, SECOND, EXPIRED = "Kepala Uji, S.H.", "Sekretaris Uji", "Kepala Lama"
REVOKED = "Kepala Dahulu"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Party:
    """Somebody with a key and a certificate."""

    key: Key
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        """The certificate as it may lie in a folder."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        """The same as text."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def asn1(self) -> asn1_x509.Certificate:
        """The certificate for pyHanko."""
        return asn1_x509.Certificate.load(self.der)

    @property
    def asn1_key(self) -> asn1_keys.PrivateKeyInfo:
        """The key for pyHanko."""
        der = self.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return asn1_keys.PrivateKeyInfo.load(der)


@cache
def certifier(name: str = "Balai Sertifikasi Uji") -> Party:
    """A certificate authority that vouches for itself."""
    return _party(name, None, is_authority=True)


@cache
def signer(name: str = SIGNER, kind: str = "ec") -> Party:
    """An official with a certificate of the certifier; ``kind`` is ec or rsa."""
    if name == EXPIRED:
        return _party(name, certifier(), kind, end=BEGIN + dt.timedelta(days=31))
    return _party(name, certifier(), kind, says_where=name == REVOKED)


@cache
def time_stamper(at: dt.datetime | None = None, trusted: bool = True) -> DummyTimeStamper:
    """A time-stamping authority that asks nobody."""
    issuer = certifier() if trusted else certifier("Balai Lain")
    party = _party("Penanda Waktu Uji", issuer, "rsa", stamps=True)
    return DummyTimeStamper(
        party.asn1, party.asn1_key, certs_to_embed=_store(issuer.asn1), fixed_dt=at
    )


def signed(data: bytes, *, by: Party | None = None, **options: Any) -> bytes:
    """``data`` signed once more; see ``_sign`` for the options."""
    return _sign(data, by or signer(), **options)


def _sign(
    data: bytes,
    by: Party,
    *,
    field: str = "ttd",
    box: tuple[int, int, int, int] | None = None,
    stamp: DummyTimeStamper | None = None,
    lasting: bool = False,
    certify: fields.MDPPerm | None = None,
    pades: bool = True,
    **further: Any,
) -> bytes:
    """``box`` makes it visible, ``lasting`` B-LTA, ``certify`` an author's signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    spec = fields.SigFieldSpec(field, box=box)
    who = signers.SimpleSigner(
        signing_cert=by.asn1, signing_key=by.asn1_key, cert_registry=_store(certifier().asn1)
    )
    if lasting:
        context = ValidationContext(trust_roots=[certifier().asn1], allow_fetching=False)
        further |= {
            "validation_context": context, "embed_validation_info": True, "use_pades_lta": True,
        }  # fmt: skip
    if certify:
        further |= {"certify": True, "docmdp_permissions": certify}
    kind = fields.SigSeedSubFilter.PADES if pades else fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    metadata = signers.PdfSignatureMetadata(field_name=field, subfilter=kind, **further)
    made = signers.PdfSigner(metadata, who, timestamper=stamp, new_field_spec=spec)
    return made.sign_pdf(writer).getvalue()


def _store(*certificates: asn1_x509.Certificate) -> SimpleCertificateStore:
    store = SimpleCertificateStore()
    store.register_multiple(certificates)
    return store


def _party(
    name: str,
    issuer: Party | None,
    kind: str = "ec",
    *,
    is_authority: bool = False,
    stamps: bool = False,
    says_where: bool = False,
    end: dt.datetime = END,
) -> Party:
    key: Key = (
        ec.generate_private_key(ec.SECP256R1())
        if kind == "ec"
        else rsa.generate_private_key(65537, 2048)
    )
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    usage = x509.KeyUsage(
        not is_authority, not is_authority, False, False, False, is_authority, is_authority,
        False, False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGIN)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if issuer:
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
        builder = builder.add_extension(identifier, critical=False)
    if says_where:  # who asks whether it still holds is told where to ask
        place = x509.UniformResourceIdentifier("http://balai.invalid/dicabut.crl")
        points = x509.CRLDistributionPoints([x509.DistributionPoint([place], None, None, None)])
        builder = builder.add_extension(points, critical=False)
    if stamps:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(purpose, critical=True)
    by = issuer.key if issuer else key
    return Party(key, builder.sign(by, hashes.SHA256()))


def with_revocation(data: bytes, of: Party, at: dt.datetime) -> bytes:
    """The file with the certifier's word, brought along in it, that a certificate was revoked."""
    revoked = (
        x509.RevokedCertificateBuilder()
        .serial_number(of.certificate.serial_number)
        .revocation_date(at)
        .build()
    )
    issuer = certifier()
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
    crl = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(BEGIN)
        .next_update(END)
        .add_revoked_certificate(revoked)
        .add_extension(identifier, critical=False)
        .add_extension(x509.CRLNumber(1), critical=False)
        .sign(issuer.key, hashes.SHA256())
    )
    given = asn1_crl.CertificateList.load(crl.public_bytes(serialization.Encoding.DER))
    target = io.BytesIO(data)
    DocumentSecurityStore.add_dss(
        target, None, certs=[issuer.asn1, of.asn1], crls=[given], force_write=True
    )
    return target.getvalue()
