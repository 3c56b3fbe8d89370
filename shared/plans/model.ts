import * as z from "zod";
import { planStates } from "#shared/cycles/states.ts";
import {
  decimalText,
  key,
  line,
  type ObjectMaker,
  prose,
  refusing,
  sha256,
  stripping,
  verdictModel,
} from "#shared/platform/fields.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { behaviourEdition, behaviourValues } from "./berakhlak.ts";
import { planVerdictCodes } from "./verdicts.ts";

/** Quantitative: aspects, indicators and targets apart; qualitative: the measure of success as text (PermenPANRB 6/2022). */
export const PlanApproach = z.enum(["quantitative", "qualitative"]);
export type PlanApproach = z.infer<typeof PlanApproach>;

/** Main (utama: from the agreement, strategic plan or directive) or additional (tambahan: agreed outside the main duty). */
export const ResultKind = z.enum(["main", "additional"]);
export type ResultKind = z.infer<typeof ResultKind>;

/** The aspect that an indicator measures, on the form of administrators and functional officers (JA/JF). */
export const Aspect = z.enum(["quantity", "quality", "time", "cost"]);
export type Aspect = z.infer<typeof Aspect>;

/** The perspective of a result, on the form of high leaders (JPT), which has no aspects. */
export const Perspective = z.enum([
  "service-recipients",
  "business-process",
  "internal-strengthening",
  "budget",
]);
export type Perspective = z.infer<typeof Perspective>;

/** Which way is better. */
export const Direction = z.enum(["maximise", "minimise", "stabilise"]);
export type Direction = z.infer<typeof Direction>;

const limits = { results: 30, indicators: 10, annexLines: 20 };

/** A target, or a value reached for it: a number, a range, a day, or words. */
export function targetShape(object: ObjectMaker) {
  return z.discriminatedUnion("kind", [
    object({ kind: z.literal("number"), value: decimalText }),
    object({ kind: z.literal("range"), from: decimalText, to: decimalText }),
    object({ kind: z.literal("date"), day: z.iso.date() }),
    object({ kind: z.literal("text"), text: prose(500) }),
  ]);
}

/**
 * The shapes of a plan's content, once for what is stored and once for what clients send. A draft may be half filled, so
 * texts may be empty and choices null; `checkPlan` says what a submission still lacks.
 */
function contentShapes(object: ObjectMaker) {
  const Target = targetShape(object);
  const Indicator = object({
    key,
    text: prose(500),
    aspect: Aspect.nullable().default(null),
    target: Target.nullable().default(null),
    unit: line(40).default(""),
    direction: Direction.nullable().default(null),
    baseline: decimalText.nullable().default(null),
    /** The agency's indicator family that it covers, such as service quality or innovation. */
    family: key.nullable().default(null),
    /** The duty (tugas dan fungsi) that it measures. */
    duty: prose(300).default(""),
  });
  const PlannedResult = object({
    id: idSchema("result"),
    kind: ResultKind,
    text: prose(500),
    /** The superior's result that it serves (RHK atasan yang diintervensi); provisional until the superior has planned. */
    serves: object({
      result: idSchema("result").nullable().default(null),
      text: prose(500),
      provisional: z.boolean().default(false),
    })
      .nullable()
      .default(null),
    perspective: Perspective.nullable().default(null),
    indicators: z.array(Indicator).max(limits.indicators),
  });
  const annex = z.array(prose(500)).max(limits.annexLines).default([]);
  const PlanFrame = object({
    approach: PlanApproach,
    behaviourEdition: z.literal(behaviourEdition).default(behaviourEdition),
    /** Ekspektasi Khusus Pimpinan per value, beside the three fixed guides; a value without one is left out. */
    expectations: z.partialRecord(z.enum(behaviourValues), prose(1000)).default({}),
    /** Dukungan Sumber Daya, Skema Pertanggungjawaban, Konsekuensi: the three lists of the annex. */
    resources: annex,
    accountability: annex,
    consequences: annex,
  });
  const PlanContent = PlanFrame.extend({ results: z.array(PlannedResult).max(limits.results) });
  return { Target, Indicator, PlannedResult, PlanFrame, PlanContent };
}

const stored = contentShapes(stripping);
const sent = contentShapes(refusing);

export const { Target, Indicator, PlannedResult, PlanFrame, PlanContent } = stored;
export type Target = z.infer<typeof Target>;
export type Indicator = z.infer<typeof Indicator>;
export type PlannedResult = z.infer<typeof PlannedResult>;
export type PlanFrame = z.infer<typeof PlanFrame>;
/** A whole plan, as it is checked, hashed, submitted and printed. */
export type PlanContent = z.infer<typeof PlanContent>;

export const PlanState = z.enum(planStates);

/** One result being written, an item of its own with its own version, so that a save is one small write. */
export const ResultDraft = z.object({
  version: z.int().positive(),
  order: z.int().min(0).max(999),
  result: PlannedResult,
  savedAt: z.iso.datetime(),
});
export type ResultDraft = z.infer<typeof ResultDraft>;

/** What a plan has besides its results, being written. */
export const FrameDraft = z.object({
  version: z.int().positive(),
  frame: PlanFrame,
  savedAt: z.iso.datetime(),
});
export type FrameDraft = z.infer<typeof FrameDraft>;

export const PlanVerdict = verdictModel(planVerdictCodes);

/** A submitted plan: immutable, whole, hashed. `questions` are those that stood open when it was submitted. */
export const PlanVersion = z.object({
  number: z.int().positive(),
  basedOn: z.int().positive().nullable(),
  content: PlanContent,
  hash: sha256,
  questions: z.array(PlanVerdict),
  submittedAt: z.iso.datetime(),
  submittedBy: idSchema("employee"),
});
export type PlanVersion = z.infer<typeof PlanVersion>;

/** A supervisor's note on one field of a version; `path` as in a verdict, empty for the whole plan. */
const PlanNote = { path: line(200), text: prose(1000).min(1) };

/** The appraiser's decision on one version, kept beside it. */
export const PlanDecision = z.object({
  version: z.int().positive(),
  decision: z.enum(["returned", "approved"]),
  reason: prose(2000),
  notes: z.array(z.object(PlanNote)),
  decidedAt: z.iso.datetime(),
  decidedBy: z.union([idSchema("employee"), idSchema("official")]),
});
export type PlanDecision = z.infer<typeof PlanDecision>;

/** Saves one result; `version` is the one last read, 0 for a new draft. */
export const SaveResultDraft = z.strictObject({
  version: z.int().min(0),
  order: z.int().min(0).max(999),
  result: sent.PlannedResult,
});

/** Saves what a plan has besides its results; `version` is the one last read, 0 for a new draft. */
export const SavePlanFrame = z.strictObject({ version: z.int().min(0), frame: sent.PlanFrame });

/** Returns the version that was read, with a reason and notes beside their fields. */
export const ReturnPlan = z.strictObject({
  version: z.int().positive(),
  reason: prose(2000).min(1),
  notes: z.array(z.strictObject(PlanNote)).max(50).default([]),
});

/** Approves the version that was read: number and hash, so that nobody approves what they did not see. */
export const ApprovePlan = z.strictObject({
  version: z.int().positive(),
  hash: sha256,
  note: prose(2000).default(""),
});
