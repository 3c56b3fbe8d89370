import * as z from "zod";
import { bothLanguages } from "../platform/fields.ts";
import { idSchema } from "../platform/ids.ts";
import { PageQuery, pageModel } from "../platform/pages.ts";
import { can, route } from "../platform/route.ts";
import { Application, ImportView, rowOutcomes } from "./imports.ts";
import {
  AppraiserRef,
  AppraiserRole,
  Day,
  Exclusion,
  ExternalOfficial,
  MandateLetter,
  Nip,
  Position,
  Standing,
  Unit,
} from "./model.ts";
import { Person } from "./person.ts";
import { verdictOutcomes } from "./roster/model.ts";
import { confidences } from "./roster/proposal.ts";
import { ticketRoutes } from "./ticket-routes.ts";

/** A person as lists show them: the NIP masked, and where they are today. */
export const PersonRow = z.object({
  id: idSchema("employee"),
  name: z.string(),
  nipMasked: z.string(),
  kind: Person.shape.kind,
  standing: Standing,
  post: z.string().optional(),
  unit: idSchema("unit").optional(),
  appraiser: AppraiserRef.optional(),
  /** Last day of the contract under which they serve. */
  contractEnd: Day.optional(),
});

export const PersonView = Person.extend({ version: z.int() });

const UnitView = Unit.extend({ version: z.int() });
const OfficialView = ExternalOfficial.extend({ version: z.int() });

const name = z.string().trim().min(1).max(160);

const NewUnit = z.strictObject({ name, parent: idSchema("unit").optional(), from: Day.optional() });
const ChangeUnit = z.strictObject({
  name: name.optional(),
  parent: idSchema("unit").optional(),
  to: Day.optional(),
});
const NewOfficial = z.strictObject({
  office: name,
  name: name.optional(),
  email: z.email().max(254).optional(),
  nip: Nip.optional(),
  from: Day.optional(),
  to: Day.optional(),
});

const PeopleQuery = PageQuery.extend({
  unit: idSchema("unit").optional(),
  appraiser: z.union([idSchema("employee"), idSchema("official")]).optional(),
  nip: z.string().max(40).optional(),
  /** Some of the words of a name, in any order; of the whole agency, fifty people at most. */
  name: z.string().trim().min(3).max(80).optional(),
  /** Contracts that end from today on and before this day, the first ends first. */
  contractEndsBefore: Day.optional(),
});

const ChangePerson = z.strictObject({
  email: z.email().max(254).nullable().optional(),
  standing: Standing.optional(),
  standingFrom: Day.optional(),
  contractEnd: Day.optional(),
  retirement: Day.optional(),
});

/** Another post, unit or appraiser from a day on; what is left out stays as it was the day before. */
const NewAssignment = z.strictObject({
  employee: idSchema("employee"),
  from: Day,
  to: Day.optional(),
  unit: idSchema("unit").optional(),
  /** The unit that the person leads from then on; `null` where none. Another post or unit leads none unless said. */
  heads: idSchema("unit").nullable().optional(),
  position: z.strictObject(Position.shape).optional(),
  appraiser: AppraiserRef.optional(),
  role: AppraiserRole.default("definitif"),
  mandate: z.strictObject(MandateLetter.shape).optional(),
});

/** What was entered wrongly from the start: the assignment itself changes, nothing begins or ends. */
const CorrectAssignment = z.strictObject({
  employee: idSchema("employee"),
  unit: idSchema("unit").optional(),
  heads: idSchema("unit").nullable().optional(),
  position: z.strictObject(Position.shape).optional(),
  appraiser: AppraiserRef.optional(),
  role: AppraiserRole.optional(),
  to: Day.nullable().optional(),
});

const VerdictView = z.object({
  row: z.int(),
  column: z.string().optional(),
  outcome: z.enum(verdictOutcomes),
  code: z.string(),
  found: z.string().optional(),
  became: z.string().optional(),
  text: bothLanguages,
});

