import type { Text } from "../platform/text.ts";

/** The headings of what is exported. */
export const exportHeaders = {
  monitor: [
    { id: "Unit kerja", en: "Unit" },
    { id: "Jumlah", en: "Total" },
    { id: "Selesai", en: "Done" },
    { id: "Menunggu penilai", en: "Waiting for the appraiser" },
    { id: "Menunggu pegawai", en: "Waiting for the employee" },
    { id: "Belum mulai", en: "Not started" },
    { id: "Tanpa evaluasi ini", en: "Without this evaluation" },
    { id: "Dikecualikan", en: "Excluded" },
  ],
  parts: [
    { id: "NIP", en: "NIP" },
    { id: "Nama", en: "Name" },
    { id: "Unit kerja", en: "Unit" },
    { id: "Jabatan", en: "Post" },
    { id: "Mulai", en: "From" },
    { id: "Sampai", en: "To" },
    { id: "Pejabat Penilai Kinerja", en: "Appraiser" },
    { id: "SKP", en: "Plan (SKP)" },
  ],
  total: { id: "Seluruh instansi", en: "Whole agency" },
  predicate: { id: "Predikat Kinerja", en: "Predicate" },
  exclusion: { id: "Dikecualikan karena", en: "Excluded because of" },
} as const satisfies Record<string, Text | readonly Text[]>;
