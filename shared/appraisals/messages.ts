import type { EvaluationState, LateArrival } from "#shared/cycles/states.ts";
import { fill, type Text } from "#shared/platform/text.ts";
import type { Verdict } from "#shared/platform/verdict.ts";
import type { Breach, OrganisationPredicate } from "./distribution.ts";
import type { Predicate, Rating } from "./matrix.ts";
import type { EvaluationKind } from "./model.ts";
import { type AppraisalVerdictCode, appraisalVerdicts } from "./verdicts.ts";
import type { EvaluationAction } from "./workflow.ts";

/** The official terms of an evaluation. */
export const appraisalTerms = {
  appraiser: { id: "Pejabat Penilai Kinerja", en: "Appraiser (Pejabat Penilai Kinerja)" },
  superior: { id: "Atasan Pejabat Penilai", en: "Appraiser's superior (Atasan Pejabat Penilai)" },
  predicate: { id: "Predikat Kinerja", en: "Predicate (Predikat Kinerja)" },
  organisationPredicate: { id: "Predikat Kinerja Organisasi", en: "Organisation predicate" },
  distribution: { id: "Pola Distribusi", en: "Distribution pattern" },
  evidence: { id: "Bukti Dukung", en: "Evidence" },
  feedback: { id: "Umpan Balik Berkelanjutan", en: "Continuous feedback" },
  dialogue: { id: "Dialog Kinerja", en: "Performance dialogue" },
  objection: { id: "Keberatan", en: "Objection (Keberatan)" },
  document: { id: "Dokumen Evaluasi Kinerja Pegawai", en: "Evaluation document" },
  strength: { id: "Yang sudah baik", en: "What went well" },
  improvement: { id: "Yang dapat ditingkatkan", en: "What can be improved" },
  noReport: { id: "Belum ada laporan", en: "No report yet" },
  provisional: { id: "Sementara", en: "Provisional" },
} as const satisfies Record<string, Text>;

export const judgementLabels = {
  result: { id: "hasil kerja", en: "work result" },
  behaviour: { id: "perilaku kerja", en: "work behaviour" },
} as const satisfies Record<"result" | "behaviour", Text>;

/** The full words of a rating; English keeps its own, the form's word is in Indonesian. */
export const ratingLabels: Readonly<Record<Rating, Text>> = {
  above: { id: "Di Atas Ekspektasi", en: "Above expectation" },
  meets: { id: "Sesuai Ekspektasi", en: "Meets expectation" },
  below: { id: "Di Bawah Ekspektasi", en: "Below expectation" },
};

/** A rating beside a shape or in the matrix. */
export const ratingShortLabels: Readonly<Record<Rating, Text>> = {
  above: { id: "Di Atas", en: "Above" },
  meets: { id: "Sesuai", en: "Meets" },
  below: { id: "Di Bawah", en: "Below" },
};

/** The criteria of the overall result in words (docs/rules.md#the-overall-result). */
export const resultCriteria: Readonly<Record<Rating, Text>> = {
  above: {
    id: "Sebagian besar atau seluruh hasil kerja di atas ekspektasi, dan tidak ada hasil kerja utama di bawahnya.",
    en: "Most or all results are above expectation, and no main result is below it.",
  },
  meets: {
    id: "Sebagian besar atau seluruh hasil kerja sesuai ekspektasi, dan hanya sebagian kecil hasil kerja utama di bawahnya.",
    en: "Most or all results are as expected, and only a small part of the main ones is below.",
  },
  below: {
    id: "Sebagian besar atau seluruh hasil kerja di bawah ekspektasi.",
    en: "Most or all results are below expectation.",
  },
};

/** A predicate on screen. */
export const predicateLabels: Readonly<Record<Predicate, Text>> = {
  "very-good": { id: "Sangat Baik", en: "Very good" },
  good: { id: "Baik", en: "Good" },
  "needs-improvement": { id: "Butuh Perbaikan", en: "Needs improvement" },
  poor: { id: "Kurang", en: "Poor" },
  "very-poor": { id: "Sangat Kurang", en: "Very poor" },
};

/** A predicate on an official document: the form's own words, Indonesian in either language. */
export const predicateDocumentLabels: Readonly<Record<Predicate, string>> = {
  "very-good": "Sangat Baik",
  good: "Baik",
  "needs-improvement": "Butuh Perbaikan",
  poor: "Kurang/Misconduct",
  "very-poor": "Sangat Kurang",
};

export const organisationPredicateLabels: Readonly<Record<OrganisationPredicate, Text>> = {
  exceptional: { id: "Istimewa", en: "Exceptional" },
  good: { id: "Baik", en: "Good" },
  "needs-improvement": { id: "Butuh Perbaikan", en: "Needs improvement" },
  poor: { id: "Kurang", en: "Poor" },
  "very-poor": { id: "Sangat Kurang", en: "Very poor" },
};

export const evaluationKindLabels: Readonly<Record<EvaluationKind, Text>> = {
  periodic: { id: "Evaluasi periodik", en: "Periodic evaluation" },
  annual: { id: "Evaluasi tahunan", en: "Annual evaluation" },
  internal: { id: "Evaluasi semester (internal)", en: "Semester evaluation (internal)" },
};

export const evaluationStateLabels: Readonly<Record<EvaluationState, Text>> = {
  "not-started": { id: "Menunggu laporan pegawai", en: "Waiting for the employee's report" },
  reported: { id: "Menunggu penilai", en: "Waiting for the appraiser" },
  drafted: { id: "Draf penilaian", en: "Rating drafted" },
  submitted: { id: "Ditetapkan, menunggu dibaca", en: "Final, waiting to be read" },
  acknowledged: { id: "Telah menerima", en: "Receipt acknowledged" },
  refused: { id: "Penerimaan ditolak", en: "Receipt refused" },
  "deemed-received": { id: "Dianggap telah diterima", en: "Deemed received" },
  "closed-without-report": { id: "Ditutup: belum ada laporan", en: "Closed: no report" },
};