const ProposalView = z.object({
  row: z.int(),
  name: z.string(),
  appraiser: z.string(),
  role: AppraiserRole,
  confidence: z.enum(confidences),
  reason: bothLanguages,
});

const RowView = z.object({
  row: z.int(),
  /** As it stands in the file, the NIP masked; absent where the cell is blank. */
  nip: z.string().optional(),
  name: z.string().optional(),
  postTitle: z.string().optional(),
  unit: z.string().optional(),
  outcome: z.enum(rowOutcomes),
  verdicts: z.array(VerdictView.omit({ row: true })),
  /** Whom the file names, or with a confidence whom we propose. */
  appraiser: z
    .object({
      name: z.string(),
      role: AppraiserRole,
      confidence: z.enum(confidences).optional(),
      reason: bothLanguages.optional(),
    })
    .optional(),
});

const ChangeView = z.object({
  kind: z.enum(["joined", "changed", "leaving"]),
  employee: idSchema("employee"),
  name: z.string(),
  row: z.int().optional(),
  reason: z.string().optional(),
  changes: z
    .array(z.object({ field: z.string(), before: z.string().optional(), after: z.string().optional() }))
    .optional(),
});

/** Pages of a preview lie in files, so a cursor here is only the number of the next. */
const PreviewQuery = z.strictObject({ page: z.coerce.number().int().min(1).default(1) });
const RowsQuery = PreviewQuery.extend({ outcome: z.enum(rowOutcomes).optional() });
const previewPage = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.int().optional() });

const assignmentErrors = [
  "assignment.own-appraiser",
  "assignment.circle",
  "assignment.unknown",
  "assignment.dates",
  "assignment.too-many",
] as const;

