import { entity, globalEntity, type Stored } from "../platform/table/entity.ts";
import { keys } from "../platform/table/keys.ts";
import { accessPattern, type KeyRange } from "../platform/table/query.ts";
import type { AgencyTable } from "../platform/table/table.ts";
import {
  Agency,
  CalendarChanges,
  DirectoryEntry,
  defaultSettings,
  houseAgencyId,
  houseName,
  Settings,
} from "./model.ts";

export const agencyEntity = entity({
  name: "agency",
  keyClass: "agency",
  schema: 1,
  model: Agency,
  key: (agency, _ref: object) => keys.agency(agency),
});

export const settingsEntity = entity({
  name: "settings",
  keyClass: "agency",
  schema: 1,
  model: Settings,
  key: (agency, _ref: object) => keys.settings(agency),
});

/** The operator's list of agencies. */
export const directoryEntity = globalEntity({
  name: "directoryEntry",
  keyClass: "directory",
  schema: 1,
  model: DirectoryEntry,
  key: (ref: Pick<DirectoryEntry, "agencyId">) => keys.directoryEntry(ref.agencyId),
});

/** Every agency, for the operator. `DIRECTORY` */
export const allAgencies: KeyRange = { partition: keys.directoryEntry("" as Agency["agencyId"]).pk };

export const calendarEntity = entity({
  name: "calendarYear",
  keyClass: "agency",
  schema: 1,
  model: CalendarChanges,
  key: (agency, ref: Pick<CalendarChanges, "year">) => keys.calendarYear(agency, ref.year),
});

/** Profile, settings and calendar lie together: one query. `A#<a>#AGENCY` */
const agencyItems = accessPattern([agencyEntity, settingsEntity, calendarEntity], (agency) => ({
  partition: keys.agency(agency).pk,
}));

export interface AgencyRecord {
  readonly profile: Stored<Agency>;
  readonly settings: Stored<Settings>;
  readonly calendar: readonly Stored<CalendarChanges>[];
}

/** The agency that the table belongs to. Throws if it was never onboarded, which a verified actor rules out. */
export async function readAgency(table: AgencyTable): Promise<AgencyRecord> {
  const items = await table.queryTogether(agencyItems);
  const [profile] = items.agency;
  const [settings] = items.settings;
  if (profile === undefined || settings === undefined) throw new Error("the agency has no profile");
  return { profile, settings: { ...settings, ...withDefaults(settings) }, calendar: items.calendarYear };
}

/** A setting that came later has its default where an agency never chose. */
function withDefaults(settings: Settings): Settings {
  return { ...defaultSettings, ...settings };
}

/** What an agency is called now; the house has no profile. */
export async function readAgencyName(table: AgencyTable): Promise<string> {
  if (table.agency === houseAgencyId) return houseName;
  return (await table.get(agencyEntity, {}))?.name ?? "";
}
