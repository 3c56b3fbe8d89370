import type { PeriodKind } from "../cycles/model.ts";
import type { Text } from "../platform/text.ts";
import type { SkipReason } from "./model.ts";
import type { EscalationLetter, WaitingItem } from "./rules.ts";

/** A noun that is counted: Indonesian has one form, English two. */
export interface Noun {
  id: string;
  one: string;
  many: string;
}

export const nouns = {
  appraisal: { id: "penilaian", one: "appraisal", many: "appraisals" },
  plan: { id: "SKP", one: "plan", many: "plans" },
  predicate: { id: "predikat organisasi", one: "organisation predicate", many: "organisation predicates" },
  employee: { id: "pegawai", one: "employee", many: "employees" },
  otherEmployee: { id: "pegawai lain", one: "other employee", many: "other employees" },
  appraiser: { id: "penilai", one: "appraiser", many: "appraisers" },
  day: { id: "hari", one: "day", many: "days" },
  note: { id: "catatan", one: "note", many: "notes" },
  item: { id: "hal", one: "item", many: "items" },
  contract: { id: "kontrak PPPK", one: "PPPK contract", many: "PPPK contracts" },
  other: { id: "lainnya", one: "other", many: "others" },
  row: { id: "baris", one: "row", many: "rows" },
} as const satisfies Record<string, Noun>;

/** Words shared by all mails. */
export const common = {
  dear: { id: "Yth. Bapak/Ibu {name},", en: "Dear {name}," },
  andOthers: { id: "{names} dan {rest}", en: "{names} and {rest}" },
  and: { id: "dan", en: "and" },
  why: { id: "Mengapa surel ini?", en: "Why this mail?" },
  footer: {
    id: "Surel ini dikirim otomatis oleh Kinerja untuk {agency}. Mohon tidak membalas surel ini.",
    en: "Sent automatically by Kinerja for {agency}. Please do not reply.",
  },
  contractsEnding: { id: "{contracts} pada {day} ({days} lagi)", en: "{contracts} on {day} ({days} left)" },
  contractsLater: { id: "{contracts} sesudahnya", en: "{contracts} later" },
  openList: { id: "Buka daftar", en: "Open the list" },
  continue: { id: "Lanjutkan", en: "Continue" },
  start: { id: "Mulai", en: "Start" },
  details: { id: "Lihat rincian", en: "See details" },
  signIn: { id: "Terima undangan", en: "Accept the invitation" },
  read: { id: "Baca hasil", en: "Read the result" },
  confirm: { id: "Lihat dan konfirmasi", en: "Look and confirm" },
  decide: { id: "Lihat dan putuskan", en: "Look and decide" },
} as const satisfies Record<string, Text>;

/** How many days are left, as a subject begins. */
export const lead = {
  days: { id: "{days} lagi", en: "{days} left" },
  tomorrow: { id: "Besok", en: "Tomorrow" },
  today: { id: "Hari ini pukul {time}", en: "Today at {time}" },
  last: { id: "{lead}, pengingat terakhir", en: "{lead}, last reminder" },
} as const satisfies Record<string, Text>;

/** Until when, in a subject. */
export const until = {
  planned: { id: "s.d. {day}", en: "until {day}" },
  extended: { id: "diperpanjang s.d. {day}", en: "extended to {day}" },
} as const satisfies Record<string, Text>;

