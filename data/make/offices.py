"""The invented city Kota Nusa Harapan: its offices, their heads, and what work they do.

Every name is made up. A head's number has the form of Perka BKN 22/2007 (birth, first
appointment, sex, serial).
"""

from __future__ import annotations

from dataclasses import dataclass

CITY = "Nusa Harapan"
GOVERNMENT = "Pemerintah Kota Nusa Harapan"
YEAR = 2024


@dataclass(frozen=True)
class Person:
    """Someone whose name is fixed, since letters name them."""

    name: str
    nip: str
    grade: str


@dataclass(frozen=True)
class Work:
    """What an office's people do: titles by level, and the degrees that go with them."""

    divisions: tuple[str, ...]
    senior: tuple[str, ...]  # Ahli Muda
    junior: tuple[str, ...]  # Ahli Pertama
    staff: tuple[str, ...]
    degrees: tuple[str, ...]
    diplomas: tuple[str, ...]


@dataclass(frozen=True)
class Office:
    """An SKPD; ``size`` employees report, 0 means that it has not reported."""

    code: str
    name: str
    head: Person
    size: int
    work: Work
    fixed: tuple[tuple[str, Person], ...] = ()

    @property
    def head_title(self) -> str:
        """``Kepala Dinas Kesehatan``."""
        return f"Kepala {self.name}"


BKPSDM = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"
BKPSDM_HEAD = Person("Dr. Ratna Kusumawardani, S.H., M.Si.", "197105141996032001", "IV/c")
BKPSDM_SECRETARY = Person("Agus Priyambodo, S.Sos., M.A.P.", "197308221998031004", "IV/b")
BKPSDM_DIVISION = Person("Wulan Anggraini, S.E., M.M.", "197811032005012006", "IV/a")
BKPSDM_SUBDIVISION = Person("Dimas Aryasatya, S.STP.", "198604172005011002", "III/d")

KOMINFO_SECRETARY = Person("Siti Rahmawati Kurnia, S.Sos., M.Si.", "197403091999032002", "IV/b")
KOMINFO_SECTION = Person("Hadi Firmansyah, S.Kom.", "198109252006041003", "III/d")

SECRETARY, SECTION = "Sekretaris", "Kepala Subbagian Umum dan Kepegawaian"

