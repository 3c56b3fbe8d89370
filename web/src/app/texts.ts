import type { Catalogue } from "../i18n/language.ts";

export const appTexts = {
  skip: { id: "Langsung ke isi", en: "Skip to the content" },
  navigation: { id: "Menu utama", en: "Main menu" },
  account: { id: "Akun", en: "Account" },
  requestNumber: { id: "Nomor permintaan: {number}", en: "Request number: {number}" },
  offline: {
    id: "Tidak ada jaringan. Anda tetap dapat membaca dan mengisi; kiriman menunggu sinyal.",
    en: "No network. You can go on reading and writing; what you send waits for a signal.",
  },
  pending: { id: "{count} belum terkirim", en: "{count} not sent yet" },
  allSent: { id: "Semua sudah terkirim.", en: "Everything has been sent." },
  newVersion: { id: "Versi baru tersedia.", en: "There is a new version." },
  useNewVersion: { id: "Pakai sekarang", en: "Use it now" },
  noPermission: { id: "Halaman ini bukan untuk peran Anda.", en: "This page is not for your role." },
  noPermissionRemedy: {
    id: "Bila seharusnya dapat membukanya, hubungi admin instansi Anda.",
    en: "If you should be able to open it, ask your agency's administrator.",
  },
  noPage: { id: "Halaman tidak ditemukan", en: "There is no such page" },
  noPageRemedy: {
    id: "Periksa alamatnya, atau mulai dari halaman awal.",
    en: "Check the address, or begin from the first page.",
  },
} as const satisfies Catalogue;