/** A supervisor's digest by what is waited for. `yours` and `staff` are the two lists. */
export const supervisorTexts = {
  appraisal: {
    subject: {
      id: "{lead}: {count} menunggu Bapak/Ibu ({until})",
      en: "{lead}: {count} waiting for you ({until})",
    },
    subjectToday: { id: "{lead}: {count} belum dikirim", en: "{lead}: {count} not yet submitted" },
    subjectStaff: {
      id: "{lead}: {staff} Bapak/Ibu belum mengirim laporan ({until})",
      en: "{lead}: {staff} of yours without a report ({until})",
    },
    both: {
      id: "ada {people} yang menunggu penilaian Bapak/Ibu; {others} belum mengirim laporannya dan sudah kami ingatkan.",
      en: "{people} waiting for your appraisal; {others} without a report yet, whom we have reminded.",
    },
    yours: {
      id: "ada {people} yang menunggu penilaian Bapak/Ibu.",
      en: "{people} waiting for your appraisal.",
    },
    staff: {
      id: "{staff} Bapak/Ibu belum mengirim laporannya dan sudah kami ingatkan.",
      en: "{staff} of yours without a report yet; we have reminded them.",
    },
    closes: { id: "Penilaian {title} ditutup {moment}.", en: "The appraisal of {title} closes {moment}." },
    extended: {
      id: "Penilaian {title} diperpanjang dan ditutup {moment}.",
      en: "The appraisal of {title} has been extended and closes {moment}.",
    },
    today: {
      id: "{countWord} penilaian masih tersimpan sebagai draf atau belum dimulai.",
      en: "{count} still a draft or not begun.",
    },
  },
  planning: {
    subject: {
      id: "{lead}: {count} menunggu persetujuan Bapak/Ibu ({until})",
      en: "{lead}: {count} waiting for your approval ({until})",
    },
    subjectToday: { id: "{lead}: {count} belum disetujui", en: "{lead}: {count} not yet approved" },
    subjectStaff: {
      id: "{lead}: {staff} Bapak/Ibu belum mengirim SKP ({until})",
      en: "{lead}: {staff} of yours without a plan ({until})",
    },
    both: {
      id: "ada {count} yang menunggu persetujuan Bapak/Ibu; {others} belum mengirim SKP-nya dan sudah kami ingatkan.",
      en: "{count} waiting for your approval; {others} without a plan yet, whom we have reminded.",
    },
    yours: {
      id: "ada {count} yang menunggu persetujuan Bapak/Ibu.",
      en: "{count} waiting for your approval.",
    },
    staff: {
      id: "{staff} Bapak/Ibu belum mengirim SKP-nya dan sudah kami ingatkan.",
      en: "{staff} of yours without a plan yet; we have reminded them.",
    },
    closes: {
      id: "Perencanaan SKP {title} ditutup {moment}.",
      en: "Planning for {title} closes {moment}.",
    },
    extended: {
      id: "Perencanaan SKP {title} diperpanjang dan ditutup {moment}.",
      en: "Planning for {title} has been extended and closes {moment}.",
    },
    today: {
      id: "{countWord} SKP masih menunggu persetujuan Bapak/Ibu.",
      en: "{count} still waiting for your approval.",
    },
  },
  organisation: {
    subject: {
      id: "{lead}: {count} menunggu penetapan Bapak/Ibu ({until})",
      en: "{lead}: {count} waiting to be set by you ({until})",
    },
    subjectToday: { id: "{lead}: {count} belum ditetapkan", en: "{lead}: {count} not yet set" },
    subjectStaff: {
      id: "{lead}: {staff} Bapak/Ibu belum menetapkan predikat organisasi ({until})",
      en: "{lead}: {staff} of yours have not set the organisation predicate ({until})",
    },
    both: {
      id: "ada {count} yang menunggu penetapan Bapak/Ibu; {others} belum menetapkan bagiannya.",
      en: "{count} waiting to be set by you; {others} have not set theirs.",
    },
    yours: {
      id: "ada {count} yang menunggu penetapan Bapak/Ibu; predikat pegawai baru dapat ditetapkan sesudahnya.",
      en: "{count} waiting to be set by you; individual predicates can be set only after it.",
    },
    staff: {
      id: "{staff} Bapak/Ibu belum menetapkan predikat organisasinya.",
      en: "{staff} of yours have not set their organisation predicate.",
    },
    closes: {
      id: "Penetapan predikat organisasi {title} ditutup {moment}.",
      en: "Setting the organisation predicate of {title} closes {moment}.",
    },
    extended: {
      id: "Penetapan predikat organisasi {title} diperpanjang dan ditutup {moment}.",
      en: "Setting the organisation predicate of {title} has been extended and closes {moment}.",
    },
    today: {
      id: "{countWord} predikat organisasi belum ditetapkan.",
      en: "{count} not yet set.",
    },
  },
} as const satisfies Record<string, Record<string, Text>>;