export const evaluationActionLabels: Readonly<Record<EvaluationAction, Text>> = {
  report: { id: "Kirim laporan", en: "Send the report" },
  retractReport: { id: "Tarik kembali laporan", en: "Withdraw the report" },
  prepare: { id: "Simpan draf", en: "Save draft" },
  rate: { id: "Simpan draf", en: "Save draft" },
  submit: { id: "Tetapkan penilaian", en: "Make the rating final" },
  withdraw: { id: "Tarik kembali", en: "Withdraw" },
  acknowledge: { id: "Telah menerima", en: "I have received it" },
  refuse: { id: "Menolak menerima", en: "Refuse receipt" },
  settleRefusal: { id: "Selesaikan penolakan", en: "Settle the refusal" },
  deemReceived: { id: "Dianggap telah diterima", en: "Deem received" },
  reopen: { id: "Buka kembali", en: "Reopen" },
  declineReport: { id: "Tolak laporan terlambat", en: "Decline the late report" },
  closeWithoutReport: { id: "Tutup: belum ada laporan", en: "Close: no report" },
  reopenReport: { id: "Buka kembali pelaporan", en: "Reopen reporting" },
};

/** What an explanation says of a report that came late. */
export const lateReportNotes: Readonly<Record<LateArrival, Text>> = {
  "late-accepted": {
    id: "Laporan tiba terlambat karena gangguan layanan, dan diterima menurut aturan instansi.",
    en: "The report came late because of an outage, and was accepted by the agency's rule.",
  },
  "late-appraiser-decides": {
    id: "Laporan tiba terlambat; penilai menerimanya dengan menetapkan penilaian ini.",
    en: "The report came late; the appraiser accepted it by making this rating final.",
  },
};

/** The sentence of a finding, filled in both languages. */
export function appraisalVerdictText(verdict: Verdict<AppraisalVerdictCode>): Text {
  return fill(appraisalVerdicts[verdict.code].text, verdict.values);
}

/** The pattern in words, beside a breach or the room that is left (SE MenPANRB 3/2023). */
export const distributionRuleTexts: Readonly<Record<OrganisationPredicate, Text>> = {
  exceptional: {
    id: "Organisasi Istimewa: sebagian besar Sangat Baik, paling banyak 70 persen; lainnya bebas.",
    en: "Organisation Istimewa: mostly Sangat Baik, at most 70 percent; the others are free.",
  },
  good: {
    id: "Organisasi Baik: sebagian besar Baik, paling banyak 70 persen; harus ada Butuh Perbaikan dan/atau Kurang.",
    en: "Organisation Baik: mostly Baik, at most 70 percent; there must be some Butuh Perbaikan and/or Kurang.",
  },
  "needs-improvement": {
    id: "Organisasi Butuh Perbaikan: paling sedikit 60 persen Butuh Perbaikan; Sangat Baik paling banyak 10 persen.",
    en: "Organisation Butuh Perbaikan: at least 60 percent Butuh Perbaikan; Sangat Baik at most 10 percent.",
  },
  poor: {
    id: "Organisasi Kurang: paling sedikit 60 persen Kurang dan 10 persen Butuh Perbaikan; Sangat Baik paling banyak 10 persen.",
    en: "Organisation Kurang: at least 60 percent Kurang and 10 percent Butuh Perbaikan; Sangat Baik at most 10 percent.",
  },
  "very-poor": {
    id: "Organisasi Sangat Kurang: paling sedikit 60 persen Sangat Kurang dan 10 persen Kurang dan/atau Butuh Perbaikan; tidak ada Sangat Baik.",
    en: "Organisation Sangat Kurang: at least 60 percent Sangat Kurang and 10 percent Kurang and/or Butuh Perbaikan; no Sangat Baik.",
  },
};

const breachTexts: Readonly<Record<Breach["kind"], Text>> = {
  "at-most": {
    id: "{group}: {actual} orang, pola membolehkan paling banyak {limit}.",
    en: "{group}: {actual} people, the pattern allows at most {limit}.",
  },
  "at-least": {
    id: "{group}: {actual} orang, pola meminta paling sedikit {limit}.",
    en: "{group}: {actual} people, the pattern asks for at least {limit}.",
  },
};

const breachReasons: Readonly<Record<Breach["reason"], Text>> = {
  pattern: { id: "", en: "" },
  infeasible: {
    id: " Untuk {total} orang pola ini tidak mungkin dipenuhi; penetapan tidak dihalangi.",
    en: " With {total} people the pattern cannot be met; nothing is blocked.",
  },
  "under-one": {
    id: " Untuk {total} orang bagian itu kurang dari satu orang; penetapan tidak dihalangi.",
    en: " With {total} people that share is less than one person; nothing is blocked.",
  },
};

/** A breach as a warning with its reason; the rule itself stands in `distributionRuleTexts`. */
export function breachText(breach: Breach, total: number): Text {
  const words = (language: "id" | "en", or: string) =>
    breach.of.map((predicate) => predicateLabels[predicate][language]).join(or);
  const group = { id: words("id", " dan/atau "), en: words("en", " and/or ") };
  const values = { group, actual: breach.actual, limit: breach.limit, total };
  const [what, why] = [fill(breachTexts[breach.kind], values), fill(breachReasons[breach.reason], values)];
  return { id: what.id + why.id, en: what.en + why.en };
}
