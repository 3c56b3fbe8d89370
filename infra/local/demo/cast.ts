/**
 * Kota Contoh on Friday 8 January 2027, 07:50 WIB, one week before the appraisal of semester II 2026 closes: who has got
 * how far, who moved, who is left out. Whoever is not named here has a final result. Together with `pegawai.csv` it gives
 * 142 done, 35 waiting for their appraiser, 20 for the employee and 3 not begun, of 200 parts; 31 people are excluded.
 *
 * Not here yet, for the service does not know it: leave of absence that pauses (maternity), objections, awards, surveys
 * and service figures, last year's results, units with a six-day week. They join the cast when they exist. No outage is
 * recorded: of the first week of January none would extend a window that closes on the 15th.
 */

import type { Face, TourStop } from "../runtime/control-answers.ts";

export const demoZone = "Asia/Jakarta";
/** The city came to the service late in the year: a shorter past to play, and moves that the cycle finds done. */
export const demoStart = "2026-12-09T09:00:00+07:00";
export const demoOpening = "2026-12-14T08:30:00+07:00";
export const demoNow = "2027-01-08T07:50:00+07:00";

/** Who signs in without being on the roster. */
export const administrator = { name: "Ratna Puspita", email: "ratna.puspita@contoh.go.id" };
export const mayor = { office: "Wali Kota", name: "H. Surya Atmaja", email: "walikota@contoh.go.id" };

/** Parts whose report is in and waits for the appraiser. `#1` and `#2` are the parts of somebody who moved. */
export const reported: readonly string[] = [
  // The mayor's.
  "Haryanto Wicaksono",
  "Sutrisno Hadi",
  "Sri Wahyuni#2",
  // Dewi Anggraini's; with the three drafts, eighteen.
  "Nur Kholifah",
  "Hadi Santosa",
  "Yoga Pratama",
  "Fajar Ramadhan",
  "Arif Setyabudi",
  "Dian Maheswari",
  "Tono Suhartono",
  "Galih Prabowo",
  "Indah Permatasari",
  "Sari Wahyuningsih",
  "Danu Syahputra",
  "Sari Sembiring",
  "Fitri Wulandari",
  "Rini Wibisono",
  "Endah Anwar",
  // Hesti Larasati's five, and three of her head of administration.
  "Intan Gunawan",
  "Reza Effendi",
  "Nita Nasution",
  "Deni Iskandar",
  "Sekar Irawan",
  "Novita Kusuma",
  "Yudi Firmansyah",
  "Ayu Basri",
  // Bambang Prakoso's two.
  "Sekar Wulandari",
  "Mira Wibisono",
  "Vina Hidayat",
  "Jaya Basri",
  // Since 2 November under the Plt.
  "Made Yusuf#2",
  // Until September under somebody who has retired since.
  "Umi Setiawan#1",
];

/** Their appraiser has begun: a rating draft. */
export const drafted: readonly string[] = ["Lestari Manurung", "Maya Nirmala", "Rizky Saputro"];

/** Has begun the report, three of five results, and has not sent it. */
export const writing = "Wulan Kartikasari";

/** The plan came back with two notes and was not sent again. */
export const returned = "Nanda Kusuma";

/** No report yet. */
export const unreported: readonly string[] = [
  writing,
  returned,
  "Dimas Hidayat",
  "Erna Gunawan",
  "Mira Rahayu",
  "Danu Nugraha",
  "Sari Lubis",
  "Nadia Mulyadi",
  "Wahyu Hakim",
  "Edi Kusuma",
  "Fitri Gunawan",
  "Rini Damanik",
  "Yudi Tanjung",
  "Puji Basri",
  "Ayu Maulana",
  // Retired on 1 October.
  "Sugeng Raharjo",
  "Ratih Wulandari",
  "Winda Hidayat",
  "Nadia Zulkarnain",
  "Jaya Pangestu",
];

/** Joined late in the year and have not written a plan yet. */
export const unbegun: readonly string[] = ["Mira Wardana", "Slamet Subagyo", "Andi Ramdani"];

/** Asks on the tour why the result is as it is, and has not said yet that it is received. */
export const curious = "Diah Damanik";

/** Said on 7 January that her appraiser is wrong: the ticket is on its second day. */
export const mistaken = {
  name: "Utami Setiawan",
  wanted: "Hesti Larasati",
  note: "Sejak Desember saya bertugas langsung di bawah kepala puskesmas.",
};

/** Heads who follow the monitor of their own unit. */
export const overseeing: readonly string[] = ["Hesti Larasati", "Bambang Prakoso"];

/** Addresses that bounce: the first letter and the opening's notice come back, and then they are known to be dead. */
export const deadAddresses: readonly string[] = [
  "sari.lubis@contoh.go.id",
  "vina.effendi@contoh.go.id",
  "andi.halim@contoh.go.id",
  "winda.effendi@contoh.go.id",
  "hendra.hartono@contoh.go.id",
];