OFFICES = (
    Office(
        "DIKBUD", "Dinas Pendidikan dan Kebudayaan",
        Person("Drs. Hendrawan Sapto Nugroho, M.Pd.", "196811121994031005", "IV/c"), 20,
        Work(
            ("Bidang Pembinaan Pendidikan Dasar", "Bidang Pembinaan Pendidikan Anak Usia Dini",
             "Bidang Kebudayaan"),
            ("Analis Kebijakan Ahli Muda", "Pamong Budaya Ahli Muda",
             "Pengembang Teknologi Pembelajaran Ahli Muda"),
            ("Pamong Budaya Ahli Pertama", "Analis Kebijakan Ahli Pertama",
             "Perencana Ahli Pertama"),
            ("Pengolah Data dan Informasi", "Pengadministrasi Perkantoran"),
            ("S.Pd.", "S.Sos.", "S.S.", "S.AP."), ("A.Md.", "A.Md.Kom."),
        ),
    ),
    Office(
        "DINKES", "Dinas Kesehatan",
        Person("dr. Maya Larasati Wibisono, M.Kes.", "197002281998032003", "IV/c"), 22,
        Work(
            ("Bidang Kesehatan Masyarakat", "Bidang Pelayanan Kesehatan",
             "Bidang Pencegahan dan Pengendalian Penyakit"),
            ("Epidemiolog Kesehatan Ahli Muda", "Administrator Kesehatan Ahli Muda",
             "Tenaga Promosi Kesehatan dan Ilmu Perilaku Ahli Muda"),
            ("Nutrisionis Ahli Pertama", "Epidemiolog Kesehatan Ahli Pertama",
             "Tenaga Sanitasi Lingkungan Ahli Pertama"),
            ("Pengelola Layanan Kesehatan", "Pengadministrasi Perkantoran"),
            ("S.K.M.", "S.Gz.", "S.Kep.", "S.Farm."), ("A.Md.Kes.", "A.Md.Kep."),
        ),
    ),
    Office(
        "DPUPR", "Dinas Pekerjaan Umum dan Penataan Ruang",
        Person("Ir. Galih Prasetyo Adiwijaya, M.T.", "196907061997031002", "IV/c"), 18,
        Work(
            ("Bidang Bina Marga", "Bidang Cipta Karya", "Bidang Penataan Ruang"),
            ("Teknik Jalan dan Jembatan Ahli Muda", "Penata Ruang Ahli Muda",
             "Teknik Tata Bangunan dan Perumahan Ahli Muda"),
            ("Teknik Pengairan Ahli Pertama", "Penata Ruang Ahli Pertama",
             "Teknik Jalan dan Jembatan Ahli Pertama"),
            ("Pengelola Umum Operasional", "Pengadministrasi Perkantoran"),
            ("S.T.", "S.P.W.K.", "S.E."), ("A.Md.T.", "A.Md."),
        ),
    ),
    Office(
        "DISKOMINFO", "Dinas Komunikasi dan Informatika",
        Person("Bayu Kertanegara, S.Kom., M.Kom.", "197212191998031006", "IV/c"), 18,
        Work(
            ("Bidang Informasi dan Komunikasi Publik", "Bidang Aplikasi Informatika",
             "Bidang Persandian dan Statistik"),
            ("Pranata Komputer Ahli Muda", "Pranata Hubungan Masyarakat Ahli Muda",
             "Statistisi Ahli Muda"),
            ("Pranata Komputer Ahli Pertama", "Sandiman Ahli Pertama",
             "Pranata Hubungan Masyarakat Ahli Pertama"),
            ("Pengolah Data dan Informasi", "Pengadministrasi Perkantoran"),
            ("S.Kom.", "S.T.", "S.I.Kom.", "S.Stat."), ("A.Md.Kom.", "A.Md."),
        ),
        ((SECRETARY, KOMINFO_SECRETARY), (SECTION, KOMINFO_SECTION)),
    ),
    Office(
        "DISDUKCAPIL", "Dinas Kependudukan dan Pencatatan Sipil",
        Person("Dra. Endang Sulastri Hapsari, M.Si.", "196809301995032001", "IV/c"), 14,
        Work(
            ("Bidang Pelayanan Pendaftaran Penduduk", "Bidang Pelayanan Pencatatan Sipil"),
            ("Administrator Database Kependudukan Ahli Muda", "Analis Kebijakan Ahli Muda"),
            ("Administrator Database Kependudukan Ahli Pertama",
             "Pranata Komputer Ahli Pertama"),
            ("Operator Sistem Informasi Administrasi Kependudukan",
             "Pengadministrasi Perkantoran"),
            ("S.Sos.", "S.H.", "S.IP.", "S.Kom."), ("A.Md.Kom.", "A.Md."),
        ),
    ),
    Office(
        "DLH", "Dinas Lingkungan Hidup",
        Person("Rizal Mahendratta, S.T., M.Ling.", "197304021999031003", "IV/b"), 15,
        Work(
            ("Bidang Pengelolaan Sampah dan Limbah", "Bidang Penaatan Lingkungan Hidup"),
            ("Pengendali Dampak Lingkungan Ahli Muda",
             "Pengawas Lingkungan Hidup Ahli Muda"),
            ("Pengendali Dampak Lingkungan Ahli Pertama",
             "Penyuluh Lingkungan Hidup Ahli Pertama"),
            ("Pengelola Umum Operasional", "Pengadministrasi Perkantoran"),
            ("S.T.", "S.Si.", "S.Hut."), ("A.Md.T.", "A.Md."),
        ),
    ),
    Office(
        "DINSOS", "Dinas Sosial",
        Person("Dr. Nurhayati Zulkarnain, S.Sos., M.Si.", "197006151996032004", "IV/c"), 0,
        Work((), (), (), (), (), ()),
    ),
    Office(
        "BAPENDA", "Badan Pendapatan Daerah",
        Person("Teguh Wicaksana Putra, S.E., M.M.", "197101271997031004", "IV/c"), 13,
        Work(
            ("Bidang Pendataan dan Penetapan", "Bidang Penagihan dan Pengendalian"),
            ("Analis Keuangan Pusat dan Daerah Ahli Muda", "Perencana Ahli Muda"),
            ("Analis Keuangan Pusat dan Daerah Ahli Pertama",
             "Pranata Komputer Ahli Pertama"),
            ("Pengolah Data dan Informasi", "Pengadministrasi Perkantoran"),
            ("S.E.", "S.Ak.", "S.H."), ("A.Md.Ak.", "A.Md."),
        ),
    ),
)  # fmt: skip