export const peopleRoutes = {
  listUnits: route({
    method: "GET",
    path: "/v1/units",
    access: can("units.read"),
    summary: "The whole tree of units, as a list in which each names its parent.",
    returns: z.object({ items: z.array(UnitView) }),
  }),
  createUnit: route({
    method: "POST",
    path: "/v1/units",
    access: can("units.manage"),
    summary: "Add a unit to the tree.",
    body: NewUnit,
    returns: UnitView,
    status: 201,
    errors: ["unit.parent"],
  }),
  changeUnit: route({
    method: "PATCH",
    path: "/v1/units/{unitId}",
    access: can("units.manage"),
    summary: "Rename a unit, move it in the tree, or end it on a day.",
    body: ChangeUnit,
    returns: UnitView,
    errors: ["unit.parent"],
  }),
  listOfficials: route({
    method: "GET",
    path: "/v1/officials",
    access: can("units.read"),
    summary: "Appraisers who are not on the roster: mayor, governor, minister.",
    returns: z.object({ items: z.array(OfficialView) }),
  }),
  createOfficial: route({
    method: "POST",
    path: "/v1/officials",
    access: can("people.manage"),
    summary: "Add an external official who appraises.",
    body: NewOfficial,
    returns: OfficialView,
    status: 201,
  }),
  changeOfficial: route({
    method: "PUT",
    path: "/v1/officials/{officialId}",
    access: can("people.manage"),
    summary: "Replace what is known of an external official, such as the name after an election.",
    body: NewOfficial,
    returns: OfficialView,
  }),
  listPeople: route({
    method: "GET",
    path: "/v1/employees",
    access: can("people.read"),
    summary:
      "People whose contract ends before a day, of a unit or of an appraiser, those of a name or the one with a NIP; else everyone, unit by unit.",
    query: PeopleQuery,
    returns: pageModel(PersonRow),
  }),
  readPerson: route({
    method: "GET",
    path: "/v1/employees/{employeeId}",
    access: can("people.read", { when: "reader-of-employee" }),
    summary: "Everything known of one person, with assignments and exclusions over time.",
    returns: PersonView,
  }),
  changePerson: route({
    method: "PATCH",
    path: "/v1/employees/{employeeId}",
    access: can("people.manage"),
    summary: "Correct a person's address, legal standing, contract or retirement.",
    body: ChangePerson,
    returns: PersonView,
  }),
  setExclusions: route({
    method: "PUT",
    path: "/v1/employees/{employeeId}/exclusions",
    access: can("people.manage"),
    summary: "Set the stretches in which a person is not appraised, each with its reason and rule.",
    body: z.strictObject({ exclusions: z.array(Exclusion).max(30) }),
    returns: PersonView,
  }),
  assignPerson: route({
    method: "POST",
    path: "/v1/assignments",
    access: can("people.manage"),
    summary: "Move somebody from a day on: post, unit or appraiser, also as Plt or Plh under a letter.",
    body: NewAssignment,
    returns: PersonView,
    status: 201,
    errors: assignmentErrors,
  }),
  correctAssignment: route({
    method: "PATCH",
    path: "/v1/assignments/{assignmentId}",
    access: can("people.manage"),
    summary: "Correct an assignment that was wrong from its first day.",
    body: CorrectAssignment,
    returns: PersonView,
    errors: assignmentErrors,
  }),
  startImport: route({
    method: "POST",
    path: "/v1/employees/imports",
    access: can("roster.import"),
    summary: "Begin an import: answers where to put the file (XLSX or CSV, 25 MB at most).",
    body: z.strictObject({
      fileName: z.string().trim().min(1).max(200),
      bytes: z
        .int()
        .min(1)
        .max(25 * 1024 * 1024),
    }),
    returns: ImportView.extend({
      upload: z.object({ method: z.literal("PUT"), url: z.string(), expiresAt: z.string() }),
    }),
    status: 201,
  }),
  readImport: route({
    method: "GET",
    path: "/v1/employees/imports/{importId}",
    access: can("roster.import"),
    summary: "How far an import is, and what its preview counts.",
    returns: ImportView,
  }),
  readRows: route({
    method: "GET",
    path: "/v1/employees/imports/{importId}/rows",
    access: can("roster.import"),
    summary:
      "The rows of the file in their order, each with what is said of it; all, or those of one outcome.",
    query: RowsQuery,
    returns: previewPage(RowView),
  }),
  readVerdicts: route({
    method: "GET",
    path: "/v1/employees/imports/{importId}/verdicts",
    access: can("roster.import"),
    summary: "What was refused, repaired or warned of, by row and column.",
    query: PreviewQuery,
    returns: previewPage(VerdictView),
  }),
  readProposals: route({
    method: "GET",
    path: "/v1/employees/imports/{importId}/proposals",
    access: can("roster.import"),
    summary: "Appraisers proposed from the unit tree, each with confidence and reason.",
    query: PreviewQuery,
    returns: previewPage(ProposalView),
  }),
  readChanges: route({
    method: "GET",
    path: "/v1/employees/imports/{importId}/changes",
    access: can("roster.import"),
    summary: "Who would join, change or seems to have left.",
    query: PreviewQuery,
    returns: previewPage(ChangeView),
  }),
  mapColumns: route({
    method: "PUT",
    path: "/v1/employees/imports/{importId}/columns",
    access: can("roster.import"),
    summary: "Say what the file's own headers mean; it is remembered, and the file is read again.",
    body: z.strictObject({ columns: z.record(z.string().max(120), z.string().max(40)) }),
    returns: ImportView,
    errors: ["import.state", "import.column-unknown"],
  }),
  applyImport: route({
    method: "POST",
    path: "/v1/employees/imports/{importId}/application",
    access: can("roster.import", { fresh: true }),
    summary: "Apply a previewed import: all rows, or the valid ones only.",
    body: Application,
    returns: ImportView,
    status: 202,
    errors: ["import.state", "import.refused-rows"],
  }),
  undoImport: route({
    method: "POST",
    path: "/v1/employees/imports/{importId}/undo",
    access: can("roster.import", { fresh: true }),
    summary: "Undo an applied import within 72 hours, while nothing is built on it.",
    returns: ImportView,
    status: 202,
    errors: ["import.state", "import.undo-over", "import.built-upon"],
  }),
  ...ticketRoutes,
} as const;
