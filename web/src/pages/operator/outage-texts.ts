import type { Catalogue } from "../../i18n/language.ts";

export const outageTexts = {
  title: { id: "Gangguan layanan", en: "Outages" },
  none: { id: "Belum ada gangguan yang dicatat.", en: "No outage was recorded." },
  record: { id: "Catat gangguan", en: "Record an outage" },
  span: { id: "{from} sampai {to}", en: "{from} until {to}" },
  fromDay: { id: "Mulai, tanggal", en: "Began, date" },
  fromHour: { id: "Mulai, jam", en: "Began, time" },
  toDay: { id: "Selesai, tanggal", en: "Ended, date" },
  toHour: { id: "Selesai, jam", en: "Ended, time" },
  incomplete: { id: "Isi tanggal dan jamnya.", en: "Enter date and time." },
  reason: { id: "Apa yang terjadi", en: "What happened" },
  reasonHint: {
    id: "Dibaca semua instansi, misalnya “Pusat data padam”.",
    en: "Every agency reads it, such as “Power failure in the data centre”.",
  },
  reasonMissing: { id: "Tulis apa yang terjadi.", en: "Write what happened." },
  effect: {
    id: "Jendela waktu semua instansi yang terbuka saat itu dan tutup paling lambat tiga hari sesudahnya diperpanjang sehari penuh atau lebih, dalam setengah jam. Tidak dapat ditarik kembali.",
    en: "In every agency, windows that were open in it and close within three days of its end are extended by a whole day or more, within half an hour. It cannot be taken back.",
  },
  recorded: {
    id: "Gangguan dicatat; jendela waktu diperpanjang dalam setengah jam.",
    en: "The outage is recorded; windows are extended within half an hour.",
  },
} as const satisfies Catalogue;
