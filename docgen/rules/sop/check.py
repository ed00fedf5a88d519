"""All rules for a SOP sheet (domain rules §1), with the defects seen in real ones.

What was read in a rule is a warning; conventions of practice are mostly hints. A profile may raise
them.
"""

from __future__ import annotations

from docgen.findings import Finding, Locate
from docgen.model.sop import Sop
from docgen.rules.sop.dates import check_dates
from docgen.rules.sop.flow import check_flow
from docgen.rules.sop.identity import check_identity
from docgen.rules.sop.laws import check_laws
from docgen.rules.sop.posts import check_posts
from docgen.rules.sop.subject import Around, Subject
from docgen.rules.sop.times import check_times
from docgen.rules.sop.told import told_once
from docgen.rules.sop.words import check_words

ALONE = Around()
RULES = (
    check_identity, check_dates, check_flow, check_times, check_laws, check_posts, check_words,
)  # fmt: skip


def check_sop(sop: Sop, where: Locate, around: Around = ALONE) -> tuple[Finding, ...]:
    """A finding for each kind of fault of one SOP whose lanes and targets are known, by line."""
    subject = Subject(sop, where, around)
    return told_once(fault for rule in RULES for fault in rule(subject))
