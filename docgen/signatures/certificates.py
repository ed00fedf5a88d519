"""The certificates that an office trusts: files in ``sertifikat/`` of its workspace.

Nothing is trusted that does not lie there, neither by the system nor by this program.
"""

from __future__ import annotations

from pathlib import Path

from docgen.findings import Finding, Result, Where, warning
from docgen.outside.files import read_bytes

FOLDER = "sertifikat"
# How certificates are saved: one as DER, or any number of them as PEM.
_SUFFIXES = (".pem", ".crt", ".cer", ".der")
_PEM = b"-----BEGIN CERTIFICATE-----"
_PRIVATE = (b"PRIVATE KEY-----",)
_KEY_STORES = (".p12", ".pfx", ".key", ".jks")
_LARGEST = 1_000_000  # bytes; a certificate has some 2,000


def read_certificates(root: Path) -> Result[tuple[bytes, ...]]:
    """All of them as DER, in the order of their files.

    Findings: certificate-unreadable, certificate-with-key.
    """
    folder, found = root / FOLDER, dict[bytes, None]()
    findings: list[Finding] = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        where = Where(path.relative_to(root).as_posix())
        if not path.is_file() or path.name.startswith("."):
            continue
        data = read_bytes(path) if path.stat().st_size <= _LARGEST else b""
        if path.suffix.lower() in _KEY_STORES or any(sign in data for sign in _PRIVATE):
            findings.append(_with_key(where))
        elif path.suffix.lower() in _SUFFIXES or _PEM in data:
            certificates = _certificates(data)
            if not certificates:
                findings.append(_unreadable(where))
            found |= dict.fromkeys(certificates)
    return Result(tuple(found), tuple(findings))


def _certificates(data: bytes) -> list[bytes]:
    # Only where there are any: the library takes time to load.
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        if _PEM in data:
            read = x509.load_pem_x509_certificates(data)
        else:
            read = [x509.load_der_x509_certificate(data)]
    except ValueError:
        return []
    return [each.public_bytes(Encoding.DER) for each in read]


def _unreadable(where: Where) -> Finding:
    message = (
        "bukan sertifikat yang dapat dibaca, jadi tidak dipakai; simpan lagi sebagai .pem, .crt "
        "atau .cer"
    )
    return warning("certificate-unreadable", where, message)


def _with_key(where: Where) -> Finding:
    message = (
        f"berisi kunci pribadi, yang tidak boleh ada di {FOLDER}/ dan tidak dipakai; pindahkan ke "
        "tempat yang aman, dan simpan di sini hanya sertifikatnya"
    )
    return warning("certificate-with-key", where, message)
