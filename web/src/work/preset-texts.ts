import type { Text } from "#shared/platform/text.ts";
import type { Api } from "../data/client.ts";

export type Preset = Awaited<ReturnType<Api["agencies"]["readAgency"]>>["preset"];

/** The system that an agency begins with, as an administrator knows it. */
export const presetTexts: Readonly<Record<Preset, Text>> = {
  "lampung-penilaian": {
    id: "Tahunan dengan triwulan; indikator mutu layanan, disiplin, dan inovasi",
    en: "Yearly with quarters; indicators of service quality, discipline and innovation",
  },
  pauh: {
    id: "Setiap enam bulan oleh kepala perangkat daerah",
    en: "Every six months by the head of the office",
  },
  "lampung-iku": {
    id: "Tahunan dengan bulanan; indikator kinerja utama yang diturunkan ke pegawai",
    en: "Yearly with months; key indicators cascaded to people",
  },
  lhokseumawe: {
    id: "Tahunan dengan triwulan; atasan, warga, dan capaian target",
    en: "Yearly with quarters; superior, citizens and targets",
  },
  "lampung-pns": {
    id: "Tahunan dengan triwulan; rencana kerja, umpan balik, pengembangan diri",
    en: "Yearly with quarters; work plan, feedback, self-development",
  },
};
