import type { Catalogue } from "../../i18n/language.ts";

export const operatorTexts = {
  title: { id: "Instansi", en: "Agencies" },
  lead: {
    id: "{count} instansi. Tidak ada isi penilaian di layar ini.",
    en: "{count} {count:agency|agencies}. Nothing of any appraisal is on this screen.",
  },
  leadAtLeast: {
    id: "Lebih dari {count} instansi. Tidak ada isi penilaian di layar ini.",
    en: "More than {count} agencies. Nothing of any appraisal is on this screen.",
  },
  none: { id: "Belum ada instansi", en: "There is no agency yet" },
  noneNext: {
    id: "Daftarkan yang pertama: nama, zona waktu, metode, dan admin pertamanya.",
    en: "Onboard the first: its name, time zone, method and first administrator.",
  },
  onboard: { id: "Daftarkan instansi", en: "Onboard an agency" },
  onboardLead: {
    id: "Admin pertama diundang lewat surel; sesudah itu instansi mengatur dirinya sendiri.",
    en: "The first administrator is invited by e-mail; from then on the agency runs itself.",
  },
  onboarded: {
    id: "{name} terdaftar. Undangan dikirim ke {email}.",
    en: "{name} is onboarded. The invitation goes to {email}.",
  },
  since: { id: "Terdaftar {day}", en: "Onboarded {day}" },
  name: { id: "Nama instansi", en: "Name of the agency" },
  nameShort: { id: "Tulis sedikitnya tiga huruf.", en: "Write at least three letters." },
  zone: { id: "Zona waktu", en: "Time zone" },
  zoneHint: {
    id: "Batas waktu dan pengingat dibaca dalam zona ini.",
    en: "Deadlines and reminders are read in this zone.",
  },
  wib: { id: "WIB (Jakarta)", en: "WIB (Jakarta)" },
  wibPontianak: { id: "WIB (Pontianak)", en: "WIB (Pontianak)" },
  wita: { id: "WITA (Makassar)", en: "WITA (Makassar)" },
  wit: { id: "WIT (Jayapura)", en: "WIT (Jayapura)" },
  preset: { id: "Metode awal", en: "Method to begin with" },
  presetHint: {
    id: "Usulan jadwal dan periode; instansi dapat mengubah siklusnya.",
    en: "Proposes schedule and periods; the agency can change its cycles.",
  },
  administratorName: { id: "Nama admin", en: "Administrator's name" },
  nameMissing: { id: "Tulis namanya.", en: "Write the name." },
  email: { id: "Surel admin", en: "Administrator's e-mail" },
  emailWrong: { id: "Tulis alamat surel yang lengkap.", en: "Write a whole e-mail address." },
  more: { id: "Muat berikutnya", en: "Load more" },
} as const satisfies Catalogue;
