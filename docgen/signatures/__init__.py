"""Electronic signatures of PDFs, judged without any network: by the file and trusted certificates.

Nobody is asked whether a certificate still holds: what a file brings along about that counts.
"""

from __future__ import annotations

from docgen.signatures.certificates import FOLDER, read_certificates
from docgen.signatures.judge import Judge
from docgen.signatures.said import missing_signature, signature_findings
from docgen.signatures.verdict import Signature, State, Verdict

__all__ = [
    "FOLDER",
    "Judge",
    "Signature",
    "State",
    "Verdict",
    "missing_signature",
    "read_certificates",
    "signature_findings",
]
