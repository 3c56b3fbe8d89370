import * as z from "zod";
import {
  AppraiserRole,
  Day,
  EmployeeKind,
  MandateLetter,
  Nip,
  PersonName,
  Position,
  Standing,
} from "../model.ts";
import { type RosterColumn, rosterColumnNames } from "./columns.ts";
import { type VerdictCode, verdictCodes } from "./verdict-texts.ts";

/** Whom a row names as appraiser: a person by NIP, or an office outside the roster. */
export const NamedAppraiser = z.union([
  z.object({ nip: Nip }),
  z.object({ office: z.string().min(1).max(160) }),
]);
export type NamedAppraiser = z.infer<typeof NamedAppraiser>;

/** One person as the file has them, every value in its one form. People and units are still named, not identified. */
export const RosterEntry = z.object({
  row: z.int().positive(),
  nip: Nip,
  ...PersonName.shape,
  kind: EmployeeKind,
  rank: z.string().optional(),
  position: Position,
  unit: z.string().min(1),
  unitParent: z.string().optional(),
  appraiser: NamedAppraiser.optional(),
  role: AppraiserRole,
  mandate: MandateLetter.optional(),
  email: z.string().optional(),
  contractEnd: Day.optional(),
  retirement: Day.optional(),
  standing: Standing,
});
export type RosterEntry = z.infer<typeof RosterEntry>;

export const verdictOutcomes = ["refused", "repaired", "warned"] as const;
export type VerdictOutcome = (typeof verdictOutcomes)[number];

/**
 * What we say of one cell or row. `refused`: the row is left out. `repaired`: another form of what was meant is used.
 * `warned`: the row is used, and someone should look. A NIP among `found`, `became` and `values` is masked.
 */
export const Verdict = z.object({
  row: z.int().positive(),
  column: z.enum(rosterColumnNames as [RosterColumn, ...RosterColumn[]]).optional(),
  outcome: z.enum(verdictOutcomes),
  code: z.enum(verdictCodes as [VerdictCode, ...VerdictCode[]]),
  found: z.string().optional(),
  became: z.string().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Verdict = z.infer<typeof Verdict>;

/** What a row holds of the columns by which somebody finds it again, as it stands in the file; the NIP masked. */
export type ShownCells = Readonly<Partial<Record<(typeof shownColumns)[number], string>>>;
export const shownColumns = ["nip", "name", "postTitle", "unit"] as const satisfies readonly RosterColumn[];

/** A row after its own checks: without `entry` it is refused. NIP and name are kept, so that others can refer to it. */
export interface ReadRow {
  readonly row: number;
  readonly nip?: string;
  readonly name?: string;
  readonly entry?: RosterEntry;
  /** An appraiser's NIP that lost its last digits: its first fifteen, to be matched with the people of the file. */
  readonly lostAppraiser?: string;
  /** A date that reads as day/month and as month/day; what the rest of the file does decides. */
  readonly ambiguousDates?: readonly RosterColumn[];
  readonly shown: ShownCells;
  readonly verdicts: readonly Verdict[];
}