/** Lines that all digests of supervisors share. */
export const digestLines = {
  waitingForYou: { id: "Menunggu Anda ({count}): {names}.", en: "Waiting for you ({count}): {names}." },
  waitingForStaff: {
    id: "Menunggu pegawai Anda ({count}): {names}.",
    en: "Waiting for your staff ({count}): {names}.",
  },
  lastWorkingDay: {
    id: "Batas waktunya jatuh pada hari {day}; ini pengingat terakhir sebelum itu.",
    en: "The deadline falls on {day}; this is the last reminder before it.",
  },
  stop: {
    id: 'Buka daftar: {link}. Pengingat berhenti sendiri setelah semua selesai. Bila ada yang bukan pegawai Bapak/Ibu, pilih "Bukan pegawai saya".',
    en: 'Open the list: {link}. Reminders stop by themselves when all is done. If someone is not yours, choose "Not my employee".',
  },
  draftsStay: {
    id: "Draf tidak hilang setelah batas waktu, tetapi tidak terhitung tepat waktu.",
    en: "Drafts are not lost after the deadline, but do not count as on time.",
  },
  finishToday: {
    id: "Selesaikan di {link}; bila sistem tidak dapat dibuka, simpan nomor tanda terima dari layar.",
    en: "Finish at {link}; if the system cannot be reached, keep the receipt number from your screen.",
  },
  actsFor: {
    id: "Surel ini sampai kepada Bapak/Ibu karena Bapak/Ibu bertindak untuk {name}.",
    en: "You receive this because you act for {name}.",
  },
  aged: {
    id: "Menunggu lebih dari {limit} hari kerja: {items}.",
    en: "Waiting for more than {limit} working days: {items}.",
  },
  agedOldest: {
    id: "{tickets} (terlama: {name}, sejak {day})",
    en: "{tickets} (the oldest: {name}, since {day})",
  },
  agedSubject: {
    id: "{count} menunggu Bapak/Ibu lebih dari {limit} hari kerja",
    en: "{count} waiting for you for more than {limit} working days",
  },
} as const satisfies Record<string, Text>;

/** An employee's own step and the opening of a phase. */
export const employeeTexts = {
  report: {
    subject: {
      id: "{lead}: laporan {title} Anda ditunggu ({until})",
      en: "{lead}: your report for {title} is awaited ({until})",
    },
    subjectToday: {
      id: "{lead}: laporan {title} Anda belum dikirim",
      en: "{lead}: your report for {title} is not submitted",
    },
    awaited: {
      id: "laporan {title} Anda ditunggu sampai {moment}.",
      en: "your report for {title} is awaited until {moment}.",
    },
    extended: {
      id: "waktu laporan {title} Anda diperpanjang sampai {moment}.",
      en: "the time for your report for {title} has been extended to {moment}.",
    },
    continue: {
      id: 'Lanjutkan: {link}. Pengingat berhenti sendiri setelah laporan terkirim. Bila penilai Anda keliru, pilih "Penilai saya keliru".',
      en: 'Continue: {link}. Reminders stop by themselves once it is submitted. If your appraiser is wrong, choose "My appraiser is wrong".',
    },
    openedSubject: {
      id: "Penilaian {title} dibuka: periksa nama penilai Anda",
      en: "The appraisal of {title} is open: check your appraiser's name",
    },
    opened: {
      id: "{since} sampai {day} Bapak/Ibu dapat melengkapi laporan {period}.",
      en: "{since} until {day} you can complete your {period} report.",
    },
  },
  planning: {
    subject: {
      id: "{lead}: SKP {title} Anda ditunggu ({until})",
      en: "{lead}: your plan for {title} is awaited ({until})",
    },
    subjectToday: {
      id: "{lead}: SKP {title} Anda belum dikirim",
      en: "{lead}: your plan for {title} is not submitted",
    },
    awaited: {
      id: "SKP {title} Anda ditunggu sampai {moment}.",
      en: "your plan for {title} is awaited until {moment}.",
    },
    extended: {
      id: "waktu penyusunan SKP {title} Anda diperpanjang sampai {moment}.",
      en: "the time for your plan for {title} has been extended to {moment}.",
    },
    continue: {
      id: 'Lanjutkan: {link}. Pengingat berhenti sendiri setelah SKP terkirim. Bila penilai Anda keliru, pilih "Penilai saya keliru".',
      en: 'Continue: {link}. Reminders stop by themselves once it is submitted. If your appraiser is wrong, choose "My appraiser is wrong".',
    },
    openedSubject: {
      id: "Perencanaan SKP {title} dibuka: periksa nama penilai Anda",
      en: "Planning for {title} is open: check your appraiser's name",
    },
    opened: {
      id: "{since} sampai {day} Bapak/Ibu dapat menyusun SKP.",
      en: "{since} until {day} you can write your plan.",
    },
  },
} as const satisfies Record<string, Record<string, Text>>;

