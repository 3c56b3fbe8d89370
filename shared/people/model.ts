import * as z from "zod";
import { idSchema } from "#shared/platform/ids.ts";

/** A calendar day, `2026-10-01`. Assignments and facts hold for whole days of the agency's zone; `to` is inclusive. */
export const Day = z.iso.date();
export type Day = string;

export const Nip = z.string().regex(/^\d{18}$/);

/** CPNS are PNS on probation. PPPK paruh waktu: contracts of one year, quarterly and annual (KepmenPANRB 16/2025). */
export const employeeKinds = ["PNS", "CPNS", "PPPK", "PPPK_PARUH_WAKTU"] as const;
export const EmployeeKind = z.enum(employeeKinds);
export type EmployeeKind = z.infer<typeof EmployeeKind>;

/** Jenis jabatan, highest first (UU 20/2023: JPT, administrasi, fungsional). */
export const postKinds = [
  "jpt-utama",
  "jpt-madya",
  "jpt-pratama",
  "administrator",
  "pengawas",
  "fungsional",
  "pelaksana",
] as const;
export const PostKind = z.enum(postKinds);
export type PostKind = z.infer<typeof PostKind>;

/** Jenjang of functional posts: keterampilan, then keahlian. */
export const postLevels = [
  "pemula",
  "terampil",
  "mahir",
  "penyelia",
  "ahli-pertama",
  "ahli-muda",
  "ahli-madya",
  "ahli-utama",
] as const;
export const PostLevel = z.enum(postLevels);
export type PostLevel = z.infer<typeof PostLevel>;

/**
 * Kedudukan hukum. Several of these suggest an exclusion, none *is* one: an exclusion has its own dates and rule.
 * A disciplinary sanction and maternity or sick leave leave a person `active`.
 */
export const standings = [
  "active",
  "unpaid-leave",
  "temporary-dismissal",
  "pre-retirement-leave",
  "state-office",
  "study-leave",
  "retired",
  "deceased",
  "dismissed",
  "transferred-out",
] as const;
export const Standing = z.enum(standings);
export type Standing = z.infer<typeof Standing>;

/** Standings under which nobody is in service any more. */
export const endedStandings: readonly Standing[] = ["retired", "deceased", "dismissed", "transferred-out"];

/** The name as spoken, with academic and other titles apart, so that lists sort by name. */
export const PersonName = z.object({
  name: z.string().min(1).max(120),
  titleBefore: z.string().max(60).optional(),
  titleAfter: z.string().max(120).optional(),
});
export type PersonName = z.infer<typeof PersonName>;

/** A civil servant of the agency. What changes with a move lies in assignments, not here. */
export const Employee = z.object({
  id: idSchema("employee"),
  nip: Nip,
  ...PersonName.shape,
  kind: EmployeeKind,
  /** Golongan of the kind's own scale (`ranks.ts`). */
  rank: z.string().max(6).optional(),
  email: z.email().max(254).optional(),
  standing: Standing,
  /** Since when that standing holds, where known. */
  standingFrom: Day.optional(),
  /** Last day of the contract; PPPK only. */
  contractEnd: Day.optional(),
  /** First day of retirement. */
  retirement: Day.optional(),
});
export type Employee = z.infer<typeof Employee>;

/**
 * Who appraises without being on the roster: mayor, governor, minister, or their acting successor (who may be an ASN
 * of another agency, with a NIP). A roster gives the office only; the name is filled in later.
 */
export const ExternalOfficial = z.object({
  id: idSchema("official"),
  office: z.string().min(1).max(160),
  name: z.string().min(1).max(160).optional(),
  nip: Nip.optional(),
  email: z.email().max(254).optional(),
  from: Day.optional(),
  to: Day.optional(),
});
export type ExternalOfficial = z.infer<typeof ExternalOfficial>;

export const Unit = z.object({
  id: idSchema("unit"),
  name: z.string().min(1).max(160),
  parent: idSchema("unit").optional(),
  from: Day.optional(),
  to: Day.optional(),
});
export type Unit = z.infer<typeof Unit>;

export const Position = z.object({
  title: z.string().min(1).max(200),
  kind: PostKind.optional(),
  level: PostLevel.optional(),
  /** TMT jabatan. */
  since: Day.optional(),
});
export type Position = z.infer<typeof Position>;

export const AppraiserRef = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("employee"), id: idSchema("employee") }),
  z.strictObject({ kind: z.literal("official"), id: idSchema("official") }),
]);
export type AppraiserRef = z.infer<typeof AppraiserRef>;

/** In which capacity someone appraises. Plt and Plh may set plans and appraise (SE BKN 1/SE/I/2021). */
export const appraiserRoles = ["definitif", "Plt", "Plh", "delegasi"] as const;
export const AppraiserRole = z.enum(appraiserRoles);
export type AppraiserRole = z.infer<typeof AppraiserRole>;

/** The "surat perintah" under which a Plt or Plh works: there is no decree and no inauguration. */
export const MandateLetter = z.strictObject({ number: z.string().min(1).max(100), date: Day.optional() });
export type MandateLetter = z.infer<typeof MandateLetter>;

/** What a person does, where, and who appraises them, for a stretch of days. */
export const Assignment = z.object({
  id: idSchema("assignment"),
  employee: idSchema("employee"),
  position: Position,
  unit: idSchema("unit"),
  /** Absent: nobody yet, which the data check reports. */
  appraiser: AppraiserRef.optional(),
  role: AppraiserRole,
  mandate: MandateLetter.optional(),
  /** The unit that the person leads in this post: their own, or one below it. */
  heads: idSchema("unit").optional(),
  from: Day,
  to: Day.optional(),
});
export type Assignment = z.infer<typeof Assignment>;

/** The closed list of reasons for which a person is not appraised (docs/rules.md#exclusions). */
export const exclusionReasons = [
  "unpaid-leave",
  "temporary-dismissal",
  "pre-retirement-leave",
  "state-office",
  "study-leave",
  "after-cut-off",
  "other-system",
] as const;
export const ExclusionReason = z.enum(exclusionReasons);
export type ExclusionReason = z.infer<typeof ExclusionReason>;

export const Exclusion = z
  .strictObject({
    reason: ExclusionReason,
    /** The rule or decision on which it rests, as the administrator states it. */
    rule: z.string().min(1).max(300),
    from: Day,
    to: Day.optional(),
    note: z.string().max(500).optional(),
  })
  .refine(({ from, to }) => to === undefined || from <= to, { path: ["to"] });
export type Exclusion = z.infer<typeof Exclusion>;
