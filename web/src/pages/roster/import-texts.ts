import type { RowOutcome } from "#shared/people/imports.ts";
import type { RosterColumn } from "#shared/people/roster/columns.ts";
import type { DiffField } from "#shared/people/roster/diff.ts";
import type { Confidence } from "#shared/people/roster/proposal.ts";
import type { Text } from "#shared/platform/text.ts";
import type { Catalogue } from "../../i18n/language.ts";

export const importTexts = {
  title: { id: "Impor data pegawai", en: "Import people" },
  lead: {
    id: "Berkas diperiksa dahulu. Data instansi baru berubah setelah Anda menerapkannya.",
    en: "The file is checked first. The agency's data change only once you apply it.",
  },
  choose: { id: "Pilih berkas pegawai", en: "Choose a file of people" },
  orDrop: { id: "atau seret ke sini", en: "or drag it here" },
  hint: {
    id: "XLSX atau CSV, paling besar 25 MB. Satu baris satu pegawai.",
    en: "XLSX or CSV, 25 MB at most. One row for each person.",
  },
  tooLarge: {
    id: "Berkas ini {size} MB, paling besar 25 MB. Bagi menjadi beberapa berkas, misalnya per unit.",
    en: "This file has {size} MB, at most 25 MB are possible. Split it, for instance by unit.",
  },
  noSheet: {
    id: "“{name}” bukan XLSX atau CSV. Simpan sebagai XLSX atau CSV, lalu pilih lagi.",
    en: "“{name}” is no XLSX or CSV. Save it as one of them and choose it again.",
  },
  empty: { id: "Berkas ini kosong.", en: "This file is empty." },
  columns: { id: "Kolom yang dibaca", en: "Columns that are read" },
  columnsLead: {
    id: "Urutan bebas. Nama kolom dari SIASN dan ejaan lain dikenali; kolom lain dapat ditunjukkan artinya nanti.",
    en: "In any order. SIASN's names and other spellings are known; what other columns mean can be said later.",
  },
  compulsory: { id: "wajib", en: "compulsory" },
  template: { id: "Unduh contoh CSV", en: "Download a CSV template" },
  templateName: { id: "contoh-pegawai.csv", en: "people-template.csv" },
  recent: { id: "Impor terakhir dari perangkat ini", en: "Last imports from this device" },
  noRecent: {
    id: "Belum ada. Impor yang dimulai di sini dapat dilanjutkan, juga setelah halaman ditutup.",
    en: "None yet. An import begun here can be gone on with, even after the page was closed.",
  },
  back: { id: "Ke daftar impor", en: "To the imports" },

  steps: { id: "Langkah impor", en: "Steps of the import" },
  stepFile: { id: "Berkas", en: "File" },
  stepColumns: { id: "Kolom", en: "Columns" },
  stepReview: { id: "Periksa", en: "Check" },
  stepApply: { id: "Terapkan", en: "Apply" },
  stepDone: { id: "selesai", en: "done" },

  reading: { id: "Membaca berkas", en: "Reading the file" },
  uploading: { id: "Mengunggah {name}", en: "Uploading {name}" },
  uploaded: { id: "{sent} dari {total} MB", en: "{sent} of {total} MB" },
  uploadedLead: {
    id: "Biarkan halaman ini terbuka sampai unggahan selesai.",
    en: "Leave this page open until the upload is done.",
  },
  readingLead: {
    id: "Setiap baris diperiksa. Halaman ini boleh ditutup; pekerjaan berjalan terus.",
    en: "Every row is checked. You may close this page; the work goes on.",
  },
  uploadLost: { id: "Berkas belum sampai.", en: "The file has not arrived." },
  uploadLostRemedy: {
    id: "Unggahan terputus; data instansi tidak berubah. Pilih berkasnya sekali lagi.",
    en: "The upload broke off; the agency's data are unchanged. Choose the file once more.",
  },

  failed: { id: "Berkas tidak dapat dipakai", en: "The file cannot be used" },
  failedRemedy: {
    id: "Data instansi tidak berubah. Perbaiki berkasnya, lalu pilih lagi.",
    en: "The agency's data are unchanged. Mend the file and choose it again.",
  },

  mapTitle: { id: "Apa isi kolom ini?", en: "What do these columns hold?" },
  mapLead: {
    id: "Pilihan diingat untuk berkas berikutnya. Setelah disimpan, berkas dibaca ulang.",
    en: "The answers are remembered for the next file. Once saved, the file is read again.",
  },
  mapMissing: { id: "Kolom wajib belum ada: {columns}.", en: "Compulsory columns are missing: {columns}." },
  ignored: { id: "Tidak dibaca", en: "Not read" },
  mapSave: { id: "Simpan dan baca ulang", en: "Save and read again" },
  mapNothing: { id: "Tunjukkan dahulu kolom {columns}.", en: "First show the columns {columns}." },
  unknownColumns: {
    id: "{count} kolom tidak dikenali.",
    en: "{count} {count:column was|columns were} not recognised.",
  },
  unknownColumnsMeaning: { id: "Isinya tidak dibaca: {columns}.", en: "They are not read: {columns}." },
  mapColumns: { id: "Tunjukkan artinya", en: "Say what they mean" },
  toReview: { id: "Kembali memeriksa", en: "Back to checking" },

  review: { id: "Periksa sebelum diterapkan", en: "Check before applying" },
  reviewLead: {
    id: "{rows} baris. Belum ada yang berubah.",
    en: "{rows} {rows:row|rows}. Nothing has changed yet.",
  },
  filter: { id: "Tampilkan baris", en: "Show rows" },
  allRows: { id: "Semua baris", en: "All rows" },
  lists: { id: "Isi pratinjau", en: "What the preview holds" },
  rowsTab: { id: "Baris", en: "Rows" },
  changesTab: { id: "Perubahan", en: "Changes" },
  proposalsTab: { id: "Usulan penilai", en: "Proposed appraisers" },
  proposed: { id: "Diusulkan: {name}.", en: "Proposed: {name}." },
  rowsList: { id: "Baris dari berkas", en: "Rows of the file" },
  noRows: { id: "Tidak ada baris seperti ini.", en: "There are no such rows." },
  noChanges: {
    id: "Tidak ada yang berubah: data instansi sudah sama dengan berkas.",
    en: "Nothing changes: the agency's data are the same as the file already.",
  },
  noProposals: {
    id: "Tidak ada usulan: setiap baris yang siap sudah memiliki penilai.",
    en: "No proposals: every row that is ready has an appraiser.",
  },
  row: { id: "Baris", en: "Row" },
  rowNumber: { id: "Baris {row}", en: "Row {row}" },
  name: { id: "Nama", en: "Name" },
  nip: { id: "NIP", en: "NIP" },
  post: { id: "Jabatan", en: "Post" },
  unit: { id: "Unit", en: "Unit" },
  appraiser: { id: "Penilai, keyakinan", en: "Appraiser, confidence" },
  blank: { id: "kosong", en: "blank" },
  waitsForCorrection: { id: "menunggu perbaikan", en: "waits for correction" },
  byFile: { id: "menurut berkas", en: "as the file says" },
  none: { id: "tanpa usulan", en: "no proposal" },

  joined: { id: "Baru", en: "New" },
  changed: { id: "Berubah", en: "Changes" },
  leaving: { id: "Tidak ada lagi di berkas", en: "No longer in the file" },
  notInFile: { id: "Tidak disebut dalam berkas", en: "Not mentioned in the file" },
  leavingMeaning: {
    id: "Tidak diubah kecuali Anda menyatakannya keluar.",
    en: "Left as they are unless you say that they have left.",
  },
  hasLeft: { id: "Sudah keluar", en: "Has left" },
  stays: { id: "Tetap dalam data", en: "Stays in the data" },
  leaveAs: { id: "Keadaan {name}", en: "State of {name}" },
  lastDay: { id: "Hari terakhir", en: "Last day" },
  before: { id: "sebelumnya", en: "before" },
  nothingBefore: { id: "belum ada", en: "nothing yet" },
  nothingAfter: { id: "kosong", en: "blank" },

  refusedStay: {
    id: "{count} baris ditolak tidak ikut diterapkan.",
    en: "{count} refused {count:row is|rows are} not applied.",
  },
  allGood: { id: "Semua baris dapat diterapkan.", en: "All rows can be applied." },
  canUndo: { id: "Semua dapat diurungkan selama 72 jam.", en: "Everything can be undone for 72 hours." },
  downloadRefused: { id: "{count} baris ditolak", en: "{count} refused {count:row|rows}" },
  refusedName: { id: "baris-ditolak.csv", en: "refused-rows.csv" },
  reason: { id: "Alasan", en: "Reason" },
  apply: { id: "Terapkan {count} baris", en: "Apply {count} {count:row|rows}" },
  nothingToApply: {
    id: "Tidak ada baris yang dapat diterapkan. Perbaiki berkasnya, lalu unggah lagi.",
    en: "No row can be applied. Mend the file and upload it again.",
  },
  confirmTitle: { id: "Terapkan {count} baris?", en: "Apply {count} {count:row|rows}?" },
  willHappen: { id: "Yang akan terjadi", en: "What will happen" },
  willJoin: { id: "{count} pegawai baru masuk", en: "{count} new {count:person joins|people join}" },
  willChange: {
    id: "{count} pegawai berubah datanya",
    en: "The data of {count} {count:person|people} change",
  },
  willChangeAppraiser: {
    id: "{count} di antaranya berganti penilai",
    en: "{count} of them {count:gets|get} another appraiser",
  },
  willAddUnits: {
    id: "{count} unit dibuat atau dipindah",
    en: "{count} {count:unit is|units are} made or moved",
  },
  willLeave: {
    id: "{count} pegawai dinyatakan keluar",
    en: "{count} {count:person is|people are} said to have left",
  },
  willSkip: {
    id: "{count} baris ditolak dilewati",
    en: "{count} refused {count:row is|rows are} passed over",
  },
  willKeep: {
    id: "{count} pegawai tetap seperti sekarang",
    en: "{count} {count:person stays as now|people stay as they are}",
  },
  proposalsChoice: { id: "Usulan penilai yang dikonfirmasi", en: "Proposed appraisers to confirm" },
  proposalsNone: { id: "Tidak ada", en: "None" },
  proposalsHigh: { id: "Keyakinan tinggi ({count})", en: "High confidence ({count})" },
  proposalsMedium: { id: "Tinggi dan sedang ({count})", en: "High and medium ({count})" },
  proposalsAll: { id: "Semua ({count})", en: "All ({count})" },
  effective: { id: "Berlaku mulai", en: "Holds from" },
  effectiveHint: {
    id: "Untuk perubahan yang tidak menyebut TMT sendiri.",
    en: "For changes that name no day of their own.",
  },
  invite: { id: "Kirim undangan kepada pegawai baru", en: "Send new people their invitation" },
  yes: { id: "ya", en: "yes" },
  no: { id: "tidak", en: "no" },

  applying: { id: "Menerapkan", en: "Applying" },
  applyingTitle: { id: "Sedang diterapkan", en: "Being applied" },
  undoingTitle: { id: "Sedang diurungkan", en: "Being undone" },
  undoing: { id: "Mengurungkan", en: "Undoing" },
  preparing: { id: "menyiapkan", en: "getting ready" },
  applyNow: { id: "Terapkan", en: "Apply" },
  portions: { id: "{done} dari {total} langkah", en: "{done} of {total} {total:portion|portions}" },
  workLead: {
    id: "Halaman ini boleh ditutup; pekerjaan berjalan terus. Setiap langkah terjadi utuh atau tidak sama sekali.",
    en: "You may close this page; the work goes on. Each portion happens as a whole or not at all.",
  },
  appliedTitle: { id: "Sudah diterapkan", en: "Applied" },
  appliedLead: { id: "{file} diterapkan {moment}.", en: "{file} was applied on {moment}." },
  skipped: {
    id: "{count} pegawai dilewati, karena datanya diubah orang lain sementara itu. Periksa dan impor lagi bila perlu.",
    en: "{count} {count:person was|people were} passed over, since somebody else changed their data meanwhile. Look, and import again if need be.",
  },
  undoUntil: {
    id: "Dapat diurungkan sampai {moment} ({left}).",
    en: "Can be undone until {moment} ({left}).",
  },
  undoMeaning: {
    id: "Setelah siklus dibuka di atas data ini, impor tidak dapat diurungkan lagi.",
    en: "Once a cycle has opened upon these data, the import can no longer be undone.",
  },
  undoOver: {
    id: "Masa untuk mengurungkan sudah lewat sejak {moment}.",
    en: "The time for undoing ended on {moment}.",
  },
  undo: { id: "Urungkan", en: "Undo" },
  undoQuestion: { id: "Urungkan impor ini?", en: "Undo this import?" },
  undoWill: {
    id: "Semua yang dibuat dan diubah impor ini kembali seperti sebelumnya. Pegawai baru yang sudah masuk ke aplikasi tetap ada.",
    en: "All that this import made and changed goes back to what it was. New people who have signed in already stay.",
  },
  undoneTitle: { id: "Sudah diurungkan", en: "Undone" },
  undoneLead: {
    id: "Data instansi kembali seperti sebelum {file} diterapkan.",
    en: "The agency's data are as they were before {file} was applied.",
  },
  keptBehind: {
    id: "{count} hal tetap ada, karena sudah dipakai atau diubah sejak itu.",
    en: "{count} {count:thing stays, since it was|things stay, since they were} used or changed since then.",
  },
  seePeople: { id: "Lihat pegawai", en: "See the people" },
} as const satisfies Catalogue;

