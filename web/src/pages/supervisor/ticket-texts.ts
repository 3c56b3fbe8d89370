import type { Catalogue } from "../../i18n/language.ts";

/** “Penilai saya keliru” and “Bukan pegawai saya”, as the appraiser on record meets them. */
export const ticketTexts = {
  title: { id: "Penilai keliru? · {count}", en: "Wrong appraiser? · {count}" },
  saysWrong: {
    id: "Menyatakan Bapak/Ibu bukan penilainya, hari ke-{day}.",
    en: "Says that you are not their appraiser, day {day}.",
  },
  disowned: {
    id: "Bapak/Ibu menyatakan bukan pegawai sendiri, hari ke-{day}.",
    en: "You said that this is not one of yours, day {day}.",
  },
  named: { id: "{name} yang disebut.", en: "{name} was named." },
  mine: { id: "Memang pegawai saya", en: "One of mine" },
  notMine: { id: "Benar, bukan pegawai saya", en: "Right, not one of mine" },
  youSaidMine: {
    id: "Bapak/Ibu menyatakan memang pegawai sendiri; admin kepegawaian yang memutuskan.",
    en: "You said that this is one of yours; the administrator decides.",
  },
  youSaidNotMine: {
    id: "Menunggu admin kepegawaian; sementara itu penilaian tetap bisa dilanjutkan.",
    en: "With the administrator; meanwhile the work goes on.",
  },
  mineLead: {
    id: "{name} tetap dalam daftar Bapak/Ibu; admin kepegawaian yang memutuskan.",
    en: "{name} stays in your list; the administrator decides.",
  },
  notMineLead: {
    id: "Penilai {name} akan diperbaiki admin kepegawaian.",
    en: "The administrator will put {name}'s appraiser right.",
  },
  disown: { id: "Bukan pegawai saya", en: "Not one of mine" },
  disownLead: {
    id: "Admin kepegawaian akan memeriksa siapa penilainya. Sampai diputuskan, ia tetap dalam daftar Bapak/Ibu.",
    en: "The administrator will look who appraises them. Until then they stay in your list.",
  },
  who: { id: "Siapa", en: "Who" },
  choose: { id: "Pilih pegawai", en: "Choose a person" },
  note: { id: "Keterangan (bila perlu)", en: "Anything to add" },
  noteHint: {
    id: "Satu kalimat; misalnya pindah ke mana, atau sejak kapan.",
    en: "One sentence: where they went, or since when.",
  },
  send: { id: "Kirim", en: "Send" },
  sent: { id: "Terkirim kepada admin kepegawaian.", en: "Sent to the administrator." },
} as const satisfies Catalogue;
