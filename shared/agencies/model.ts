import * as z from "zod";
import { type Id, idSchema } from "../platform/ids.ts";

/** The five systems of which each agency starts with one; a preset is data that the agency then changes. */
export const presets = ["lampung-penilaian", "pauh", "lampung-iku", "lhokseumawe", "lampung-pns"] as const;
export const Preset = z.enum(presets);
export type Preset = z.infer<typeof Preset>;

/** Companion (e-Kinerja BKN is the record) or own record. */
export const Mode = z.enum(["pendamping", "mandiri"]);

/** An IANA zone that this runtime knows, such as `Asia/Makassar`. */
export const Zone = z.string().max(64).refine(isZone, { error: "IANA" });

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

export const Agency = z.object({
  agencyId: idSchema("agency"),
  name: z.string(),
  zone: Zone,
  preset: Preset,
  mode: Mode,
  language: z.enum(["id", "en"]),
  createdAt: z.string(),
});
export type Agency = z.infer<typeof Agency>;

/** What an agency may change about how the service works for it. */
export const Settings = z.object({
  /** Days of work in a week: Monday to Friday, or to Saturday. Units may differ (`Unit.workingWeek`). */
  workingWeek: z.enum(["five-days", "six-days"]),
  /** Hour of the day at which reminders leave, in the agency's zone. */
  reminderHour: z.int().min(5).max(20),
  /** Days to object after receipt, and whether they are calendar or working days (PP 30/2019 art. 59 says only "14 hari"). */
  objection: z.strictObject({ days: z.int().min(1).max(60), counted: z.enum(["calendar", "working"]) }),
  /** What becomes of a submission that was sealed offline without proof. */
  lateArrival: z.enum(["refuse", "appraiser-decides", "accept-in-outage"]),
  /** A sentence about consequences, exactly as the agency wants it in mails; none by default. */
  consequenceNote: z.string().max(300).optional(),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = {
  workingWeek: "five-days",
  reminderHour: 8,
  objection: { days: 14, counted: "calendar" },
  lateArrival: "appraiser-decides",
};

const name = z.string().trim().min(3).max(160);
const personName = z.string().trim().min(1).max(160);

/** What the operator says to onboard an agency. */
export const OnboardAgency = z.strictObject({
  name,
  zone: Zone,
  preset: Preset,
  mode: Mode.default("pendamping"),
  language: z.enum(["id", "en"]).default("id"),
  administrator: z.strictObject({ name: personName, email: z.email().max(254) }),
});

/** A change of the agency's profile or settings; what is left out stays. */
export const ConfigureAgency = z.strictObject({
  name: name.optional(),
  mode: Mode.optional(),
  language: z.enum(["id", "en"]).optional(),
  settings: z.strictObject(Settings.shape).partial().optional(),
});

export const AgencyView = Agency.extend({ settings: Settings, version: z.int() });

export const DirectoryEntry = Agency.pick({
  agencyId: true,
  name: true,
  zone: true,
  preset: true,
  createdAt: true,
});
export type DirectoryEntry = z.infer<typeof DirectoryEntry>;

/** Days that an agency adds to or takes from the national calendar of a year. */
export const CalendarChanges = z.object({
  year: z.int(),
  added: z.array(z.object({ date: z.iso.date(), name: z.string() })),
  removed: z.array(z.iso.date()),
});
export type CalendarChanges = z.infer<typeof CalendarChanges>;

/** With the version that a change must have seen. */
export const CalendarView = CalendarChanges.extend({ version: z.int() });

/** A year's days off in the whole country, as the service knows them; provisional until the joint decree appears. */
export const NationalYear = z.object({
  year: z.int(),
  status: z.enum(["decreed", "provisional"]),
  source: z.string(),
  daysOff: z.array(
    z.object({ date: z.iso.date(), kind: z.enum(["national", "joint-leave", "local"]), name: z.string() }),
  ),
});

/**
 * One year's changes as clients send them: a day of another year would be looked for in vain. `version` is the one last
 * read, 0 for a year that has none yet.
 */
export const ChangeCalendar = z
  .strictObject({
    version: z.int().min(0),
    year: z.int().min(2020).max(2100),
    added: z.array(z.strictObject({ date: z.iso.date(), name: z.string().trim().min(1).max(120) })).max(100),
    removed: z.array(z.iso.date()).max(100),
  })
  .refine(({ year, added, removed }) =>
    [...added.map(({ date }) => date), ...removed].every((date) => date.startsWith(`${year}-`)),
  );

/** The operator's own house: an agency without people, so that an operator is a member like everyone. */
export const houseAgencyId = `agc_${"0".repeat(26)}` as Id<"agency">;

/** What people read of the house, which has no profile. */
export const houseName = "Kinerja";
