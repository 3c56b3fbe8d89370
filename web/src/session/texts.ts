import type { Catalogue } from "../i18n/language.ts";

export const sessionTexts = {
  title: { id: "Masuk ke Kinerja", en: "Sign in to Kinerja" },
  lead: {
    id: "Dengan surel dinas, atau dengan NIP bila tidak memiliki surel.",
    en: "With your office e-mail, or with your NIP if you have none.",
  },
  going: { id: "Membuka halaman masuk …", en: "Opening the sign-in page …" },
  finishing: { id: "Sebentar, Anda sedang masuk …", en: "One moment, you are being signed in …" },
  done: {
    id: "Anda sudah masuk. Tutup jendela ini dan lanjutkan di jendela sebelumnya.",
    en: "You are signed in. Close this window and go on in the one before.",
  },
  cancelled: {
    id: "Anda belum masuk. Silakan coba lagi bila siap.",
    en: "You are not signed in. Try again when you are ready.",
  },
  stale: {
    id: "Permintaan masuk ini sudah tidak berlaku. Silakan masuk lagi.",
    en: "This sign-in is no longer valid. Please sign in again.",
  },
  provider: {
    id: "Halaman masuk tidak dapat dihubungi. Silakan coba lagi.",
    en: "The sign-in page could not be reached. Please try again.",
  },
  chooseAgency: { id: "Pilih instansi", en: "Choose your agency" },
  chooseAgencyLead: {
    id: "Akun Anda terdaftar di beberapa instansi. Anda dapat berpindah kapan saja di halaman Akun.",
    en: "Your account belongs to several agencies. You can change at any time on the Account page.",
  },
  invitationTitle: { id: "Anda diundang ke Kinerja", en: "You are invited to Kinerja" },
  invitationLead: {
    id: "Masuk dengan akun Anda untuk menerima undangan ini. Undangan berlaku satu kali.",
    en: "Sign in with your account to accept this invitation. It works once.",
  },
  acceptInvitation: { id: "Masuk dan terima", en: "Sign in and accept" },
  haveSlip: { id: "Punya slip aktivasi?", en: "Do you have an activation slip?" },
  codeTitle: { id: "Masukkan kode undangan", en: "Enter your invitation code" },
  codeLead: {
    id: "Paling mudah: pindai kode QR pada slip dengan kamera HP. Bila tidak bisa, salin kode atau tautannya ke sini.",
    en: "The easiest way is to scan the QR code on the slip with your phone's camera. If you cannot, copy the code or link here.",
  },
  code: { id: "Kode atau tautan dari slip", en: "Code or link from the slip" },
  codeHint: {
    id: "Boleh seluruh alamat, boleh hanya bagian setelah tanda #.",
    en: "The whole address, or only the part behind the # sign.",
  },
  codeWrong: {
    id: "Kode ini belum lengkap atau ada huruf yang keliru. Cocokkan lagi dengan slip Anda.",
    en: "This code is not complete or has a wrong letter. Compare it with your slip again.",
  },
  useCode: { id: "Lanjutkan", en: "Go on" },
  noCode: {
    id: "Tidak punya slip? Buka tautan dari surel undangan, atau minta slip kepada admin instansi Anda.",
    en: "No slip? Open the link in your invitation mail, or ask your agency's administrator for a slip.",
  },
  lapsed: { id: "Sesi Anda sudah berakhir", en: "Your session has ended" },
  lapsedLead: {
    id: "Isian Anda tetap di sini. Masuk lagi, lalu lanjutkan di halaman ini.",
    en: "What you typed is still here. Sign in again and go on on this page.",
  },
  signInAgain: { id: "Masuk lagi", en: "Sign in again" },
  leave: { id: "Keluar dari {device}", en: "Sign out of {device}" },
  leaveLead: {
    id: "Isian, bacaan luring, dan sesi Anda dihapus dari perangkat ini.",
    en: "What you typed, what you can read offline and your session are removed from this device.",
  },
  leavePending: {
    id: "{count} isian belum terkirim dan akan hilang bila Anda keluar sekarang.",
    en: "{count} {count:entry has|entries have} not been sent and would be lost if you sign out now.",
  },
  leaveAnyway: { id: "Tetap keluar", en: "Sign out anyway" },
  language: { id: "Bahasa", en: "Language" },
  agency: { id: "Instansi", en: "Agency" },
  changeAgency: { id: "Pindah ke {name}", en: "Go to {name}" },
} as const satisfies Catalogue;
