import type { Catalogue } from "../../i18n/language.ts";

export const criteriaTexts = {
  title: { id: "Kriteria saya", en: "My criteria" },
  back: { id: "Kembali ke Hari ini", en: "Back to Today" },
  lead: {
    id: "Apa yang dinilai, oleh siapa, dari mana, dengan cara apa, sampai kapan, dan apa akibatnya.",
    en: "What is rated, by whom, from which sources, in what way, by when, and what follows.",
  },
  what: { id: "Yang dinilai", en: "What is rated" },
  noPlan: {
    id: "Hasil kerja mengikuti SKP Anda, yang belum ditetapkan.",
    en: "Results follow your plan, which is not approved yet.",
  },
  behaviour: {
    id: "Perilaku kerja, tujuh nilai BerAKHLAK",
    en: "Work behaviour, the seven BerAKHLAK values",
  },
  who: { id: "Siapa yang menilai", en: "Who rates" },
  unknown: { id: "Belum tercatat", en: "Not recorded yet" },
  headsUnit: {
    id: "Anda memimpin unit: capaian unit adalah hasil kerja Anda.",
    en: "You head a unit: its achievement is your work result.",
  },
  sources: { id: "Dari mana", en: "From which sources" },
  sourceReport: {
    id: "Laporan Anda: realisasi dan bukti dukung",
    en: "Your report: realisation and evidence",
  },
  sourceOwn: {
    id: "Umpan balik yang tercatat dan dokumen yang disebut penilai",
    en: "Recorded feedback, and documents that the appraiser names",
  },
  sourceOrganisation: {
    id: "Predikat kinerja organisasi, untuk pola distribusi unit",
    en: "The organisation predicate, for the unit's distribution pattern",
  },
  how: { id: "Dengan cara apa", en: "In what way" },
  howLead: {
    id: "Hasil kerja dan perilaku kerja masing-masing dinilai terhadap ekspektasi pimpinan, lalu bertemu di matriks ini. Tidak ada hitungan angka.",
    en: "Work result and behaviour are each rated against the leader's expectation and meet in this matrix. No arithmetic is done.",
  },
  matrixUnlit: {
    id: "Matriks predikat menurut hasil kerja dan perilaku kerja.",
    en: "The predicates by work result and work behaviour.",
  },
  noBareRating: {
    id: "Di Atas dan Di Bawah Ekspektasi memerlukan alasan dan bukti yang dirujuk.",
    en: "Above and below expectation need a reason and evidence that is referred to.",
  },
  when: { id: "Sampai kapan", en: "By when" },
  opensOn: { id: "dibuka {moment}", en: "opens {moment}" },
  until: { id: "sampai {moment}", en: "until {moment}" },
  closedOn: { id: "ditutup {moment}", en: "closed {moment}" },
  follows: { id: "Apa akibatnya", en: "What follows" },
  provisional: {
    id: "Evaluasi ini internal: predikatnya sementara, tanpa nomor resmi, dan menjadi bahan dialog kinerja.",
    en: "This evaluation is internal: its predicate is provisional, without official number, and feeds the performance dialogue.",
  },
  official: {
    id: "Predikat evaluasi resmi menjadi dasar tindak lanjut menurut peraturan di bawah ini.",
    en: "The predicate of an official evaluation is the basis of what follows by the rules below.",
  },
  rules: { id: "Aturannya", en: "The rules" },
  rulesLead: {
    id: "Yang berlaku pada hari terakhir masa yang dinilai.",
    en: "In force on the last day of the appraised period.",
  },
  none: { id: "Belum ada periode penilaian.", en: "There is no appraisal period yet." },
  noneNext: {
    id: "Begitu instansi Anda membuka periode, isinya ada di sini.",
    en: "Once your agency opens one, it is read here.",
  },
  positionTitle: { id: "Posisi saya", en: "Where I stand" },
  positionLead: {
    id: "Capaian terhadap target menurut laporan Anda. Halaman ini tidak memperkirakan predikat.",
    en: "What was reached against the targets by your report. This page does not foretell a predicate.",
  },
  fromSent: { id: "Menurut laporan yang terkirim {day}.", en: "By the report sent {day}." },
  fromDraft: {
    id: "Menurut draf laporan Anda; penilai belum melihatnya.",
    en: "By the draft of your report; your appraiser does not see it yet.",
  },
  noReport: { id: "Laporan belum diisi.", en: "The report is not begun." },
  toReport: { id: "Buka laporan", en: "Open the report" },
  toResult: { id: "Baca hasilnya", en: "Read the result" },
  missing: { id: "Yang belum ada", en: "What is missing" },
  missingNone: {
    id: "Semua hasil kerja berisi realisasi dan bukti.",
    en: "Every result has a realisation and evidence.",
  },
  targets: { id: "Capaian dan target", en: "Reached and targets" },
  words: { id: "Kata penilai yang terakhir", en: "Your appraiser's last words" },
  wordsFrom: { id: "Dari hasil {period}", en: "From the result of {period}" },
  returnedWith: { id: "Saat mengembalikan SKP, {day}", en: "On returning the plan, {day}" },
  approvedWith: { id: "Saat menetapkan SKP, {day}", en: "On approving the plan, {day}" },
  noWords: {
    id: "Belum ada. Setelah hasil pertama diterima, kata penilai ada di sini.",
    en: "None yet. After the first result was received, they are here.",
  },
} as const satisfies Catalogue;