export const openedLines = {
  fromToday: { id: "mulai hari ini", en: "from today" },
  fromDay: { id: "mulai {day}", en: "from {day}" },
  appraiser: {
    id: 'Penilai Bapak/Ibu tercatat: {appraiser}, {position}. Keliru? Pilih "Penilai saya keliru"; isian tetap bisa dilanjutkan.',
    en: 'Your appraiser on record: {appraiser}, {position}. Wrong? Choose "My appraiser is wrong"; you can go on meanwhile.',
  },
  noAppraiser: {
    id: 'Penilai Bapak/Ibu belum tercatat. Pilih "Penilai saya keliru" untuk menyebutkannya; isian tetap bisa dilanjutkan.',
    en: 'No appraiser is on record for you. Choose "My appraiser is wrong" to name one; you can go on meanwhile.',
  },
  start: {
    id: 'Mulai: {link}. Yang dinilai dan caranya dapat dibaca di "Kriteria saya".',
    en: 'Start: {link}. What is judged, and how, is explained under "My criteria".',
  },
} as const satisfies Record<string, Text>;

/** "laporan semester", "laporan tahunan". */
export const reportPeriods: Record<PeriodKind, Text> = {
  annual: { id: "tahunan", en: "annual" },
  semester: { id: "semester", en: "semester" },
  quarter: { id: "triwulan", en: "quarterly" },
  month: { id: "bulanan", en: "monthly" },
};

/** The letter to the superior after a deadline, its copy, and the administrator's list. */
export const escalationTexts = {
  subject: {
    id: "Mohon bantuan: {count} di unit Bapak/Ibu melewati batas waktu",
    en: "Please help: {count} in your unit past the deadline",
  },
  subjectAgain: {
    id: "Mohon bantuan (minggu ke-{week}): {count} di unit Bapak/Ibu melewati batas waktu",
    en: "Please help (week {week}): {count} in your unit past the deadline",
  },
  subjectAdmin: {
    id: "Perlu perhatian: {count} melewati batas waktu",
    en: "Needs attention: {count} past the deadline",
  },
  subjectCopy: {
    id: "Tembusan: {title} melewati batas waktu",
    en: "Copy: {title} past the deadline",
  },
  late: {
    id: "{what} {title} ditutup {day}; {appraisers} belum selesai.",
    en: "{what} of {title} closed {day}; not finished: {appraisers}.",
  },
  can: {
    id: "Bapak/Ibu dapat mengingatkan, menunjuk pengganti, atau meminta perpanjangan kepada BKPSDM.",
    en: "You can remind them, appoint a substitute, or ask the personnel agency for an extension.",
  },
  adminCan: {
    id: "Surat ini tidak dikirim ke atasan penilai: pejabat eksternal, belum ada, sedang tidak bertugas, atau alamat surelnya tidak dapat dipakai.",
    en: "This was not sent to the appraiser's superior: an external official, none, absent, or without a usable address.",
  },
  adminList: {
    id: "Surat kepada atasan penilai sudah dikirim setiap minggu dan kini berhenti; selanjutnya hanya ada di daftar Bapak/Ibu.",
    en: "The weekly letters to superiors have ended; from now on this stands only in your list.",
  },
  copyTo: {
    id: "Tembusan untuk Bapak/Ibu; suratnya disampaikan kepada {superior}.",
    en: "A copy for you; the letter went to {superior}.",
  },
  adminName: { id: "admin BKPSDM", en: "the agency's administrator" },
  detailsOne: {
    id: "Lihat rincian: {link}. Tembusan surat ini diterima oleh penilai tersebut.",
    en: "See details: {link}. The appraiser receives a copy.",
  },
  detailsTwo: {
    id: "Lihat rincian: {link}. Tembusan surat ini diterima oleh kedua penilai.",
    en: "See details: {link}. Both appraisers receive a copy.",
  },
  detailsMany: {
    id: "Lihat rincian: {link}. Tembusan surat ini diterima oleh para penilai.",
    en: "See details: {link}. The appraisers receive a copy.",
  },
  details: { id: "Lihat rincian: {link}.", en: "See details: {link}." },
} as const satisfies Record<string, Text>;

/** What closed, at the beginning of a sentence. */
export const closedWhat = {
  planning: { id: "perencanaan SKP", en: "planning" },
  organisation: { id: "penetapan predikat organisasi", en: "the organisation predicate" },
  appraisal: { id: "penilaian", en: "the appraisal" },
} as const satisfies Record<string, Text>;

export const itemNames: Record<WaitingItem["kind"], Noun> = {
  plan: nouns.plan,
  report: { id: "laporan", one: "report", many: "reports" },
  appraisal: nouns.appraisal,
  organisation: nouns.predicate,
  objection: { id: "keberatan", one: "objection", many: "objections" },
  ticket: { id: 'tiket "Penilai saya keliru"', one: "ticket", many: "tickets" },
};

