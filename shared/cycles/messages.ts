import { exclusionReasonTexts } from "../people/messages.ts";
import type { ExclusionReason } from "../people/model.ts";
import type { Text } from "../platform/text.ts";
import type { FindingCode } from "./data-check.ts";
import type { CycleState } from "./model.ts";
import type { OrderStep } from "./order.ts";
import type { ServiceReason } from "./scope.ts";
import type { NamedWindow, WindowVerdict } from "./windows.ts";

/** A predicate of an internal evaluation carries this mark. */
export const provisionalPredicate: Text = { id: "sementara", en: "provisional" };

export const cycleStates: Record<CycleState, Text> = {
  planned: { id: "Direncanakan", en: "Planned" },
  scoping: { id: "Sedang dibuka", en: "Opening" },
  open: { id: "Berjalan", en: "Open" },
  closed: { id: "Ditutup", en: "Closed" },
  cancelled: { id: "Dibatalkan", en: "Cancelled" },
};

export const stepNames: Record<NamedWindow["step"], Text> = {
  planning: { id: "Perencanaan SKP", en: "Planning (SKP)" },
  progress: { id: "Pelaksanaan dan realisasi", en: "Progress" },
  report: { id: "Laporan pegawai", en: "Employees' reports" },
  organisation: { id: "Predikat kinerja organisasi", en: "Organisation predicate" },
  appraisal: { id: "Penilaian", en: "Appraisal" },
  objection: { id: "Keberatan", en: "Objections" },
};

/** "Perencanaan SKP", "Penilaian Triwulan III 2026". */
export function windowName({ step, evaluation }: Pick<NamedWindow, "step" | "evaluation">): Text {
  const name = stepNames[step];
  if (evaluation === undefined) return name;
  const { title } = evaluation;
  return { id: `${name.id} ${title.id}`, en: `${name.en} ${title.en}` };
}

export const orderNames: Record<OrderStep, Text> = {
  report: { id: "Laporan pegawai", en: "Employees' reports" },
  organisation: { id: "Predikat kinerja organisasi ditetapkan", en: "Organisation predicate set" },
  distribution: { id: "Pola distribusi diperiksa", en: "Distribution pattern checked" },
  appraisal: { id: "Predikat kinerja pegawai ditetapkan", en: "Individual predicates set" },
  publication: { id: "Hasil diterbitkan", en: "Results published" },
  objection: { id: "Masa keberatan selesai", en: "Objections over" },
};

/** What a person reads whose write came too early or too late. `{step}`, `{opensAt}` and `{closesAt}` in words. */
export const windowSentences: Record<WindowVerdict["state"], Text> = {
  open: { id: "{step} dibuka sampai {closesAt}.", en: "{step} is open until {closesAt}." },
  "not-yet": { id: "{step} baru dibuka {opensAt}.", en: "{step} opens {opensAt}." },
  closed: {
    id: "{step} sudah ditutup {closesAt}. Isian Anda tidak hilang; perpanjangan dapat diminta kepada pengelola kinerja.",
    en: "{step} closed {closesAt}. What you wrote is kept; ask your administrator for an extension.",
  },
};

/** Why somebody is not in a cycle: what an administrator records, and what follows from dates. */
export const exclusionNames: Record<ExclusionReason | ServiceReason, Text> = {
  ...exclusionReasonTexts,
  "left-before": { id: "Berhenti atau pensiun sebelum periode", en: "Left or retired before the period" },
  "left-early": {
    id: "Berhenti atau pensiun terlalu awal dalam periode",
    en: "Left or retired too early in the period",
  },
};

/** What a finding is called behind `count`, how often there is one: "4 tanpa penilai", "1 dead address". */
export const findingNames: Record<FindingCode, Text> = {
  "calendar.year-missing": { id: "tahun tanpa hari libur", en: "{count:year|years} without holidays" },
  "calendar.year-provisional": {
    id: "tahun dengan hari libur perkiraan",
    en: "{count:year|years} with provisional holidays",
  },
  "cycle.window-order": { id: "urutan waktu tidak masuk akal", en: "{count:window|windows} out of order" },
  "person.no-appraiser": { id: "tanpa penilai", en: "without appraiser" },
  "person.no-unit": { id: "tanpa unit kerja", en: "without unit" },
  "person.duplicate-nip": { id: "NIP ganda", en: "double {count:NIP|NIPs}" },
  "person.own-appraiser": { id: "menilai diri sendiri", en: "appraising {count:themself|themselves}" },
  "person.appraiser-circle": { id: "saling menilai dalam lingkaran", en: "in a circle of appraisers" },
  "person.appraiser-unknown": { id: "penilai tidak dikenal", en: "with an unknown appraiser" },
  "person.uncovered-days": { id: "ada hari tanpa penugasan", en: "with days without assignment" },
  "person.dead-address": { id: "alamat surel mati", en: "dead {count:address|addresses}" },
  "person.no-email": { id: "tanpa surel", en: "without e-mail" },
  "person.needs-quarterly": { id: "perlu evaluasi triwulan", en: "in need of quarterly evaluations" },
  "appraiser.not-in-service": {
    id: "penilai tidak bertugas, dengan pegawainya",
    en: "absent {count:appraiser|appraisers}, with their people",
  },
  "appraiser.below-pengawas": {
    id: "penilai di bawah pengawas",
    en: "{count:appraiser|appraisers} below pengawas",
  },
  "appraiser.external-no-email": {
    id: "penilai luar tanpa surel",
    en: "external {count:appraiser|appraisers} without e-mail",
  },
};

