import type { Catalogue } from "../../i18n/language.ts";
import type { Finding } from "./health-data.ts";

/** For each finding what is the matter, and what to do first; the rest stands in its runbook. */
const findings = {
  "tick-missed": {
    what: { id: "Jadwal tidak berdetak sejak {moment}", en: "The schedule has not ticked since {moment}" },
    todo: {
      id: "Pembukaan, penutupan, dan pengingat menunggu. Panggil fungsi jadwal dengan tangan; detak yang berlebih tidak merugikan.",
      en: "Openings, closings and reminders wait. Call the schedule's function by hand; a tick too many does no harm.",
    },
  },
  "dead-letters": {
    what: {
      id: "{count} pesan tidak tertangani di antrean {queue}",
      en: "{count} messages were given up on in the queue {queue}",
    },
    todo: {
      id: "Cari sebabnya di log, perbaiki, lalu kirim ulang pesannya.",
      en: "Find the cause in the log, mend it, then redrive the messages.",
    },
  },
  "work-unfinished": {
    what: {
      id: "{agency}: {count} pekerjaan {kind} belum selesai, rencananya {moment}",
      en: "{agency}: {count} pieces of work {kind} are not finished, planned for {moment}",
    },
    todo: {
      id: "Ditawarkan lagi pada setiap detak jadwal. Periksa antrean dan log bagiannya.",
      en: "It is offered again at each tick. Look at the queue and log of its area.",
    },
  },
  "opening-stands": {
    what: {
      id: "{agency}: pembukaan siklus diam sejak {moment}",
      en: "{agency}: an opening stands since {moment}",
    },
    todo: {
      id: "Kirim ulang pesan antrean openings; tidak ada yang mendapat dua bagian.",
      en: "Redrive the queue openings; nobody gets two parts.",
    },
  },
  "import-stands": {
    what: { id: "{agency}: impor diam sejak {moment}", en: "{agency}: an import stands since {moment}" },
    todo: {
      id: "Kirim ulang pesan antrean imports; impor berlanjut dari bagian terakhirnya.",
      en: "Redrive the queue imports; the import goes on at its last chunk.",
    },
  },
  "tally-drift": {
    what: {
      id: "{agency}: {count} angka pemantauan tidak cocok, dihitung {moment}",
      en: "{agency}: {count} figures of the monitor differ, counted {moment}",
    },
    todo: {
      id: "Pasang rilis baik yang terakhir, lalu hapus hitungan siklus itu; malam berikutnya dibuat baru.",
      en: "Deploy the last good release, then delete that cycle's counts; the next night makes them anew.",
    },
  },
  "recount-missed": {
    what: {
      id: "{agency}: angka pemantauan tidak dibuktikan semalam",
      en: "{agency}: the monitor's figures were not proved last night",
    },
    todo: {
      id: "Hitungan ulang ditawarkan lagi pada setiap detak. Periksa log fungsinya.",
      en: "The recount is offered again at each tick. Look at the log of its function.",
    },
  },
} as const satisfies Record<Finding["code"], Catalogue>;

export const healthTexts = {
  findings,
  calm: { id: "Semua berjalan", en: "All is well" },
  needed: { id: "{count} hal memerlukan Anda", en: "{count} things need you" },
  live: { id: "Diperbarui tiap 30 detik, per", en: "Renewed every 30 seconds, as of" },
  notLive: { id: "Terputus; terakhir per", en: "Disconnected; last as of" },
  ever: { id: "awal", en: "the beginning" },
  runbook: { id: "Petunjuk: docs/runbooks/{entry}", en: "Runbook: docs/runbooks/{entry}" },
  tick: { id: "Detak jadwal terakhir", en: "The schedule's last tick" },
  never: { id: "belum pernah", en: "never" },
  deadLetters: { id: "Pesan tidak tertangani", en: "Messages given up on" },
  noDeadLetters: { id: "tidak ada di {queues} antrean", en: "none in {queues} queues" },
  someDeadLetters: { id: "{count} di {queues} antrean", en: "{count} in {queues} queues" },
  cycles: { id: "Siklus berjalan", en: "Cycles running" },
  atWork: { id: "Sedang dikerjakan", en: "At work" },
  atWorkCounts: { id: "{openings} pembukaan, {imports} impor", en: "{openings} openings, {imports} imports" },
  inPart: { id: "Sebagian saja", en: "In part" },
  inPartMeaning: {
    id: "Instansinya lebih banyak daripada yang dapat ditampilkan.",
    en: "There are more agencies than can be shown.",
  },
  elsewhere: {
    id: "Galat, kecepatan, dan pembatasan fungsi diukur di CloudWatch dan tidak tampil di sini; alarmnya dikirim lewat surel. Surel dihitung menurut hari WIB: pekerja yang terhenti di tengah jalan membuat angkanya terlalu kecil, tidak pernah terlalu besar.",
    en: "Errors, latency and throttles are measured in CloudWatch and not shown here; their alarms are mailed. Mail is counted by days in Jakarta: a worker that stops half-way leaves the count too small, never too large.",
  },
  agencyNeeds: { id: "{count} hal di atas", en: "{count} things above" },
  agencyRuns: { id: "Berjalan", en: "Running" },
  agencyIdle: { id: "Tanpa siklus", en: "No cycle" },
  running: { id: "{count} siklus berjalan", en: "{count} cycles running" },
  opening: {
    id: "Pembukaan: {inScope} orang masuk, {excluded} dikecualikan sejauh ini",
    en: "Opening: {inScope} people in scope, {excluded} excluded so far",
  },
  import: { id: "Impor: {done} dari {of} langkah", en: "Import: {done} of {of} chunks" },
  importRead: { id: "Impor: berkas sedang dibaca", en: "Import: the file is being read" },
  mail: {
    id: "Surel {day}: {sent} terkirim, {unknown} tidak pasti, {skipped} dilewati, {bounced} kembali",
    en: "Mail of {day}: {sent} sent, {unknown} unknown, {skipped} skipped, {bounced} came back",
  },
} as const;