/** Mails that other areas send at once; each is a subject and its lines, the last with the link. */
export const noticeTexts = {
  returned: {
    subject: {
      id: "SKP Anda dikembalikan untuk dilengkapi ({notes})",
      en: "Your plan was returned for completion ({notes})",
    },
    lines: [
      {
        id: "{appraiser} mengembalikan SKP {title} Bapak/Ibu pada {day} dengan {notes}.",
        en: "{appraiser} returned your plan for {title} on {day} with {notes}.",
      },
      {
        id: "Catatan tertulis di samping butirnya; isian lain tidak berubah.",
        en: "The notes stand beside their items; nothing else has changed.",
      },
      {
        id: "Mohon kirim ulang paling lambat {due}: {link}. Bila kurang jelas, tulis pertanyaan di butir yang sama.",
        en: "Please submit again by {due}: {link}. If something is unclear, ask at the same item.",
      },
    ],
  },
  returnedWhole: {
    subject: { id: "SKP Anda dikembalikan untuk diperbaiki", en: "Your plan was returned to be put right" },
    lines: [
      {
        id: "{appraiser} mengembalikan SKP {title} Bapak/Ibu pada {day}.",
        en: "{appraiser} returned your plan for {title} on {day}.",
      },
      {
        id: "Alasannya tertulis di halaman SKP; isian tidak berubah.",
        en: "The reason stands on the plan's page; nothing you wrote has changed.",
      },
      {
        id: "Mohon kirim ulang paling lambat {due}: {link}.",
        en: "Please submit again by {due}: {link}.",
      },
    ],
  },
  reportDeclined: {
    subject: {
      id: "Laporan Anda tiba terlambat dan tidak diterima",
      en: "Your report came late and was not accepted",
    },
    lines: [
      {
        id: "{appraiser} menyatakan pada {day} bahwa laporan Bapak/Ibu untuk {title} tiba terlambat dan tidak diterima.",
        en: "On {day} {appraiser} stated that your report for {title} came late and is not accepted.",
      },
      {
        id: "Alasannya dan draf laporan dapat dibaca di sini: {link}. Tanda terima tetap berlaku sebagai bukti kiriman.",
        en: "The reason and your draft can be read here: {link}. The receipt still proves what you sent.",
      },
      {
        id: "Bila keputusan itu keliru, penilai dapat membuka kembali pelaporan.",
        en: "If that is wrong, your appraiser can reopen reporting.",
      },
    ],
  },
  result: {
    subject: { id: "Hasil evaluasi kinerja Anda dapat dibaca", en: "Your evaluation can be read" },
    lines: [
      {
        id: "Hasil evaluasi Bapak/Ibu untuk {title} telah ditetapkan dan dapat dibaca mulai hari ini: {link}.",
        en: "Your evaluation for {title} has been set and can be read from today: {link}.",
      },
      {
        id: "Di sana ada alasan setiap langkah, hal yang sudah baik, dan hal yang dapat ditingkatkan.",
        en: "It gives the reason of each step, what is good, and what can improve.",
      },
      {
        id: 'Menyatakan "telah menerima" tidak berarti menyetujui. Keberatan dapat diajukan sampai {due}.',
        en: 'Saying "received" does not mean agreeing. An objection can be raised until {due}.',
      },
    ],
  },
  ticketCorrected: {
    subject: { id: "Penilai Anda sudah diperbaiki", en: "Your appraiser was put right" },
    lines: [
      {
        id: 'Tiket "Penilai saya keliru" Bapak/Ibu selesai: penilainya sudah diperbaiki.',
        en: 'Your ticket "My appraiser is wrong" is settled: the appraiser was put right.',
      },
      {
        id: "Yang sudah Bapak/Ibu tulis dan kirim ikut berpindah; tidak ada yang hilang.",
        en: "What you wrote and sent has moved along; nothing is lost.",
      },
      { id: "Lanjutkan: {link}.", en: "Go on: {link}." },
    ],
  },
  ticketDeclined: {
    subject: { id: "Penilai Anda tidak diubah", en: "Your appraiser was left as on record" },
    lines: [
      {
        id: 'Tiket "Penilai saya keliru" Bapak/Ibu sudah diputuskan: penilai yang tercatat tetap.',
        en: 'Your ticket "My appraiser is wrong" was decided: the appraiser on record stays.',
      },
      { id: "Alasannya dapat dibaca di {link}.", en: "The reason can be read at {link}." },
    ],
  },
  objectionReceived: {
    subject: {
      id: "Keberatan Anda diterima, nomor {number}",
      en: "Your objection was received, number {number}",
    },
    lines: [
      {
        id: "Keberatan Bapak/Ibu diterima {moment}; hasil yang dipersoalkan dibekukan sebagai lampiran.",
        en: "Your objection was received {moment}; the result in question is frozen as an annex.",
      },
      {
        id: "Penilai diminta memberi penjelasan; setelah itu {decider} memutuskan dengan alasan tertulis, dan keputusan itu bersifat final.",
        en: "The appraiser is asked to explain; then {decider} decides with written reasons, and that decision is final.",
      },
      {
        id: "Pantau di {link}; selama diproses, hasil yang ada tetap berlaku.",
        en: "Follow it at {link}; meanwhile the present result stays in force.",
      },
    ],
  },
  objectionDecider: {
    subject: {
      id: "Keberatan {number} menunggu pemeriksaan Bapak/Ibu",
      en: "Objection {number} is waiting for your examination",
    },
    lines: [
      {
        id: "Seorang pegawai di unit Bapak/Ibu mengajukan keberatan atas hasil evaluasinya.",
        en: "An employee of your unit objects to their evaluation.",
      },
      {
        id: "Mohon meminta penjelasan kedua pihak dan memutuskan paling lambat {due}.",
        en: "Please hear both sides and decide by {due}.",
      },
      { id: "Berkas lengkap: {link}.", en: "The whole file: {link}." },
    ],
  },
  invitation: {
    subject: { id: "Undangan masuk ke Kinerja {agency}", en: "Invitation to Kinerja {agency}" },
    lines: [
      {
        id: "Bapak/Ibu diundang memakai Kinerja {agency} sebagai {role}.",
        en: "You are invited to use Kinerja of {agency} as {role}.",
      },
      {
        id: "Undangan ini untuk satu orang, satu kali, dan berlaku sampai {moment}. Mohon tidak meneruskannya.",
        en: "It is for one person, once, and valid until {moment}. Please do not forward it.",
      },
      {
        id: "Masuk dan terima undangan: {link}. Bila Bapak/Ibu tidak mengenal instansi ini, abaikan surel ini.",
        en: "Sign in and accept: {link}. If you do not know this agency, ignore this mail.",
      },
    ],
  },
  agencyOnboarded: {
    subject: { id: "{agency} siap dipakai di Kinerja", en: "{agency} is ready on Kinerja" },
    lines: [
      {
        id: "{agency} sudah disiapkan dengan zona waktu {zone}; Bapak/Ibu adalah admin pertamanya.",
        en: "{agency} has been set up in zone {zone}; you are its first administrator.",
      },
      {
        id: "Langkah berikutnya: impor data pegawai, setujui usulan penilai, lalu rencanakan periode.",
        en: "Next: import the roster, confirm the proposed appraisers, then plan a cycle.",
      },
      {
        id: "Masuk dan terima undangan: {link}. Tautan berlaku sampai {moment}.",
        en: "Sign in and accept the invitation: {link}. It is valid until {moment}.",
      },
    ],
  },
  confirmation: {
    subject: {
      id: "Menunggu konfirmasi Bapak/Ibu: penilaian {people}",
      en: "Waits for your confirmation: ratings of {people}",
    },
    lines: [
      {
        id: "{assistant} telah menyiapkan penilaian {title} bagi {people}. Belum ada yang ditetapkan: keputusan ada pada Bapak/Ibu.",
        en: "{assistant} has prepared the ratings of {people} for {title}. Nothing is final yet: the decision is yours.",
      },
      {
        id: "Tautan ini hanya untuk Bapak/Ibu dan berlaku sampai {moment}. Mohon tidak meneruskannya: siapa yang membukanya dapat menetapkan penilaian atas nama Bapak/Ibu.",
        en: "This link is for you alone and valid until {moment}. Please do not forward it: whoever opens it can decide in your name.",
      },
      {
        id: "Lihat, perbaiki bila perlu, lalu konfirmasi: {link}. Tidak perlu akun atau kata sandi.",
        en: "Look, put right what differs, and confirm: {link}. No account or password is needed.",
      },
    ],
  },
  planDecisions: {
    subject: {
      id: "Menunggu keputusan Bapak/Ibu: SKP {people}",
      en: "Waits for your decision: the plans of {people}",
    },
    lines: [
      {
        id: "{assistant} meminta keputusan Bapak/Ibu atas SKP {title} dari {people}. Belum ada yang disetujui: keputusan ada pada Bapak/Ibu.",
        en: "{assistant} asks for your decision on the plans of {people} for {title}. None is approved yet: the decision is yours.",
      },
      {
        id: "Tautan ini hanya untuk Bapak/Ibu dan berlaku sampai {moment}. Mohon tidak meneruskannya: siapa yang membukanya dapat memutuskan atas nama Bapak/Ibu.",
        en: "This link is for you alone and valid until {moment}. Please do not forward it: whoever opens it can decide in your name.",
      },
      {
        id: "Lihat, lalu setujui atau kembalikan: {link}. Tidak perlu akun atau kata sandi.",
        en: "Look, then approve or return: {link}. No account or password is needed.",
      },
    ],
  },
  importFinished: {
    subject: {
      id: "Impor data pegawai selesai: {applied} diterapkan, {refused} ditolak",
      en: "Roster import finished: {applied} applied, {refused} refused",
    },
    lines: [
      {
        id: "Berkas {file} selesai diproses: {applied} diterapkan, {refused} ditolak, {warned} perlu diperiksa.",
        en: "The file {file} has been processed: {applied} applied, {refused} refused, {warned} to be checked.",
      },
      {
        id: "Yang ditolak tidak mengubah apa pun; alasannya tertulis per baris dan kolom.",
        en: "What was refused changed nothing; the reason stands by row and column.",
      },
      {
        id: "Lihat hasil: {link}. Impor dapat dibatalkan sampai {moment}.",
        en: "See the outcome: {link}. The import can be undone until {moment}.",
      },
    ],
  },
  importFailed: {
    subject: { id: "Impor data pegawai gagal: {file}", en: "Roster import failed: {file}" },
    lines: [
      {
        id: "Berkas {file} tidak dapat diproses: {problem}",
        en: "The file {file} could not be processed: {problem}",
      },
      { id: "Tidak ada data yang berubah.", en: "Nothing was changed." },
      {
        id: "Lihat rincian: {link}. Perbaiki berkasnya, lalu unggah lagi.",
        en: "See details: {link}. Correct the file and upload it again.",
      },
    ],
  },
  contractList: {
    subject: {
      id: "{contracts} akan berakhir mulai {day}",
      en: "{contracts} ending from {day}",
    },
    lines: [
      { id: "Yang akan berakhir: {list}.", en: "About to end: {list}." },
      {
        id: "Keputusan perpanjangan memerlukan evaluasi sampai saat ini.",
        en: "The decision on renewal needs the evaluation so far.",
      },
      {
        id: "Mohon memastikan evaluasi berjalan mereka sudah di meja pengambil keputusan.",
        en: "Please see that their evaluations so far are with those who decide.",
      },
      { id: "Buka daftar: {link}.", en: "Open the list: {link}." },
    ],
  },
  adminAttention: {
    subject: {
      id: "Perlu perhatian: {items} sebelum {moment}",
      en: "Needs attention: {items} before {moment}",
    },
    lines: [
      {
        id: "Yang perlu diperbaiki: {list}.",
        en: "To be put right: {list}.",
      },
      {
        id: "Tanpa perbaikan, orang-orang ini tidak akan menerima surel atau tidak punya penilai.",
        en: "Otherwise these people get no mail or have no appraiser.",
      },
      { id: "Buka daftar: {link}.", en: "Open the list: {link}." },
    ],
  },
} as const satisfies Record<string, { subject: Text; lines: readonly Text[] }>;