export const outcomeTexts = {
  ready: { id: "Siap", en: "Ready" },
  repaired: { id: "Diperbaiki otomatis", en: "Repaired by itself" },
  warned: { id: "Peringatan", en: "Warnings" },
  refused: { id: "Ditolak", en: "Refused" },
} as const satisfies Record<RowOutcome, Text>;

export const confidenceTexts = {
  high: { id: "Tinggi", en: "High" },
  medium: { id: "Sedang", en: "Medium" },
  low: { id: "Rendah", en: "Low" },
} as const satisfies Record<Confidence, Text>;

/** What a column holds. */
export const columnTexts = {
  nip: { id: "NIP 18 angka", en: "NIP of 18 digits" },
  name: { id: "Nama", en: "Name" },
  titleBefore: { id: "Gelar depan", en: "Title before the name" },
  titleAfter: { id: "Gelar belakang", en: "Title after the name" },
  kind: { id: "Jenis pegawai", en: "Kind of employment" },
  rank: { id: "Golongan", en: "Rank" },
  postKind: { id: "Jenis jabatan", en: "Kind of post" },
  postTitle: { id: "Nama jabatan", en: "Name of the post" },
  postLevel: { id: "Jenjang", en: "Level" },
  unit: { id: "Unit kerja", en: "Unit" },
  unitParent: { id: "Unit induk", en: "Parent unit" },
  appraiserNip: { id: "NIP penilai", en: "NIP of the appraiser" },
  appraiserRole: { id: "Peran penilai", en: "Role of the appraiser" },
  appraiserOfficial: { id: "Penilai dari luar", en: "Appraiser from outside" },
  mandate: { id: "Surat perintah", en: "Letter of mandate" },
  since: { id: "TMT jabatan", en: "In the post since" },
  email: { id: "Surel", en: "E-mail" },
  contractEnd: { id: "Akhir kontrak", en: "End of contract" },
  retirement: { id: "TMT pensiun", en: "Retirement" },
  standing: { id: "Status", en: "Standing" },
} as const satisfies Record<RosterColumn, Text>;

/** What changed of a person. */
export const fieldTexts = {
  name: columnTexts.name,
  titleBefore: columnTexts.titleBefore,
  titleAfter: columnTexts.titleAfter,
  kind: columnTexts.kind,
  rank: columnTexts.rank,
  email: columnTexts.email,
  standing: columnTexts.standing,
  contractEnd: columnTexts.contractEnd,
  retirement: columnTexts.retirement,
  title: columnTexts.postTitle,
  postKind: columnTexts.postKind,
  level: columnTexts.postLevel,
  since: columnTexts.since,
  unit: columnTexts.unit,
  heads: { id: "Memimpin", en: "Leads" },
  appraiser: { id: "Penilai", en: "Appraiser" },
  role: columnTexts.appraiserRole,
  mandate: columnTexts.mandate,
} as const satisfies Record<DiffField, Text>;
