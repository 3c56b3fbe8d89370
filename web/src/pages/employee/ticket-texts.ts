import type { Catalogue } from "../../i18n/language.ts";

/** “Penilai saya keliru”, as the employee meets it. */
export const ticketTexts = {
  wrong: { id: "Keliru?", en: "Wrong?" },
  title: { id: "Penilai saya keliru", en: "My appraiser is wrong" },
  recorded: {
    id: "Tercatat: {name}; sebutkan siapa yang seharusnya menilai Anda.",
    en: "On record: {name}; say who should appraise you.",
  },
  nobodyRecorded: {
    id: "Belum ada penilai yang tercatat. Sebutkan siapa yang seharusnya menilai Anda.",
    en: "No appraiser is on record. Say who should appraise you.",
  },
  who: { id: "Atasan langsung saya", en: "My direct superior" },
  somebodyElse: { id: "Orang lain", en: "Somebody else" },
  whoMissing: {
    id: "Pilih atau tuliskan atasan langsung Anda.",
    en: "Choose or write your direct superior.",
  },
  wantedName: { id: "Nama atasan langsung", en: "Name of the direct superior" },
  wantedHint: { id: "Nama dan jabatannya, sejauh Anda tahu.", en: "Name and post, as far as you know." },
  note: { id: "Keterangan (bila perlu)", en: "Anything to add" },
  noteHint: {
    id: "Misalnya sejak kapan, atau nomor surat perintahnya.",
    en: "Such as since when, or the number of the letter.",
  },
  whoReads: {
    id: "Dibaca penilai yang tercatat dan admin kepegawaian. Isian Anda tetap bisa dilanjutkan; yang sudah ditulis dan dikirim ikut berpindah.",
    en: "Read by the appraiser on record and the personnel administrator. You can go on writing; what you wrote and sent moves along.",
  },
  send: { id: "Kirim", en: "Send" },
  sent: { id: "Tiket terkirim. Isian Anda tetap bisa dilanjutkan.", en: "Sent. You can go on writing." },
  ticketDay: { id: "Tiket “Penilai saya keliru”, hari ke-{day}.", en: "“My appraiser is wrong”, day {day}." },
  disownedDay: {
    id: "Penilai tercatat menyatakan Anda bukan pegawainya, hari ke-{day}.",
    en: "The appraiser on record says that you are not theirs, day {day}.",
  },
  named: { id: "{name} menurut Anda.", en: "{name}, as you say." },
  waitsForBoth: {
    id: "Menunggu penilai yang tercatat dan admin kepegawaian.",
    en: "With the appraiser on record and the administrator.",
  },
  saysMine: {
    id: "Penilai yang tercatat menyatakan Anda memang pegawainya; admin kepegawaian yang memutuskan.",
    en: "The appraiser on record says that you are theirs; the administrator decides.",
  },
  saysNotMine: {
    id: "Penilai yang tercatat membenarkan; menunggu admin kepegawaian.",
    en: "The appraiser on record agrees; with the administrator.",
  },
  goOn: { id: "Isian Anda tetap bisa dilanjutkan.", en: "You can go on writing." },
  withdraw: { id: "Tarik kembali tiket", en: "Withdraw the ticket" },
  withdrawn: { id: "Tiket ditarik kembali.", en: "The ticket was withdrawn." },
  nameSuperior: { id: "Sebutkan atasan langsung saya", en: "Name my direct superior" },
  corrected: { id: "Penilai Anda sudah diperbaiki.", en: "Your appraiser was put right." },
  correctedMeaning: {
    id: "Yang sudah Anda tulis dan kirim ikut berpindah.",
    en: "What you wrote and sent has moved along.",
  },
  declined: { id: "Penilai Anda tidak diubah.", en: "Your appraiser was left as on record." },
} as const satisfies Catalogue;
