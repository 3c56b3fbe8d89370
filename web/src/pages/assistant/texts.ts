import type { Catalogue } from "../../i18n/language.ts";

/** Words for whoever prepares ratings for an external official. */
export const assistantTexts = {
  title: { id: "Siapkan penilaian", en: "Prepare ratings" },
  lead: {
    id: "Untuk {official}. Bapak/Ibu menyiapkan draf; yang menetapkan hanya beliau.",
    en: "For {official}. You prepare drafts; only the official decides.",
  },
  plans: { id: "SKP menunggu keputusan · {count}", en: "Plans to be decided on · {count}" },
  plansHint: {
    id: "Yang dicentang ikut dalam tautan berikutnya; beliau menetapkan atau mengembalikannya.",
    en: "Those ticked go into the next link; the official approves or returns them.",
  },
  choose: { id: "Pejabat Penilai", en: "Appraising official" },
  notNamed: {
    id: "Saat ini Bapak/Ibu tidak menyiapkan penilaian bagi siapa pun.",
    en: "You prepare ratings for nobody at present.",
  },
  notNamedMeaning: {
    id: "Admin instansi yang menunjuk, di Pengaturan, bagian Pengguna.",
    en: "Your agency's administrator names assistants, in the settings under members.",
  },
  noCycle: { id: "Belum ada siklus penilaian.", en: "There is no cycle yet." },
  noCycleNext: { id: "Daftar ini terisi begitu siklus dibuka.", en: "The list fills once a cycle opens." },
  drafted: { id: "Draf siap dikonfirmasi · {count}", en: "Drafts to be confirmed · {count}" },
  draftedHint: {
    id: "Yang dicentang ikut dalam tautan berikutnya.",
    en: "Those ticked go into the next link.",
  },
  take: { id: "Sertakan {name}", en: "Include {name}" },
  reported: { id: "Belum disiapkan · {count}", en: "To be prepared · {count}" },
  others: { id: "Menunggu SKP atau laporan pegawai · {count}", en: "Wait for a plan or a report · {count}" },
  nobody: { id: "Tidak ada yang menunggu beliau.", en: "Nobody waits for the official." },
  nobodyNext: {
    id: "Orang muncul di sini begitu ada yang perlu disiapkan.",
    en: "People appear here once there is something to prepare.",
  },
  edit: { id: "Ubah", en: "Change" },
  ask: { id: "Minta konfirmasi untuk {count} orang", en: "Ask to confirm {count} people" },
  askPlans: {
    id: "Minta keputusan atas {count} SKP",
    en: "Ask for a decision on {count} {count:plan|plans}",
  },
  askMissing: { id: "Centang sedikitnya satu orang", en: "Tick one person at least" },
  askUnsent: { id: "Tunggu sampai draf terkirim", en: "Wait until the drafts are sent" },
  askMany: { id: "Paling banyak {count} orang sekali minta", en: "{count} people at most at once" },
  asked: { id: "Konfirmasi diminta {moment}.", en: "Confirmation was asked for on {moment}." },
  askedPlans: {
    id: "Keputusan atas SKP diminta {moment}.",
    en: "A decision on plans was asked for on {moment}.",
  },
  askedPlansProgress: {
    id: "{done} dari {all} SKP sudah diputuskan beliau.",
    en: "{done} of {all} plans have been decided on.",
  },
  askedProgress: {
    id: "{done} dari {all} orang sudah ditetapkan beliau.",
    en: "{done} of {all} people have been decided on.",
  },
  askedByMail: {
    id: "Tautan dikirim ke surel beliau dan berlaku sampai {moment}.",
    en: "The link went to the official's mail and is valid until {moment}.",
  },
  askedBySlip: {
    id: "Tautan diserahkan di kertas dan berlaku sampai {moment}.",
    en: "The link was handed over on paper and is valid until {moment}.",
  },
  expired: {
    id: "Tautan sudah kedaluwarsa; minta lagi untuk yang belum ditetapkan.",
    en: "The link has expired; ask again for those who are left.",
  },
  sentToast: { id: "Permintaan dikirim ke surel beliau.", en: "The request went to the official's mail." },

  // The paper
  paperTitle: { id: "Serahkan tautan ini", en: "Hand this link over" },
  secretLead: { id: "Hanya untuk beliau.", en: "For the official alone." },
  secretMeaning: {
    id: "Siapa yang membukanya dapat menetapkan atas nama beliau. Tautan ini tidak ditampilkan lagi; bila hilang, minta konfirmasi lagi.",
    en: "Whoever opens it can decide in the official's name. It is not shown again; if it is lost, ask again.",
  },
  print: { id: "Cetak", en: "Print" },
  done: { id: "Selesai", en: "Done" },
} as const satisfies Catalogue;

/** What stands on the paper, in the agency's language. */
export const confirmationPaper = {
  title: { id: "Konfirmasi penilaian", en: "Confirmation of ratings" },
  plansTitle: { id: "Keputusan atas SKP", en: "Decision on plans" },
  people: { id: "{count} orang, {evaluation}", en: "{count} people, {evaluation}" },
  preparedBy: { id: "Disiapkan oleh {name}", en: "Prepared by {name}" },
  until: { id: "Berlaku sampai {moment}", en: "Valid until {moment}" },
  step1: { id: "Pindai kode dengan kamera HP.", en: "Scan the code with a phone's camera." },
  step2: {
    id: "Lihat setiap orang; perbaiki bila perlu.",
    en: "Look at each person; put right what differs.",
  },
  step2Plans: {
    id: "Lihat setiap SKP; kembalikan bila perlu.",
    en: "Look at each plan; return it if need be.",
  },
  step3: { id: "Tetapkan. Tautan berlaku satu kali.", en: "Confirm. The link works once." },
  qr: { id: "Kode QR untuk {official}", en: "QR code for {official}" },
} as const satisfies Catalogue;