/** Each finding's sentence and what to do about it. */
export const findingTexts: Record<FindingCode, { what: Text; fix: Text }> = {
  "calendar.year-missing": {
    what: { id: "Hari libur tahun {year} belum ada.", en: "The holidays of {year} are not known." },
    fix: {
      id: "Tambahkan hari libur tahun {year} menurut SKB 3 Menteri di Pengaturan, Kalender.",
      en: "Add the days off of {year} by the joint decree under Settings, Calendar.",
    },
  },
  "calendar.year-provisional": {
    what: {
      id: "Hari libur tahun {year} masih perkiraan; cuti bersama belum termasuk.",
      en: "The holidays of {year} are provisional; joint leave is missing.",
    },
    fix: {
      id: "Tambahkan cuti bersama di Pengaturan, Kalender, setelah SKB terbit; batas waktu tidak berubah, hari pengingat menyesuaikan.",
      en: "Add the joint leave under Settings, Calendar, when the decree appears; deadlines stay, days of reminders follow.",
    },
  },
  "cycle.window-order": {
    what: { id: "Urutan waktu {window} tidak masuk akal.", en: "The times of {window} are out of order." },
    fix: {
      id: "Periksa tanggal buka dan tutup terhadap penilaian dan pembukaan periode.",
      en: "Check its opening and closing against the appraisal and the cycle's opening.",
    },
  },
  "person.no-appraiser": {
    what: { id: "Belum ada Pejabat Penilai Kinerja.", en: "No appraiser." },
    fix: {
      id: "Pilih penilainya pada penugasan pegawai ini.",
      en: "Choose one in this person's assignment.",
    },
  },
  "person.no-unit": {
    what: { id: "Belum ada unit kerja.", en: "No unit." },
    fix: { id: "Tetapkan unit kerja pada penugasannya.", en: "Set the unit of the assignment." },
  },
  "person.duplicate-nip": {
    what: {
      id: "NIP yang sama dipakai lebih dari satu orang.",
      en: "Several people have the same NIP.",
    },
    fix: {
      id: "Cocokkan dengan SIASN, lalu ubah status catatan yang keliru agar tidak ikut dinilai.",
      en: "Compare with SIASN, then change the standing of the wrong record so that it is not appraised.",
    },
  },
  "person.own-appraiser": {
    what: { id: "Tercatat sebagai penilai dirinya sendiri.", en: "Appraises themself." },
    fix: { id: "Pilih atasan langsung yang benar.", en: "Choose the right direct superior." },
  },
  "person.appraiser-circle": {
    what: {
      id: "Orang-orang ini saling menilai dalam lingkaran.",
      en: "These people appraise one another in a circle.",
    },
    fix: {
      id: "Putuskan lingkaran: salah satu penilai pasti keliru.",
      en: "Break the circle: one of the appraisers must be wrong.",
    },
  },
  "person.appraiser-unknown": {
    what: { id: "Penilainya tidak ada dalam data pegawai.", en: "The appraiser is not in the roster." },
    fix: {
      id: "Impor data penilai itu, atau tunjuk penilai lain.",
      en: "Import that person, or name another appraiser.",
    },
  },
  "person.uncovered-days": {
    what: {
      id: "Tanpa penugasan pada {from} sampai {to}.",
      en: "No assignment from {from} to {to}.",
    },
    fix: {
      id: "Isi penugasannya; bila dibiarkan, penilainya menjadi atasan berikutnya.",
      en: "Complete the assignments; otherwise the next superior appraises those days.",
    },
  },
  "person.dead-address": {
    what: { id: "Alamat surel mati (dua kali kembali).", en: "The mail address is dead (bounced twice)." },
    fix: {
      id: "Perbaiki alamatnya pada data pegawai ini.",
      en: "Correct the address in what is known of this person.",
    },
  },
  "person.no-email": {
    what: { id: "Tidak mempunyai alamat surel.", en: "No mail address." },
    fix: {
      id: "Isi alamatnya, atau cetak slip aktivasi; pengingatnya lalu ada di layar.",
      en: "Enter one, or print an activation slip; reminders are then on screen.",
    },
  },
  "person.needs-quarterly": {
    what: {
      id: "PPPK paruh waktu wajib dinilai tiap triwulan dan setahun ({rule}).",
      en: "Part-time PPPK must be evaluated each quarter and for the year ({rule}).",
    },
    fix: {
      id: "Tambahkan evaluasi khusus PPPK paruh waktu sebelum siklus dibuka: {evaluations}.",
      en: "Add the evaluations for part-time PPPK before the cycle opens: {evaluations}.",
    },
  },
  "appraiser.not-in-service": {
    what: {
      id: "Penilai tidak bertugas pada hari pembukaan.",
      en: "The appraiser is not in service on the day of opening.",
    },
    fix: {
      id: "Tunjuk Plt/Plh dengan surat perintah, atau penilai lain.",
      en: "Appoint a Plt/Plh by mandate letter, or another appraiser.",
    },
  },
  "appraiser.below-pengawas": {
    what: {
      id: "Penilai di bawah pejabat pengawas dan belum ada pendelegasian.",
      en: "The appraiser ranks below pengawas and no delegation is recorded.",
    },
    fix: {
      id: "Pilih “delegasi” sebagai kapasitas penilai pada penugasan (lazim bagi kepala sekolah dan puskesmas).",
      en: "Choose “delegated” as the appraiser's capacity in the assignment (usual for heads of school and puskesmas).",
    },
  },
  "appraiser.external-no-email": {
    what: {
      id: "Pejabat penilai eksternal tanpa alamat surel.",
      en: "The external appraiser has no mail address.",
    },
    fix: {
      id: "Isi surelnya pada pejabat penilai; tanpa itu pengingatnya masuk ke daftar admin.",
      en: "Enter one with the appraising official; without it reminders go to the administrator's list.",
    },
  },
};
