import type { Text } from "#shared/platform/text.ts";
import type { ImportJob } from "./imports.ts";
import type { AppraiserRole, EmployeeKind, ExclusionReason, PostKind, PostLevel, Standing } from "./model.ts";
import type { TicketState } from "./workflow.ts";

/** Official terms, the same in every language. */
export const employeeKindTerms = {
  PNS: "PNS",
  CPNS: "CPNS",
  PPPK: "PPPK",
  PPPK_PARUH_WAKTU: "PPPK PARUH WAKTU",
} as const satisfies Record<EmployeeKind, string>;

export const postKindTerms = {
  "jpt-utama": "JPT Utama",
  "jpt-madya": "JPT Madya",
  "jpt-pratama": "JPT Pratama",
  administrator: "Administrator",
  pengawas: "Pengawas",
  fungsional: "Fungsional",
  pelaksana: "Pelaksana",
} as const satisfies Record<PostKind, string>;

export const postLevelTerms = {
  pemula: "Pemula",
  terampil: "Terampil",
  mahir: "Mahir",
  penyelia: "Penyelia",
  "ahli-pertama": "Ahli Pertama",
  "ahli-muda": "Ahli Muda",
  "ahli-madya": "Ahli Madya",
  "ahli-utama": "Ahli Utama",
} as const satisfies Record<PostLevel, string>;

export const appraiserRoleTexts = {
  definitif: { id: "definitif", en: "permanent" },
  Plt: { id: "Plt (pelaksana tugas)", en: "Plt (acting)" },
  Plh: { id: "Plh (pelaksana harian)", en: "Plh (day-to-day acting)" },
  delegasi: { id: "delegasi", en: "delegated" },
} as const satisfies Record<AppraiserRole, Text>;

export const standingTexts = {
  active: { id: "aktif", en: "active" },
  "unpaid-leave": { id: "CLTN", en: "unpaid leave (CLTN)" },
  "temporary-dismissal": { id: "pemberhentian sementara", en: "temporary dismissal" },
  "pre-retirement-leave": { id: "MPP", en: "pre-retirement leave (MPP)" },
  "state-office": { id: "pejabat negara", en: "state office" },
  "study-leave": { id: "tugas belajar", en: "study leave" },
  retired: { id: "pensiun", en: "retired" },
  deceased: { id: "meninggal", en: "deceased" },
  dismissed: { id: "diberhentikan", en: "dismissed" },
  "transferred-out": { id: "pindah instansi", en: "moved to another agency" },
} as const satisfies Record<Standing, Text>;

export const exclusionReasonTexts = {
  "unpaid-leave": { id: "Cuti di luar tanggungan negara (CLTN)", en: "Unpaid leave (CLTN)" },
  "temporary-dismissal": { id: "Pemberhentian sementara", en: "Temporary dismissal" },
  "pre-retirement-leave": { id: "Masa persiapan pensiun (MPP)", en: "Pre-retirement leave (MPP)" },
  "state-office": {
    id: "Pejabat negara atau anggota lembaga nonstruktural",
    en: "State office or non-structural body",
  },
  "study-leave": { id: "Tugas belajar, dibebaskan dari jabatan", en: "Study leave, released from office" },
  "after-cut-off": {
    id: "Mulai bertugas setelah batas penilaian periode",
    en: "In post only after the period's cut-off",
  },
  "other-system": { id: "Dinilai di sistem lain", en: "Appraised in another system" },
} as const satisfies Record<ExclusionReason, Text>;

/** Where an import stands. */
export const importStateTexts = {
  "awaiting-file": { id: "menunggu berkas", en: "waits for the file" },
  reading: { id: "sedang dibaca", en: "being read" },
  ready: { id: "menunggu diperiksa", en: "waits to be checked" },
  failed: { id: "tidak dapat dipakai", en: "cannot be used" },
  planning: { id: "sedang diterapkan", en: "being applied" },
  applying: { id: "sedang diterapkan", en: "being applied" },
  applied: { id: "diterapkan", en: "applied" },
  undoing: { id: "sedang diurungkan", en: "being undone" },
  undone: { id: "diurungkan", en: "undone" },
} as const satisfies Record<ImportJob["state"], Text>;

export const ticketStateTexts = {
  open: {
    id: "menunggu penilai tercatat dan admin",
    en: "with the appraiser on record and the administrator",
  },
  answered: { id: "menunggu admin", en: "with the administrator" },
  corrected: { id: "diperbaiki", en: "corrected" },
  declined: { id: "tidak diubah", en: "left as it is" },
  withdrawn: { id: "ditarik kembali", en: "withdrawn" },
} as const satisfies Record<TicketState, Text>;