export type NoticeKind = keyof typeof noticeTexts;

/** Why somebody gets a mail, or does not, in the words of the preview. */
export const explanations = {
  open: { id: "Tahap ini baru dibuka.", en: "This phase has just opened." },
  before: {
    id: "Ini pengingat {days} sebelum batas waktu {deadline}.",
    en: "This is the reminder {days} before the deadline {deadline}.",
  },
  onDay: {
    id: "Ini pengingat pada hari batas waktu {deadline}.",
    en: "This is the reminder of the deadline's own day, {deadline}.",
  },
  escalation: {
    id: "Hari kerja pertama setelah batas waktu {deadline}: diteruskan ke atasan.",
    en: "First working day after the deadline {deadline}: passed on to the superior.",
  },
  weekly: {
    id: "Pengingat mingguan ke-{week} kepada atasan; paling banyak tiga.",
    en: "Weekly reminder {week} to the superior; three at most.",
  },
  adminList: {
    id: "Surat mingguan sudah selesai; kini hanya daftar admin.",
    en: "The weekly letters are over; only the administrator's list remains.",
  },
  earlier: {
    id: "Mestinya {day}; dimajukan ke hari kerja terakhir sebelumnya.",
    en: "Due {day}; moved to the last working day before it.",
  },
  later: {
    id: "Mestinya {day}; dimundurkan ke hari kerja berikutnya.",
    en: "Due {day}; moved to the next working day.",
  },
  merged: {
    id: "{count} pengingat bertemu di hari ini dan menjadi satu surel.",
    en: "{count} reminders meet on this day and became one mail.",
  },
  extended: {
    id: "Batas waktunya diperpanjang; jadwal pengingat dihitung ulang.",
    en: "The deadline was extended; reminders were computed anew.",
  },
  yours: { id: "{count} menunggu penerima.", en: "{count} waiting for the recipient." },
  staff: {
    id: "{count} menunggu pegawai di bawahnya.",
    en: "{count} waiting for the recipient's staff.",
  },
  own: { id: "Bagiannya sendiri belum dikirim.", en: "Their own part is not submitted." },
  late: {
    id: "{count} di bawahnya melewati batas waktu.",
    en: "{count} below them past the deadline.",
  },
  copy: {
    id: "Tembusan: penilaiannya sendiri melewati batas waktu.",
    en: "Copy: their own appraisals are past the deadline.",
  },
  actsFor: { id: "Penerima bertindak untuk {name}.", en: "The recipient acts for {name}." },
  aged: {
    id: "{count} menunggu terlalu lama dan disebut di surel ini.",
    en: "{count} waiting too long and mentioned here.",
  },
} as const satisfies Record<string, Text>;

