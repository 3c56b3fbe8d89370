import type { Text } from "#shared/platform/text.ts";
import type { Catalogue } from "../../i18n/language.ts";
import type { Lack } from "./report-edit.ts";

export const reportPageTexts = {
  title: { id: "Laporan", en: "Report" },
  back: { id: "Kembali ke Hari ini", en: "Back to Today" },
  saved: { id: "Tersimpan {time}", en: "Saved {time}" },
  notBegun: { id: "Belum ada isian", en: "Nothing written yet" },
  saving: { id: "Menyimpan", en: "Saving" },
  onDevice: { id: "Tersimpan di {device}", en: "Saved on {device}" },
  due: { id: "Ditunggu sampai", en: "Due by" },
  position: { id: "Hasil kerja {at} dari {total}", en: "Result {at} of {total}" },
  positionOf: {
    id: "Hasil kerja {at} dari {total}, {done} lengkap",
    en: "Result {at} of {total}, {done} complete",
  },
  supports: { id: "Mendukung:", en: "Serves:" },
  reached: { id: "Capaian", en: "Reached" },
  reachedIn: { id: "dalam {unit}", en: "in {unit}" },
  before: { id: "Awal {baseline}. Target {target}.", en: "From {baseline}. Target {target}." },
  targetOnly: { id: "Target {target}.", en: "Target {target}." },
  noNumber: {
    id: "Tulis angka saja, misalnya 41 atau 3,1.",
    en: "Write a number only, such as 41 or 3.1.",
  },
  words: { id: "Realisasi", en: "Realisation" },
  wordsHint: {
    id: "Apa yang Anda kerjakan dan apa hasilnya, dengan kata sendiri.",
    en: "What you did and what came of it, in your own words.",
  },
  evidence: { id: "Bukti dukung", en: "Evidence" },
  evidenceHint: {
    id: "Foto atau berkas, tautan, atau catatan di mana buktinya dapat dilihat.",
    en: "A photo or file, a link, or a note on where it can be seen.",
  },
  addEvidence: { id: "Tambah bukti", en: "Add evidence" },
  addWritten: { id: "Tambah tautan atau catatan", en: "Add a link or note" },
  changeEvidence: { id: "Ubah bukti", en: "Change evidence" },
  removeEvidence: { id: "Hapus bukti", en: "Remove evidence" },
  evidenceKind: { id: "Jenis bukti", en: "Kind of evidence" },
  link: { id: "Tautan", en: "Link" },
  note: { id: "Catatan", en: "Note" },
  evidenceTitle: { id: "Nama bukti", en: "Name of the evidence" },
  evidenceTitleHint: {
    id: "Misalnya “Register aduan Desember”.",
    en: "Such as “Register of complaints, December”.",
  },
  address: { id: "Alamat tautan", en: "Address of the link" },
  noteText: { id: "Isi catatan", en: "Note" },
  useEvidence: { id: "Pakai bukti ini", en: "Use this evidence" },
  titleMissing: { id: "Beri nama bukti ini.", en: "Give this evidence a name." },
  addressWrong: {
    id: "Salin alamat lengkap, misalnya https://contoh.go.id/berkas.",
    en: "Copy the whole address, such as https://contoh.go.id/file.",
  },
  evidenceFull: {
    id: "Sudah 20 bukti; hapus salah satu untuk menambah.",
    en: "There are 20 already; remove one to add another.",
  },
  files: { id: "Foto dan berkas", en: "Photos and files" },
  addFile: { id: "Tambah foto atau berkas", en: "Add a photo or file" },
  shrunkHere: {
    id: "JPEG, PNG, WebP, atau PDF sampai 5 MB. Foto diperkecil di perangkat ini; lokasi dan data kamera tidak ikut terkirim.",
    en: "JPEG, PNG, WebP or PDF up to 5 MB. Photos are shrunk on this device; place and camera data are not sent.",
  },
  preparing: { id: "Menyiapkan {count} berkas", en: "Preparing {count}" },
  shrunkFrom: { id: "{now} dari {before}", en: "{now} of {before}" },
  fileSent: { id: "Terkirim", en: "Sent" },
  fileSending: { id: "Mengirim {share}", en: "Sending {share}" },
  fileWaits: { id: "Menunggu giliran", en: "Waits its turn" },
  fileWaitsForSignal: { id: "Menunggu sinyal", en: "Waits for a signal" },
  fileRefused: { id: "Tidak diterima", en: "Not accepted" },
  fileTitleHint: {
    id: "Misalnya “Rapat koordinasi 3 Desember”.",
    en: "Such as “Coordination meeting, 3 December”.",
  },
  useName: { id: "Pakai nama ini", en: "Use this name" },
  removeFile: { id: "Hapus berkas", en: "Remove the file" },
  openFile: { id: "Buka berkas", en: "Open the file" },
  fileEmpty: { id: "“{name}” kosong. Pilih berkas lain.", en: "“{name}” is empty. Choose another file." },
  fileUnknown: {
    id: "“{name}” bukan foto atau PDF. Simpan sebagai PDF atau ambil fotonya, lalu tambah lagi.",
    en: "“{name}” is neither a photo nor a PDF. Save it as a PDF or take a photo of it, then add that.",
  },
  fileUnreadable: {
    id: "Foto “{name}” tidak dapat dibaca perangkat ini. Ambil tangkapan layarnya atau simpan sebagai JPEG, lalu tambah lagi.",
    en: "This device cannot read the photo “{name}”. Take a screenshot of it or save it as JPEG, then add that.",
  },
  fileTooLarge: {
    id: "“{name}” lebih dari 5 MB. Perkecil atau bagi berkasnya, atau cantumkan tautannya.",
    en: "“{name}” is larger than 5 MB. Make it smaller or split it, or give a link to it.",
  },
  filesFull: {
    id: "Satu hasil kerja memuat paling banyak 10 berkas; sisanya tidak ditambahkan.",
    en: "A result takes at most 10 files; the others were not added.",
  },
  fileGone: {
    id: "Hapus berkas ini dari laporan",
    en: "Take this file out of the report",
  },
  obstacles: { id: "Kendala", en: "Obstacles" },
  optional: { id: "(bila ada)", en: "(if any)" },
  previous: { id: "Sebelumnya", en: "Previous" },
  next: { id: "Berikutnya", en: "Next" },
  allResults: { id: "Semua hasil kerja", en: "All results" },
  complete: { id: "lengkap", en: "complete" },
  noRealisation: { id: "belum diisi", en: "not filled in" },
  noEvidence: { id: "kurang bukti", en: "lacks evidence" },
  done: { id: "{done} dari {total} lengkap", en: "{done} of {total} complete" },
  lacks: { id: "Hasil kerja {at} {lack}", en: "Result {at} {lack}" },
  ready: { id: "Siap dikirim", en: "Ready to send" },
  send: { id: "Kirim laporan", en: "Send the report" },
  sendAnyway: { id: "Tetap kirim", en: "Send it all the same" },
  completeFirst: { id: "Lengkapi dulu", en: "Complete it first" },
  incompleteTitle: { id: "Laporan belum lengkap", en: "The report is not complete" },
  incompleteLead: {
    id: "Laporan boleh dikirim; penilai Anda melihat yang belum ada.",
    en: "You may send it; your appraiser sees what is missing.",
  },
  emptyReport: { id: "Isi sedikitnya satu hasil kerja.", en: "Fill in at least one result." },
  queued: { id: "Laporan menunggu sinyal.", en: "The report waits for a signal." },
  queuedNext: {
    id: "Begitu tersambung, laporan terkirim sendiri dan Anda mendapat nomor tanda terima.",
    en: "Once there is one it is sent by itself, and you get the number of its receipt.",
  },
  leaveIt: { id: "Jangan kirim dulu", en: "Do not send it now" },
  nothingLost: { id: "Isian Anda tetap ada di perangkat ini.", en: "What you wrote stays on this device." },
  sent: { id: "Laporan terkirim.", en: "The report was sent." },
  sentLead: {
    id: "Terkirim {moment}. Tanda terima ke-{count}.",
    en: "Sent {moment}. Receipt no. {count}.",
  },
  receiptCode: { id: "Kode tanda terima", en: "Receipt code" },
  arrived: { id: "Kiriman: {arrival}.", en: "Arrival: {arrival}." },
  retractable: {
    id: "Selama penilai belum mulai, Anda dapat menariknya kembali sampai {moment}.",
    en: "While your appraiser has not begun you may withdraw it until {moment}.",
  },
  retracted: {
    id: "Laporan ditarik kembali. Isiannya utuh dan dapat diubah.",
    en: "The report was withdrawn. Everything in it is kept and can be changed.",
  },
  retractAsk: { id: "Tarik kembali laporan?", en: "Withdraw the report?" },
  retractMeaning: {
    id: "Isian tetap ada. Laporan baru terhitung setelah Anda mengirimnya lagi.",
    en: "Nothing is lost. The report counts again once you have sent it again.",
  },
  begun: {
    id: "Penilai Anda sudah mulai menilai, sehingga laporan tidak dapat ditarik lagi.",
    en: "Your appraiser has begun, so the report can no longer be withdrawn.",
  },
  toResult: { id: "Baca hasilnya", en: "Read the result" },
  toPlan: { id: "Buka SKP", en: "Open the plan" },
  noCycle: { id: "Belum ada periode penilaian.", en: "There is no appraisal period yet." },
  noCycleNext: {
    id: "Begitu instansi Anda membuka periode, laporan diisi di sini.",
    en: "Once your agency opens one, the report is written here.",
  },
  excluded: { id: "Anda tidak dinilai dalam periode ini.", en: "You are not appraised in this period." },
  excludedBecause: { id: "{reason} ({rule}).", en: "{reason} ({rule})." },
  noPlan: { id: "SKP Anda belum ditetapkan.", en: "Your plan is not approved yet." },
  noPlanNext: {
    id: "Laporan disusun menurut hasil kerja dalam SKP; dapat diisi setelah penilai menetapkannya.",
    en: "The report follows the results of the plan; it can be written once your appraiser has approved that.",
  },
  notYet: { id: "Dapat dikirim mulai {moment}.", en: "It can be sent from {moment} on." },
  notYetDraft: {
    id: "Anda sudah dapat mengisi; draf tersimpan sampai saat itu.",
    en: "You may write already; the draft is kept until then.",
  },
  withoutReport: {
    id: "Penilai menutup evaluasi ini tanpa laporan.",
    en: "Your appraiser closed this evaluation without a report.",
  },
  lateDeclined: {
    id: "Laporan Anda tiba terlambat dan tidak diterima: “{reason}”.",
    en: "Your report came late and was not accepted: “{reason}”.",
  },
  withoutReportNext: {
    id: "Bila Anda masih perlu melapor, minta penilai membuka kembali pelaporan.",
    en: "If you still need to report, ask your appraiser to reopen reporting.",
  },
  draftKept: { id: "Draf yang tersimpan", en: "The draft that was kept" },
  conflict: {
    id: "Laporan ini diubah di dua tempat. Pilih yang dipakai.",
    en: "This report was changed in two places. Choose which to use.",
  },
  mine: { id: "Di perangkat ini", en: "On this device" },
  theirs: { id: "Di server, {time}", en: "On the server, {time}" },
  keepChosen: { id: "Pakai yang dipilih", en: "Use the chosen one" },
  chooseFirst: { id: "Pilih salah satu.", en: "Choose one of them." },
  noWords: { id: "(tanpa uraian)", en: "(without words)" },
  ruleLabel: { id: "Aturannya", en: "The rule" },
  ruleTitle: { id: "Penilaian bertumpu pada bukti", en: "Ratings rest on evidence" },
  ruleText: {
    id: "Hasil kerja dinilai dari realisasi, bukti dukung, dan umpan balik. Di Atas atau Di Bawah Ekspektasi memerlukan bukti yang dirujuk.",
    en: "Results are rated by realisation, evidence and feedback. Above or below expectation needs evidence that is referred to.",
  },
} as const satisfies Catalogue;

/** What a result lacks, in a word or two. */
export function lackWords(lack: Lack | undefined): Text {
  if (lack === undefined) return reportPageTexts.complete;
  return lack === "evidence" ? reportPageTexts.noEvidence : reportPageTexts.noRealisation;
}