const decree = (number: number) => `Keputusan Wali Kota Contoh Nomor 800.1/${number}/2026`;

/** Left out by name, with reason and paper. Who came after the cut-off is left out by the service itself. */
export const excluded = [
  { name: "Slamet Basri", reason: "unpaid-leave", rule: decree(212), from: "2026-06-01", to: "2027-05-31" },
  { name: "Deni Subagyo", reason: "study-leave", rule: decree(87), from: "2025-08-01", to: "2027-07-31" },
  { name: "Irfan Lubis", reason: "study-leave", rule: decree(88), from: "2025-08-01", to: "2027-07-31" },
  { name: "Sekar Purnomo", reason: "pre-retirement-leave", rule: decree(45), from: "2026-03-01" },
  { name: "Iwan Syahputra", reason: "pre-retirement-leave", rule: decree(46), from: "2026-05-01" },
  { name: "Juwita Tanjung", reason: "temporary-dismissal", rule: decree(131), from: "2026-05-18" },
] as const;

/** Teachers of the school: their posts begin with "Guru" and are not the head's. */
export const teachers = {
  unit: "SD Negeri 3 Contoh",
  exclusion: {
    reason: "other-system",
    rule: "Perdirjen GTK 4242/B/HK.03.01/2024",
    from: "2026-01-01",
    note: "Dinilai di Ruang GTK",
  },
} as const;

/**
 * Each office's predicate for the semester and the leader above who sets it; where the demo has none, the administrator
 * does on that leader's behalf. The school and the UPT have none of their own yet (due 12 January).
 */
export const organisationPredicates = [
  { unit: "Sekretariat Daerah", by: mayor.email },
  { unit: "Dinas PUPR", by: "darmawan.putra@contoh.go.id" },
  { unit: "Puskesmas Sukamaju", by: "nurhayati.siregar@contoh.go.id" },
  { unit: "Satuan Polisi Pamong Praja", by: "haryanto.wicaksono@contoh.go.id" },
  { unit: "Dinas Kependudukan dan Pencatatan Sipil", by: "haryanto.wicaksono@contoh.go.id" },
  { unit: "Dinas Sosial", by: "haryanto.wicaksono@contoh.go.id" },
  { unit: "Kecamatan Contoh Barat", by: "haryanto.wicaksono@contoh.go.id" },
  { unit: "Dinas Pendidikan dan Kebudayaan", by: administrator.email },
] as const;

/** Nearly everyone there is rated “Baik”, more than the pattern's 70 percent of an office that is “Baik” itself. */
export const uniformUnit = "Dinas Kependudukan dan Pencatatan Sipil";

/** Faces of the demo, to sign in as: first those with whom a newcomer begins. */
export const faces: readonly Face[] = [
  { as: "wulan.kartikasari@contoh.go.id", name: writing, what: "Pegawai, laporan belum lengkap" },
  { as: "dewi.anggraini@contoh.go.id", name: "Dewi Anggraini", what: "Penilai 44 orang, 18 menunggu" },
  { as: administrator.email, name: administrator.name, what: "Admin BKPSDM" },
  { as: mayor.email, name: mayor.name, what: "Wali Kota, 3 menunggu" },
  { as: "operator@contoh.go.id", name: "Operator", what: "Untuk semua instansi" },
  { as: "hesti.larasati@contoh.go.id", name: "Hesti Larasati", what: "Kepala puskesmas, 5 menunggu" },
  { as: "bambang.prakoso@contoh.go.id", name: "Bambang Prakoso", what: "Kepala Satpol PP, 2 menunggu" },
  { as: "imam.prasetyo@contoh.go.id", name: "Imam Prasetyo", what: "Plt sejak 2 November" },
  { as: "nanda.kusuma@contoh.go.id", name: returned, what: "Pegawai, SKP dikembalikan, 2 catatan" },
];

/** When the seven-day reminders leave. */
export const remindersAt = "2027-01-08T08:00:00+07:00";

/** The demo in two minutes. The page of a public service (akta kelahiran) joins it when the service has one. */
export const tour: readonly TourStop[] = [
  {
    title: "Monitor 71 %, siapa menunggu siapa",
    what: `sebagai ${administrator.name}`,
    visit: { as: administrator.email, path: "/pemantauan" },
  },
  {
    title: "Nilai satu orang, sel menyala",
    what: "sebagai Dewi Anggraini",
    visit: { as: "dewi.anggraini@contoh.go.id", path: "/penilaian" },
  },
  {
    title: "Pegawai membuka “Mengapa Baik?”",
    what: `sebagai ${curious}`,
    visit: { as: "diah.damanik@contoh.go.id", path: "/hasil/mengapa" },
  },
  { title: "Ke 08.00: siapa dapat surel", what: "di kotak surat ini", clockTo: remindersAt },
  {
    title: "Siklus pada satu garis waktu",
    what: `sebagai ${administrator.name}`,
    visit: { as: administrator.email, path: "/siklus" },
  },
];