/** Why a step was not mailed. */
export const skipTexts: Record<SkipReason, Text> = {
  done: { id: "Tidak ada lagi yang menunggu.", en: "Nothing is waiting any more." },
  "staff-only": {
    id: "Hanya pegawainya yang belum selesai; untuk itu cukup dua surel.",
    en: "Only their staff have open work; two mails are enough for that.",
  },
  superseded: {
    id: "Digantikan pengingat yang lebih baru.",
    en: "A later reminder took its place.",
  },
  extended: {
    id: "Batas waktu sudah diperpanjang; pengingat lama tidak berlaku.",
    en: "The deadline was extended; the old reminder no longer holds.",
  },
  "deadline-passed": { id: "Batas waktunya sudah lewat.", en: "The deadline has passed." },
  "no-address": {
    id: "Tidak mempunyai alamat surel; pekerjaannya terlihat setelah masuk.",
    en: "No mail address; the work shows once they sign in.",
  },
  "dead-address": {
    id: "Alamat surel mati; operator unit mendapat tugas memperbaikinya.",
    en: "The mail address is dead; the unit's operator has the task to correct it.",
  },
  absent: {
    id: "Sedang cuti dan belum ada yang bertindak untuknya; masuk daftar admin.",
    en: "On leave with nobody acting; on the administrator's list.",
  },
  inactive: {
    id: "Sudah tidak bertugas di instansi ini, atau aksesnya dinonaktifkan.",
    en: "No longer serves in this agency, or their access was deactivated.",
  },
  "daily-limit": { id: "Surel hari ini sudah terkirim.", en: "Today's mail has gone out already." },
  cap: {
    id: "Sudah mencapai batas surel dalam dua minggu.",
    en: "The limit of mails in two weeks is reached.",
  },
};

/** Why a letter came to whom it came. */
export const letterTexts: Record<EscalationLetter["why"], Text> = {
  superior: { id: "Atasan langsung penilai.", en: "The appraiser's direct superior." },
  "superior-external": {
    id: "Atasan penilai pejabat eksternal; diteruskan ke admin.",
    en: "The superior is an external official; sent to the administrator.",
  },
  "superior-unreachable": {
    id: "Atasan penilai sedang tidak bertugas atau tanpa alamat surel; diteruskan ke admin.",
    en: "The superior is absent or without an address; sent to the administrator.",
  },
  "no-superior": {
    id: "Penilai belum punya atasan tercatat; diteruskan ke admin.",
    en: "The appraiser has no superior on record; sent to the administrator.",
  },
  "appraiser-external": {
    id: "Penilai pejabat eksternal; hanya ke admin.",
    en: "The appraiser is an external official; only to the administrator.",
  },
};
