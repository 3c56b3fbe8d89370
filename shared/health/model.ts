import * as z from "zod";
import { idSchema } from "../platform/ids.ts";

const count = z.int().min(0);
/** A counter to which nothing was added yet is not there. */
const counter = count.default(0);

/** Work that was handed over and is due again: nobody finished it. */
export const Unfinished = z.object({
  agencyId: idSchema("agency"),
  kind: z.string(),
  count,
  /** For when the oldest of them was planned. */
  since: z.string(),
});
export type Unfinished = z.infer<typeof Unfinished>;

const common = {
  /** The version of the item that it tells of: an older one never replaces a newer one. */
  source: z.int(),
  /** When the service last heard of it. */
  seenAt: z.string(),
};
const ofAgency = { ...common, agencyId: idSchema("agency"), subject: z.string() };

/**
 * What is known of the service for its operator, one note a thing: numbers, states and instants. There is no place in it
 * for a person, a name or a word that somebody wrote.
 */
export const HealthNote = z.discriminatedUnion("topic", [
  z.object({ ...common, topic: z.literal("tick"), claimed: count, unfinished: z.array(Unfinished) }),
  z.object({ ...ofAgency, topic: z.literal("cycle"), state: z.string() }),
  z.object({ ...ofAgency, topic: z.literal("opening"), inScope: count, excluded: count, done: z.boolean() }),
  z.object({
    ...ofAgency,
    topic: z.literal("import"),
    state: z.string(),
    chunks: count.optional(),
    done: count,
    undone: count,
  }),
  z.object({
    ...ofAgency,
    topic: z.literal("recount"),
    at: z.string(),
    caughtUp: count,
    differing: count,
  }),
  /** Its subject is the day. */
  z.object({
    ...ofAgency,
    topic: z.literal("mail"),
    sent: counter,
    unknown: counter,
    skipped: counter,
    bounced: counter,
  }),
]);
export type HealthNote = z.infer<typeof HealthNote>;
export type AgencyNote = Exclude<HealthNote, { topic: "tick" }>;

/** What may need somebody, the most urgent first. */
export const findingCodes = [
  "tick-missed",
  "dead-letters",
  "work-unfinished",
  "opening-stands",
  "import-stands",
  "tally-drift",
  "recount-missed",
] as const;

/** Something that needs the operator, with the entry of `docs/runbooks` that says what to do. */
export const Finding = z.object({
  code: z.enum(findingCodes),
  runbook: z.string(),
  agencyId: idSchema("agency").optional(),
  agency: z.string().optional(),
  queue: z.string().optional(),
  kind: z.string().optional(),
  count: count.optional(),
  since: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;

export const AgencyHealth = z.object({
  agencyId: idSchema("agency"),
  name: z.string(),
  zone: z.string(),
  runningCycles: count,
  openings: z.array(z.object({ cycleId: z.string(), inScope: count, excluded: count, seenAt: z.string() })),
  imports: z.array(
    z.object({
      importId: z.string(),
      state: z.string(),
      done: count,
      of: count.optional(),
      seenAt: z.string(),
    }),
  ),
  /** By day, the latest first. */
  mail: z.array(z.object({ day: z.string(), sent: count, unknown: count, skipped: count, bounced: count })),
  /** The last nightly recount of any of its cycles. */
  recountedAt: z.string().optional(),
});
export type AgencyHealth = z.infer<typeof AgencyHealth>;

export const ServiceHealth = z.object({
  now: z.string(),
  tick: z.object({ at: z.string(), claimed: count }).optional(),
  findings: z.array(Finding),
  deadLetters: z.array(z.object({ queue: z.string(), count })),
  agencies: z.array(AgencyHealth),
  /** Whether that is all: a service of very many agencies is told in part. */
  isWhole: z.boolean(),
});
export type ServiceHealth = z.infer<typeof ServiceHealth>;
