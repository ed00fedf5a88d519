"""What the two real SOP sheets say, written down by hand from the sheets themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One step: its texts as printed (blank where the sheet is blank) and the lanes known."""

    uraian: str
    kelengkapan: str
    waktu: str
    output: str
    keterangan: str = ""
    symbols: tuple[str, ...] = ()  # lanes in which the sheet shows a symbol or what is left of it
    marks: tuple[str, ...] = ()  # lanes in which it prints "-"
    page: int = 0  # of the printed document, from 1


@dataclass(frozen=True)
class Seed:
    """A whole sheet."""

    stem: str
    pages: int
    identity: tuple[tuple[str, str], ...]
    identity_page: int
    lists: tuple[tuple[str, tuple[str, ...]], ...]  # heading, items as printed
    lanes: tuple[str, ...]
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    others: tuple[tuple[int, str], ...]  # page, text
    terminators: tuple[tuple[int, str, str], ...]  # step, lane, word


DRAFT = "SKP Pegawai dan draft surat pengantar"
MADIUN = Seed(
    stem="madiun-skp",
    pages=4,
    identity=(
        ("Nomor SOP", "12.1.2.10"),
        ("Tanggal Pembuatan", ""),
        ("Tanggal Revisi", "-"),
        ("Tanggal Efektif", ""),
        ("Disahkan oleh", "Kepala Dinas Komunikasi dan Informatika"),
        ("Nama SOP", "Penyusunan Sasaran Kerja Pegawai (SKP)"),
    ),
    identity_page=2,
    lists=(
        (
            "Dasar Hukum",
            (
                "1. Peraturan Pemerintah Nomor 30 tahun 2019 tentang Penilaian Kinerja Pegawai "
                "Negeri Sipil",
                "2. Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi "
                "Nomor 8 th 2021 tentang Sistem Manajemen Kinerja Pegawai Negeri Sipil",
                "3. Peraturan Kepala BKN Nomor 3 Tahun 2016 tentang Pedoman Penyusunan Standar "
                "Teknis Kegiatan Sasaran Kerja Pegawai",
                "4. Peraturan Daerah Kota Madiun Nomor 8 Tahun 2020 tentang Perubahan Atas "
                "Peraturan Daerah Kota Madiun Nomor 3 Tahun 2016 tentang Pembentukan dan Susunan "
                "Perangkat Daerah",
                "5. Peraturan Walikota Madiun Nomor 72 Tahun 2021 tentang Kedudukan, Susunan "
                "Organisasi, Rincian Tugas dan Tata Kerja Dinas Komunikasi dan Informatika",
            ),
        ),
        ("Kualifikasi pelaksana", ("D3",)),
        ("Keterkaitan", ("1. SOP Administrasi Surat Masuk", "2. SOP Penyimpanan Arsip Aktif")),
        ("Peralatan/perlengkapan", ("1. ATK", "2. Komputer", "3. Printer")),
        (
            "Peringatan",
            (
                "Penyusunan SKP harus berdasarkan Perjanjian Kinerja yang telah ditetapkan dan "
                "tugas dan masing-masing jabatan",
                "Proses input SKP pada aplikasi SIK dilakukan oleh masing-masing Pegawai",
            ),
        ),
        (
            "Pencatatan dan pendataan",
            ("Pencatatan ada di dalam aplikasi SIK", "Diarsipkan dalam bentuk dokumen"),
        ),
    ),
    lanes=("Kepala Dinas", "Sekretaris", "Kasubag", "JFU"),
    heads=("No.", "Uraian Prosedur", "Pelaksana", "Mutu Baku", "Kelengkapan", "Waktu", "Output",
           "Keterangan"),
    lines=(
        Line(
            "Menerima surat permintaan penyusunan SKP dari BKPSDM dan memberikan disposisi "
            "kepada Sekretaris untuk menindaklanjuti",
            "surat masuk", "3 menit", "surat masuk dan disposisi", "SOP Administrasi Surat Masuk",
            symbols=("Kepala Dinas",), page=3,
        ),
        Line(
            "Menerima disposisi Kepala Dinas, melaksanakan rapat internal bersama dengan Kasubag, "
            "Kepala Bidang dan JFU. Selanjutnya memerintahkan untuk menginventarisir SKP pada "
            "masing-masing pegawai di sekretariat dan di bidang-bidang dan dikumpulkan di Kasubag",
            "surat masuk dan disposisi", "", "SKP masing-masing pegawai",
            symbols=("Kasubag", "JFU"), page=3,
        ),
        Line(
            "Menerima dan memeriksa SKP seluruh pegawai bersama dengan JFU dan memerintahkan JFU "
            "untuk membuat surat pengantar dan rekapitulasi nominatif nilai SKP",
            "SKP masing-masing pegawai", "", "SKP masing-masing pegawai yang sudah diperiksa",
            symbols=("JFU",), page=3,
        ),
        Line(
            "Membuat surat pengantar dan rekapitulasi nominatif nilai SKP kemudian melaporkan "
            "kepada Kasubag",
            "SKP masing-masing pegawai yang sudah diperiksa", "", DRAFT, page=3,
        ),
        Line(
            "Menerima SKP seluruh pegawai, memaraf draft surat pengantar dan melaporkan kepada "
            "Sekretaris",
            DRAFT, "", DRAFT, page=3,
        ),
        Line(
            "Menerima SKP pegawai dan memberikan paraf pada draft surat pengantar serta "
            "menyampaikan kepada Kepala Dinas",
            DRAFT, "", DRAFT, symbols=("Sekretaris",), page=3,
        ),
        Line(
            "Menerima, meneliti SKP Pegawai dan menandatangani Draf surat pengantar dan "
            "menyerahkan kepada JFU",
            DRAFT, "5 menit", "SKP Pegawai dan surat pengantar",
            symbols=("Kepala Dinas",), page=4,
        ),
        Line(
            "Menerima, mengagenda, mengirim SKP beserta surat pengantarnya ke BKPSDM melalui "
            "Pengirim Surat dan mengarsipkannya",
            "SKP Pegawai dan surat pengantar", "15 menit",
            "SKP Pegawai dan surat pengantar yang telah dikirim ke BKPSDM",
            "SOP Penyimpanan Arsip Aktif", page=4,
        ),
    ),
    others=(
        (1, "PEMERINTAH KOTA MADIUN"), (1, "DINAS KOMUNIKASI DAN INFORMATIKA"),
        (1, "STANDAR OPERASIONAL PROSEDUR (SOP)"), (1, "PENYUSUNAN SASARAN KERJA PEGAWAI (SKP)"),
        (2, "PEMERINTAH KOTA MADIUN"), (2, "DINAS KOMUNIKASI DAN INFORMATIKA"),
        (4, "Dokumen ini telah ditandatangani secara elektronik"),
        (4, "Kepala Dinas Komunikasi dan Informatika Kota Madiun,"), (4, "Noor Aflah, S.Kom."),
        (4, "Pembina / IV/a"), (4, "NIP 197609072003121007"),
    ),
    terminators=((1, "Kepala Dinas", "mulai"),),
)  # fmt: skip
SUNGAI_PENUH = Seed(
    stem="sungai-penuh-skp",
    pages=2,
    identity=(
        ("Nomor SOP", "BKPSDM.3.2-2017"),
        ("Tanggal Pembuatan", "NOVEMBER 2017"),
        ("Tanggal Revisi", "-"),
        ("Tanggal Pengesahan", "2017"),
        ("Disahkan oleh", "WALIKOTA SUNGAI PENUH"),
        ("Nama SOP", "SASARAN KINERJA PEGAWAI"),
    ),
    identity_page=1,
    lists=(
        (
            "Dasar Hukum",
            (
                "1. Undang-undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara;",
                "2. Undang-undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
                "3. Peraturan Pemerintah No. 11 Tahun 2017 tentang Manajemen Pegawai Negeri Sipil",
            ),
        ),
        (
            "Kualifikasi Pelaksana",
            (
                "1. Memahami klasifikasi surat", "2. Memahami sifat surat",
                "3. Mampu mengoperasikan komputer (MS. Office)",
                "4. Memahami peraturan perundang-undangan yang berlaku", "5. Cakap",
            ),
        ),
        ("Keterkaitan", ("SOP Pembuatan Surat Dinas, SOP Pelayanan Administrasi Surat Keluar",)),
        (
            "Peralatan/Perlengkapan",
            ("- ATK", "- Komputer", "- Kursi", "- Meja", "- Buku Agenda", "- Jaringan Internet"),
        ),
        (
            "Peringatan",
            (
                "1. Konsep Surat diteliti kemudian diparaf oleh pejabat terkait sebelum "
                "ditandatangani oleh pejabat berwenang guna bertanggung jawaban surat.",
                "2. Penomoran dilaksanakan setelah surat ditandatangani agar tanggal dan "
                "pemberlakuan surat tidak ada selisih waktu yang terlalu lama.",
                "3. Surat digandakan dalam rangkap sesuai dengan jumlah tujuan dan tembusan "
                "ditambah satu rangkap untuk arsip sub BagianUmum.",
            ),
        ),
        ("Pencatatan dan Pendataan", ("Pendataan dan pencatatan harus benar dan lengkap.",)),
    ),
    lanes=("Staf", "Kasubbag/Kasubbid", "Kabid", "Sekretaris", "Kaban"),
    heads=("No", "Uraian Prosedur", "Pelaksana", "Mutu Baku", "Persyaratan/Kelengkapan", "Waktu",
           "Output"),
    lines=(
        Line("Menyurati SKPD terkait", "Pena, Boks File", "30 menit", "Telah dilakukan persiapan",
             symbols=("Staf",), marks=("Sekretaris", "Kaban"), page=2),
        Line("Penerimaan laporan SKPD", "Arsip, Daftar Klasifikasi", "5menit",
             "Terkumpulnya Arsip Statis", marks=("Sekretaris", "Kaban"), page=2),
        Line("Disposisi", "", "10 menit", "", marks=("Sekretaris",), page=2),
        Line("Rekap hasil laporan SKP", "Arsip, Lembar Indeks Arsip", "15 menit",
             "Terklasifikasi SKP berdasarkan SKPD", page=2),
        Line("Pengarsipan dan pengiriman laporan", "Jaringan Internet, Billing Kabinet", "2 Hari",
             "Tertatanya arsip SKP dan sampainya data SKP ke Pihak yang berkepentingan", page=2),
        Line("Selesai", "Arsip surat", "5 Menit",
             "Telah selesainya penataan Sasaran Kinerja Pegawai (SKP)",
             symbols=("Staf",), page=2),
    ),
    others=(
        (1, "PEMERINTAH KOTA SUNGAI PENUH"),
        (1, "BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA"),
        (1, "BIDANG PEMBINAAN, PENILAIAN DAN PROMOSI"),
        (1, "SUB BIDANG PENILAIAN DAN EVALUASI KINERJA APARATUR"),
        (2, "TOTAL WAKTU PENYELESAIAN"), (2, "2 HARI KERJA + 1 JAM 5 MENIT"),
        *((2, str(number)) for number in range(1, 11)),
    ),
    terminators=((1, "Staf", "mulai"), (6, "Staf", "selesai")),
)  # fmt: skip
SEEDS = (MADIUN, SUNGAI_PENUH)
