import type { Catalogue } from "../../i18n/language.ts";

/** Words for an external official who follows a link: nobody explains anything to them. */
export const confirmationTexts = {
  title: { id: "Konfirmasi penilaian", en: "Confirm ratings" },
  dear: { id: "Yth. {official},", en: "Dear {official}," },
  lead: {
    id: "{assistant} menyiapkan penilaian {evaluation} bagi {count} orang di {agency}. Belum ada yang ditetapkan: mohon dilihat, diperbaiki bila perlu, lalu ditetapkan.",
    en: "{assistant} has prepared the ratings of {count} people of {agency} for {evaluation}. Nothing is final yet: please look, put right what differs, and confirm.",
  },
  until: { id: "Tautan ini berlaku sampai {moment}.", en: "This link is valid until {moment}." },
  noCode: { id: "Buka tautan dari surel atau kertas", en: "Open the link from the mail or the paper" },
  noCodeMeaning: {
    id: "Halaman ini memerlukan tautan yang dikirim ke surel Bapak/Ibu, atau kode QR dari asisten Bapak/Ibu.",
    en: "This page needs the link that was mailed to you, or the QR code from your assistant.",
  },
  reading: { id: "Membuka …", en: "Opening …" },
  unread: { id: "Tautan belum dapat dibuka", en: "The link cannot be opened yet" },
  again: { id: "Coba lagi", en: "Try again" },
  person: { id: "Penilaian {name}", en: "Rating of {name}" },
  predicate: { id: "Predikat: {predicate}", en: "Predicate: {predicate}" },
  provisional: { id: "sementara", en: "provisional" },
  result: { id: "Hasil kerja", en: "Work result" },
  behaviour: { id: "Perilaku kerja", en: "Behaviour" },
  basis: { id: "Dasar: {list}", en: "Rests on: {list}" },
  evidence: { id: "Lihat {count} bukti", en: "See {count} {count:piece|pieces} of evidence" },
  changed: {
    id: "Draf ini diubah sesudah tautan dibuat.",
    en: "This draft was changed after the link was made.",
  },
  changedMeaning: {
    id: "Mohon dilihat lagi; tidak ikut dalam “Tetapkan semua”.",
    en: "Please look at it again; it is not part of “Confirm all”.",
  },
  late: { id: "Laporannya tiba terlambat.", en: "The report came late." },
  lateMeaning: {
    id: "Menetapkan penilaian ini berarti menerima laporan itu.",
    en: "Confirming this rating accepts that report.",
  },
  missing: { id: "Belum dapat ditetapkan.", en: "It cannot be made final yet." },
  confirm: { id: "Tetapkan", en: "Confirm" },
  confirmSeen: { id: "Sudah saya lihat, tetapkan", en: "I have looked, confirm" },
  correct: { id: "Perbaiki", en: "Put right" },
  confirmed: { id: "Ditetapkan: {predicate}", en: "Final: {predicate}" },
  settled: { id: "Tidak lagi menunggu konfirmasi", en: "No longer waits to be confirmed" },
  all: { id: "Tetapkan semua ({count})", en: "Confirm all ({count})" },
  allTitle: { id: "Tetapkan {count} penilaian?", en: "Confirm {count} ratings?" },
  allMeaning: {
    id: "Penilaian ditetapkan atas nama Bapak/Ibu dan disampaikan kepada pegawai.",
    en: "They become final in your name and are told to the employees.",
  },
  progress: { id: "{done} dari {all} ditetapkan", en: "{done} of {all} confirmed" },
  done: { id: "Semua sudah ditetapkan.", en: "All of them are final." },
  doneMeaning: {
    id: "Terima kasih, Bapak/Ibu. Halaman ini boleh ditutup; tautannya tidak berlaku lagi.",
    en: "Thank you. You may close this page; the link is no longer valid.",
  },
  nothingLeft: { id: "Tidak ada lagi yang menunggu Bapak/Ibu.", en: "Nothing is left that waits for you." },
  nothingLeftMeaning: {
    id: "Terima kasih. Halaman ini boleh ditutup.",
    en: "Thank you. You may close this page.",
  },
  correctTitle: { id: "Perbaiki: {name}", en: "Put right: {name}" },
  save: { id: "Simpan perbaikan", en: "Save" },
  saved: { id: "Perbaikan untuk {name} tersimpan.", en: "The correction for {name} is saved." },
} as const satisfies Catalogue;
