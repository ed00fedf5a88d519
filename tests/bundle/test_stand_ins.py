"""What PDF/A-2 allows and validators rarely know: judged, told apart from what it forbids."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf.pdfa import validate_written
from pypdfium2 import PdfDocument

from docgen.bundle.foreign.take_in import Foreign, take_in
from docgen.bundle.marks.free_places import free_places
from docgen.bundle.marks.page_stamp import HEIGHT
from docgen.bundle.marks.stamp import frame_of
from docgen.bundle.pdfa.jpeg2000 import read_jpeg2000
from docgen.bundle.pdfa.verdict import judge
from docgen.bundle.volumes.admit import PLAIN_HOUSE, Door
from docgen.bundle.volumes.parts import Part
from docgen.findings import Severity, Where
from docgen.limits import Limits
from docgen.model.origin import Origin
from tests.support.drawn_pdfs import ALLOWED, FORBIDDEN, UNJUDGED, jpeg_2000
from tests.support.hostile.pdfs import pattern_in_itself
from tests.support.hostile_pdfs import MENDED, Spoil, plain, saved


def taken(spoil: Spoil, folder: Path, second: object = None) -> tuple[Foreign, Path]:
    source, target = folder / "asal.pdf", folder / "bersih.pdf"
    with plain() as pdf:
        spoil(pdf)
        source.write_bytes(saved(pdf))
    return take_in(source, target, Where("asal.pdf"), second), target  # type: ignore[arg-type]


def serious(result: Foreign) -> list[str]:
    return [each.code for each in result.findings if each.severity is not Severity.HINT]


def shown(path: Path) -> list[bytes]:
    with PdfDocument(path) as document:
        document.init_forms()
        pages = (page.render(scale=0.5, may_draw_forms=True) for page in document)
        return [page.to_pil().convert("L").tobytes() for page in pages]


@pytest.mark.parametrize("name", ALLOWED)
def test_what_is_allowed_comes_in_and_looks_as_before(name: str, tmp_path: Path) -> None:
    result, target = taken(ALLOWED[name], tmp_path)
    assert result.fits and serious(result) == []
    assert judge(target).is_fit
    assert shown(target) == shown(tmp_path / "asal.pdf")


@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_is_forbidden_inside_them_is_found(name: str, tmp_path: Path) -> None:
    result, target = taken(FORBIDDEN[name], tmp_path)
    assert (result.fits, serious(result)) == (False, ["pdf-not-archival"])
    assert not target.exists()


@pytest.mark.parametrize("name", UNJUDGED)
def test_what_nobody_can_judge_is_called_so(name: str, tmp_path: Path) -> None:
    result, target = taken(UNJUDGED[name], tmp_path)
    assert (result.fits, serious(result)) == (False, ["pdf-unjudged"])
    assert not target.exists()


class Says:
    """A second validator with an opinion of its own."""

    name = "Penilai 1.0"

    def __init__(self, faults: tuple[str, ...] | None) -> None:
        self.given, self.asked = faults, 0

    def faults(self, path: Path) -> tuple[str, ...] | None:
        assert path.is_file()
        self.asked += 1
        return self.given


@pytest.mark.parametrize(("faults", "fits"), [((), True), (("6.2.4-1",), False), (None, False)])
def test_a_second_validator_decides_what_the_first_cannot(
    faults: tuple[str, ...] | None, fits: bool, tmp_path: Path
) -> None:
    second = Says(faults)
    result, target = taken(UNJUDGED["spot_colour"], tmp_path, second)
    assert (result.fits, target.exists(), second.asked) == (fits, fits, 1)
    if faults:
        assert "Penilai 1.0: 6.2.4-1" in result.findings[-1].message
    # Where the norm forbids it, nobody is asked; nor where docgen itself could judge.
    for spoil in (FORBIDDEN["tiles_in_ink"], ALLOWED["tiles"]):
        taken(spoil, tmp_path, second)
    assert second.asked == 1


def test_the_first_validator_knows_none_of_them(tmp_path: Path) -> None:
    """Else these tests would prove nothing."""
    unused = {"private_keys", "empty_form_with_a_font", "font_that_nothing_uses",
              "pattern_that_nothing_uses", "form_that_borrows"}  # fmt: skip
    for name in ALLOWED.keys() - unused:
        _result, target = taken(ALLOWED[name], tmp_path)
        with target.open("rb") as file:
            assert validate_written(file, "2b").findings, name


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    names=st.lists(st.sampled_from([*ALLOWED, *FORBIDDEN, *UNJUDGED]), min_size=1, max_size=3),
    also=st.sampled_from(["", "stamps", "form", "layers", "boxes", "transparency"]),
)
def test_one_page_each_of_any_of_them(names: list[str], also: str, tmp_path: Path) -> None:
    """A file is as bad as its worst page, whatever else it holds."""
    every = ALLOWED | FORBIDDEN | UNJUDGED

    def spoil(pdf: pikepdf.Pdf) -> None:
        if also:
            MENDED[also](pdf)
        for name in names:
            with plain(1) as other:
                every[name](other)
                pdf.pages.extend(other.pages)

    if any("form" in name for name in names):
        return  # fields need the form of their own file
    result, target = taken(spoil, tmp_path)
    forbidden, unknown = FORBIDDEN.keys() & set(names), UNJUDGED.keys() & set(names)
    due = ["pdf-not-archival"] if forbidden else ["pdf-unjudged"] if unknown else []
    assert serious(result) == due
    assert target.exists() is (not due)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from([*ALLOWED]),
    number=st.integers(0, 30),
    key=st.sampled_from(["/PDFpenVersion", "/Aplikasi_Kantor", "/ADBE_Catatan"]),
)
def test_a_private_key_anywhere_is_no_obstacle(
    name: str, number: int, key: str, tmp_path: Path
) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        ALLOWED[name](pdf)
        item = pdf.objects[number % len(pdf.objects)]
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            item[key] = 3

    result, target = taken(spoil, tmp_path)
    assert result.fits and serious(result) == []
    with pikepdf.open(target) as pdf:
        assert not any(key.encode() in item.unparse(resolved=True) for item in pdf.objects)
    target.unlink()


def test_a_damaged_jpeg_2000_is_no_header() -> None:
    with plain() as pdf:
        data = jpeg_2000(pdf).read_raw_bytes()
    whole = read_jpeg2000(data)
    assert whole and (whole.channels, whole.forbidden) == (3, ())
    for length in range(0, 120):
        assert read_jpeg2000(data[:length]) is None


def test_a_page_that_nobody_finishes_drawing_stays_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "docgen.bundle.volumes.admit.places_limits", lambda _size, _pages: Limits(seconds=0.5)
    )
    source = tmp_path / "pola.pdf"
    source.write_bytes(pattern_in_itself())
    part = Part(id="x", path=source, title="Pola", group="", origin=Origin.OTHER)
    admitted = Door(tmp_path, 300.0, PLAIN_HOUSE).admit(part)
    assert admitted.pdf is None and list(tmp_path.iterdir()) == [source]
    assert [finding.code for finding in admitted.findings] == ["pdf-too-much"]


def test_room_for_stamps_is_known_when_a_part_comes_in(tmp_path: Path) -> None:
    source = tmp_path / "asal.pdf"
    with plain() as pdf:
        source.write_bytes(saved(pdf))
    part = Part(id="x", path=source, title="Asal", group="", origin=Origin.OTHER)
    admitted = Door(tmp_path, 300.0, PLAIN_HOUSE).admit(part)
    assert admitted.pdf is not None
    with admitted.pdf as pdf:
        frames = [frame_of(page) for page in pdf.pages]
    assert list(admitted.rooms) == free_places(source, frames, 300.0, HEIGHT)
