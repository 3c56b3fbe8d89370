import type { PlanState } from "#shared/cycles/states.ts";
import type { Text } from "#shared/platform/text.ts";
import { fill } from "#shared/platform/text.ts";
import type { Verdict } from "#shared/platform/verdict.ts";
import type { Aspect, Direction, Perspective, PlanApproach, ResultKind } from "./model.ts";
import { type PlanVerdictCode, planVerdicts } from "./verdicts.ts";
import type { PlanAction } from "./workflow.ts";

/** The official terms of a plan; English keeps the Indonesian one beside it where people must find it on the form. */
export const planTerms = {
  plan: { id: "Sasaran Kinerja Pegawai (SKP)", en: "Performance plan (SKP)" },
  result: { id: "Rencana Hasil Kerja", en: "Planned result (RHK)" },
  served: { id: "Rencana Hasil Kerja Atasan yang Diintervensi", en: "Superior's result served" },
  provisionalParent: { id: "Induk sementara", en: "Provisional parent" },
  indicator: { id: "Indikator Kinerja Individu", en: "Individual performance indicator (IKI)" },
  behaviour: { id: "Perilaku Kerja", en: "Work behaviour" },
  leaderExpectation: { id: "Ekspektasi Khusus Pimpinan", en: "The leader's own expectation" },
  resources: { id: "Dukungan Sumber Daya", en: "Resource support" },
  accountability: { id: "Skema Pertanggungjawaban", en: "Reporting scheme" },
  consequences: { id: "Konsekuensi", en: "Consequences" },
} as const satisfies Record<string, Text>;

export const planStateLabels: Readonly<Record<PlanState, Text>> = {
  draft: { id: "Draf", en: "Draft" },
  submitted: { id: "Menunggu penilai", en: "Waiting for the appraiser" },
  returned: { id: "Dikembalikan", en: "Returned" },
  approved: { id: "Ditetapkan", en: "Approved" },
  amending: {
    id: "Sedang diubah; SKP yang ditetapkan tetap berlaku",
    en: "Being amended; the approved plan holds",
  },
};

export const planActionLabels: Readonly<Record<PlanAction, Text>> = {
  submit: { id: "Kirim", en: "Submit" },
  return: { id: "Kembalikan", en: "Return" },
  approve: { id: "Tetapkan", en: "Approve" },
  amend: { id: "Ubah SKP", en: "Amend the plan" },
  keep: { id: "Batalkan perubahan", en: "Discard the changes" },
};

export const approachLabels: Readonly<Record<PlanApproach, Text>> = {
  quantitative: { id: "Kuantitatif", en: "Quantitative" },
  qualitative: { id: "Kualitatif", en: "Qualitative" },
};

export const resultKindLabels: Readonly<Record<ResultKind, Text>> = {
  main: { id: "Utama", en: "Main" },
  additional: { id: "Tambahan", en: "Additional" },
};

export const aspectLabels: Readonly<Record<Aspect, Text>> = {
  quantity: { id: "Kuantitas", en: "Quantity" },
  quality: { id: "Kualitas", en: "Quality" },
  time: { id: "Waktu", en: "Time" },
  cost: { id: "Biaya", en: "Cost" },
};

export const perspectiveLabels: Readonly<Record<Perspective, Text>> = {
  "service-recipients": { id: "Penerima Layanan", en: "Service recipients" },
  "business-process": { id: "Proses Bisnis", en: "Internal processes" },
  "internal-strengthening": { id: "Penguatan Internal", en: "Learning and growth" },
  budget: { id: "Anggaran", en: "Budget" },
};

export const directionLabels: Readonly<Record<Direction, Text>> = {
  maximise: { id: "Maksimalkan", en: "Maximise" },
  minimise: { id: "Minimalkan", en: "Minimise" },
  stabilise: { id: "Jaga tetap", en: "Keep stable" },
};

/** The sentence of a finding, filled in both languages. */
export function planVerdictText(verdict: Verdict<PlanVerdictCode>): Text {
  return fill(planVerdicts[verdict.code].text, verdict.values);
}
