import type { Catalogue } from "../../i18n/language.ts";

export const planTexts = {
  title: { id: "SKP {title}", en: "Plan for {title}" },
  noTitle: { id: "SKP", en: "Plan" },
  back: { id: "Kembali ke SKP", en: "Back to the plan" },
  whichCycle: { id: "Siklus", en: "Cycle" },
  whichPart: { id: "Bagian", en: "Part" },
  partOf: { id: "{from} – {to}", en: "{from} – {to}" },
  noPlan: { id: "Belum ada SKP yang perlu Anda susun.", en: "There is no plan for you to write yet." },
  noPlanNext: {
    id: "SKP muncul di sini begitu instansi Anda membuka siklus.",
    en: "It appears here as soon as your agency opens a cycle.",
  },

  // Where it lies
  savedAt: { id: "Tersimpan {time}", en: "Saved {time}" },
  saved: { id: "Tersimpan", en: "Saved" },
  saving: { id: "Menyimpan", en: "Saving" },
  onDevice: { id: "Tersimpan di {device}", en: "Saved on {device}" },
  stuck: { id: "Perlu keputusan", en: "Needs a decision" },

  // How it stands
  dueBy: { id: "Kirim sampai", en: "Send it by" },
  resendBy: { id: "Kirim ulang sampai", en: "Send it again by" },
  returned: { id: "Dikembalikan, {count} catatan.", en: "Returned, {count} {count:note|notes}." },
  addressed: { id: "{count} ditangani", en: "{count} dealt with" },
  submittedOn: {
    id: "Terkirim {moment}. {name} akan menetapkan atau mengembalikannya.",
    en: "Sent {moment}. {name} will approve or return it.",
  },
  theAppraiser: { id: "Penilai", en: "The appraiser" },
  approvedOn: {
    id: "Ditetapkan {moment}. Inilah yang dinilai.",
    en: "Approved {moment}. This is what is appraised.",
  },
  amendingMeaning: {
    id: "Versi {version} tetap berlaku sampai perubahan ini ditetapkan.",
    en: "Version {version} holds until this change is approved.",
  },
  onItsWay: { id: "Kiriman menunggu sinyal.", en: "The submission waits for a signal." },
  onItsWayMeaning: {
    id: "SKP Anda lengkap di perangkat ini dan dikirim sendiri begitu ada jaringan. Jangan hapus aplikasi ini dahulu.",
    en: "Your plan is whole on this device and goes out by itself once there is a network. Do not remove this app before that.",
  },
  sending: { id: "Sedang dikirim.", en: "Sending." },
  takeBack: { id: "Batalkan kiriman, ubah lagi", en: "Take it back and change it" },
  arrived: { id: "SKP terkirim.", en: "The plan was sent." },
  receiptShort: { id: "Tanda terima ke-{number}", en: "Receipt no. {number}" },
  refusedSubmission: { id: "Belum terkirim.", en: "Not sent." },
  dismiss: { id: "Mengerti", en: "Understood" },
  notSaved: { id: "Satu isian belum diterima layanan.", en: "One entry was not accepted." },
  tryAgain: { id: "Kirim lagi", en: "Send it again" },
  drop: { id: "Buang isian ini", en: "Drop this entry" },

  // Results
  results: { id: "Hasil kerja", en: "Results" },
  noResult: { id: "Belum ada hasil kerja.", en: "No result yet." },
  noResultNext: {
    id: "Mulai dari satu hasil utama: apa yang berubah bagi yang dilayani, bukan kegiatannya.",
    en: "Begin with one main result: what changes for those you serve, not the activity.",
  },
  addResult: { id: "Tambah hasil kerja", en: "Add a result" },
  copy: { id: "Salin dari SKP lain", en: "Copy from another plan" },
  untitled: { id: "(belum ditulis)", en: "(not written yet)" },
  complete: { id: "Lengkap", en: "Complete" },
  lacking: { id: "{count} kurang", en: "{count} missing" },
  noted: { id: "{count} catatan", en: "{count} {count:note|notes}" },
  unchecked: { id: "Draf", en: "Draft" },
  completeOf: { id: "{done} dari {all} lengkap", en: "{done} of {all} complete" },
  place: { id: "Hasil kerja {at} dari {all} · {kind}", en: "Result {at} of {all} · {kind}" },
  placeSummary: { id: "Hasil kerja {at} dari {all}", en: "Result {at} of {all}" },
  previous: { id: "Sebelumnya", en: "Previous" },
  next: { id: "Berikutnya", en: "Next" },
  moveUp: { id: "Naikkan", en: "Move up" },
  moveDown: { id: "Turunkan", en: "Move down" },
  removeResult: { id: "Hapus hasil kerja ini", en: "Remove this result" },
  removeAsk: { id: "Hapus hasil kerja?", en: "Remove the result?" },
  removeMeaning: {
    id: "“{text}” dihapus dari draf. Versi yang sudah pernah dikirim tetap tersimpan.",
    en: "“{text}” is taken out of the draft. Versions that were sent are kept.",
  },
  remove: { id: "Hapus", en: "Remove" },
  gone: { id: "Hasil kerja ini sudah tidak ada.", en: "This result is no longer there." },

  // Fields
  kind: { id: "Jenis", en: "Kind" },
  servesHint: {
    id: "Hasil kerja atasan yang Anda dukung, seperti tertulis di SKP-nya.",
    en: "The result of your superior that yours serves, as their plan words it.",
  },
  mendukung: { id: "Mendukung", en: "Serves" },
  provisional: { id: "Induk sementara", en: "Provisional parent" },
  provisionalHint: {
    id: "Nyalakan bila atasan belum menetapkan SKP-nya.",
    en: "Switch this on where your superior has no approved plan yet.",
  },
  yes: { id: "ya", en: "yes" },
  no: { id: "tidak", en: "no" },
  resultHint: {
    id: "Hasil yang akan dicapai, bukan kegiatannya.",
    en: "What will be achieved, not the activity.",
  },
  perspective: { id: "Perspektif", en: "Perspective" },
  aspect: { id: "Aspek yang diukur", en: "What is measured" },
  indicator: { id: "Indikator", en: "Indicator" },
  indicatorOf: { id: "Indikator {at}", en: "Indicator {at}" },
  indicatorHint: { id: "Apa yang diukur.", en: "What is measured." },
  addIndicator: { id: "Tambah indikator", en: "Add an indicator" },
  removeIndicator: { id: "Hapus indikator ini", en: "Remove this indicator" },
  targetKind: { id: "Bentuk target", en: "Kind of target" },
  number: { id: "Angka", en: "Number" },
  range: { id: "Rentang", en: "Range" },
  date: { id: "Tanggal", en: "Date" },
  text: { id: "Kalimat", en: "Words" },
  direction: { id: "Arah", en: "Direction" },
  chooseDirection: { id: "Pilih arah", en: "Choose" },
  target: { id: "Target", en: "Target" },
  from: { id: "Dari", en: "From" },
  to: { id: "Sampai", en: "To" },
  latest: { id: "Paling lambat", en: "By" },
  unit: { id: "Satuan", en: "Unit" },
  units: {
    id: "jam, hari, persen, orang, dokumen, laporan, kali, kegiatan, rupiah, poin",
    en: "hours, days, percent, people, documents, reports, times, activities, rupiah, points",
  },
  baseline: { id: "Keadaan awal", en: "Starting point" },
  baselineHint: { id: "Capaian sebelum periode ini.", en: "What was reached before this period." },
  duty: { id: "Tugas dan fungsi", en: "Duty" },
  dutyHint: { id: "Tugas jabatan yang diukur indikator ini.", en: "The duty that this indicator measures." },
  noNumber: {
    id: "Tulis angka, misalnya 36 atau 1.200,5.",
    en: "Write a number, such as 36 or 1,200.5.",
  },

  // Behaviour and annexes
  frame: { id: "Perilaku kerja dan lampiran", en: "Behaviour and annexes" },
  frameDetail: {
    id: "{count} dari 7 nilai dengan ekspektasi khusus",
    en: "{count} of 7 values with an expectation of their own",
  },
  approach: { id: "Pendekatan", en: "Approach" },
  annexHint: { id: "Satu baris satu butir.", en: "One line each." },

  // Sending
  submit: { id: "Kirim", en: "Send" },
  resubmit: { id: "Kirim ulang", en: "Send again" },
  moreMissing: { id: "dan {count} hal lain", en: "and {count} more" },
  stillSaving: { id: "Menyimpan isian terakhir", en: "Saving the last entries" },
  decideFirst: { id: "Putuskan dahulu isian yang berbeda", en: "Decide first which version holds" },
  questions: { id: "Pertanyaan sebelum mengirim", en: "Questions before sending" },
  questionsMeaning: {
    id: "Tidak menghalangi; ikut terkirim kepada penilai.",
    en: "They hinder nothing; they go along to the appraiser.",
  },

  // Changing what is approved
  amendAsk: { id: "Ubah SKP?", en: "Amend the plan?" },
  amendMeaning: {
    id: "Draf dimulai dari SKP yang ditetapkan, yang tetap berlaku sampai perubahan ditetapkan penilai.",
    en: "The draft begins as the approved plan, which holds until the appraiser approves the change.",
  },
  keepAsk: { id: "Batalkan perubahan?", en: "Discard the changes?" },
  keepMeaning: {
    id: "Isian perubahan dibuang dan SKP yang ditetapkan berlaku terus.",
    en: "The changes are dropped and the approved plan goes on.",
  },

  // Notes
  notes: { id: "Catatan penilai", en: "The appraiser's notes" },
  fixed: { id: "Sudah saya perbaiki", en: "I have put it right" },
  wasFixed: { id: "Sudah ditangani", en: "Dealt with" },

  // Two versions
  twoVersions: {
    id: "Isian ini diubah di dua tempat. Pilih yang dipakai.",
    en: "This was changed in two places. Choose which holds.",
  },
  mine: { id: "Di perangkat ini, {time}", en: "On this device, {time}" },
  theirs: { id: "Di layanan", en: "At the service" },
  theirsAt: { id: "Di layanan, {time}", en: "At the service, {time}" },
  removedThere: { id: "(dihapus)", en: "(removed)" },
  keepChosen: { id: "Pakai yang dipilih", en: "Keep the chosen one" },
  chooseOne: { id: "Pilih salah satu", en: "Choose one" },

  rule: { id: "Aturan", en: "Rule" },
  whoSigns: { id: "Siapa mengirim, siapa menetapkan", en: "Who sends, who approves" },

  // What was
  history: { id: "Riwayat", en: "History" },
  version: { id: "Versi {number} dikirim", en: "Version {number} sent" },
  decisionReturned: { id: "Versi {number} dikembalikan", en: "Version {number} returned" },
  decisionApproved: { id: "Versi {number} ditetapkan", en: "Version {number} approved" },
  receipts: { id: "Tanda terima", en: "Receipts" },
  receipt: { id: "Tanda terima ke-{number}, versi {version}", en: "Receipt no. {number}, version {version}" },
  whole: { id: "Kode lengkap dan sidik isi", en: "Full code and fingerprint" },

  // Copying
  copyMeaning: {
    id: "Hasil kerja yang belum ada di sini ditambahkan; yang sudah Anda tulis tidak berubah.",
    en: "Results that are not here yet are added; what you wrote stays.",
  },
  noSource: { id: "Tidak ada SKP lain milik Anda.", en: "You have no other plan." },
  copyThis: { id: "Salin", en: "Copy" },
  copiedNone: {
    id: "Semua hasil kerja SKP itu sudah ada di sini.",
    en: "All results of that plan are here already.",
  },
  copied: { id: "{count} hasil kerja disalin.", en: "{count} {count:result|results} copied." },

  excluded: { id: "Bagian ini tidak dinilai.", en: "This part is not appraised." },
} as const satisfies Catalogue;
