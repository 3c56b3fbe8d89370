import type { EvaluationVersion, Ratings, Report } from "#shared/appraisals/model.ts";
import type { FinalContext } from "#shared/appraisals/rules.ts";
import type { Indicator, PlanContent, PlannedResult } from "#shared/plans/model.ts";
import type { PlanContext } from "#shared/plans/rules.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";

/** The n-th invented result id. */
export function resultId(n: number): Id<"result"> {
  return idSchema("result").parse(`res_${String(n).padStart(26, "0")}`);
}

/** A measurable indicator that raises no question; override what the case is about. */
export function indicator(over: Partial<Indicator> = {}): Indicator {
  return {
    key: "waktu",
    text: "Waktu tanggap laporan jalan",
    aspect: "time",
    target: { kind: "number", value: "48" },
    unit: "jam",
    direction: "minimise",
    baseline: "72",
    family: "layanan",
    duty: "Menangani laporan kerusakan jalan",
    ...over,
  };
}

/** The n-th result, complete; override what the case is about. */
export function plannedResult(n: number, over: Partial<PlannedResult> = {}): PlannedResult {
  return {
    id: resultId(n),
    kind: "main",
    text: `Hasil kerja nomor ${n}`,
    serves: { result: null, text: "Jalan mantap 82 persen", provisional: false },
    perspective: null,
    indicators: [indicator()],
    ...over,
  };
}

/** A plan of given results that raises no finding. */
export function planOf(results: PlannedResult[], over: Partial<PlanContent> = {}): PlanContent {
  return {
    approach: "quantitative",
    behaviourEdition: "berakhlak-2021",
    expectations: { service: "Kabari pelapor sebelum pekerjaan dimulai" },
    resources: ["Satu kendaraan lapangan"],
    accountability: ["Laporan bulanan"],
    consequences: [],
    results,
    ...over,
  };
}

export const planContext: PlanContext = {
  form: "ja-jf",
  period: { from: "2026-07-01", to: "2026-12-31" },
  families: [{ id: "layanan", name: "mutu layanan" }],
  maxResults: 10,
};

/** A report with one piece of evidence (`b1`) per result. */
export function reportOn(plan: PlanContent): Report {
  return {
    realisations: plan.results.map((result) => ({
      result: result.id,
      reached: { waktu: { kind: "number", value: "41" } },
      text: "Rata-rata 41 jam",
      evidence: [{ kind: "link", key: "b1", title: "Register aduan", url: "https://contoh.go.id/register" }],
      obstacles: "",
    })),
  };
}

/** Ratings that may become final against `finalContext`: both whole ratings in the middle, words on both sides. */
export function ratingsOf(over: Partial<Ratings> = {}): Ratings {
  return {
    result: { rating: "meets", reason: "", basis: [] },
    behaviour: { rating: "meets", reason: "", basis: [] },
    results: [],
    behaviours: [],
    strengths: ["Tanggap laporan turun dari 72 ke 41 jam."],
    improvements: ["Kabari pelapor sebelum pekerjaan dimulai."],
    ...over,
  };
}

export function finalContext(plan: PlanContent, over: Partial<FinalContext> = {}): FinalContext {
  return {
    plan,
    report: reportOn(plan),
    organisation: { unit: "Bina Marga", predicate: "good" },
    headsUnit: false,
    feedback: new Set(["fb-1"]),
    ...over,
  };
}

/** What `explain` reads of a final evaluation. */
export function finalOf(
  plan: PlanContent,
  ratings: Ratings,
  over: Partial<EvaluationVersion> = {},
): Pick<
  EvaluationVersion,
  "kind" | "period" | "report" | "ratings" | "isProvisional" | "organisationPredicate" | "headsUnit"
> {
  return {
    kind: "internal",
    period: { from: "2026-07-01", to: "2026-12-31" },
    report: reportOn(plan),
    ratings,
    isProvisional: true,
    organisationPredicate: "good",
    headsUnit: false,
    ...over,
  };
}
