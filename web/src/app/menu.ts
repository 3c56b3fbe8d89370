import type { Role } from "#shared/platform/permissions.ts";
import type { Text } from "#shared/platform/text.ts";
import { type WebPath, webPaths } from "#shared/platform/web-paths.ts";
import {
  award,
  bell,
  building2,
  calendarDays,
  chartNoAxesColumn,
  fileCheck,
  fileText,
  fileUp,
  inbox,
  landmark,
  listChecks,
  pencil,
  settings,
  sun,
  users,
} from "../ui/icons.ts";
import type { Me } from "./me.ts";
import { homeOf, mayOpen } from "./paths.ts";
import { appTexts } from "./texts.ts";

/** What the menu calls a page. */
interface MenuItem {
  readonly path: WebPath;
  readonly label: Text;
  readonly icon: string;
  /** Whose menu it is in, of those who may open it: whoever is on the roster, has people to appraise, sets predicates of units, or prepares for an official. */
  readonly only?: "employees" | "appraisers" | "leaders" | "assistants";
}

const items: readonly MenuItem[] = [
  { path: webPaths.today, label: appTexts.today, icon: sun, only: "employees" },
  { path: webPaths.plan, label: appTexts.plan, icon: listChecks, only: "employees" },
  { path: webPaths.report, label: appTexts.report, icon: fileText, only: "employees" },
  { path: webPaths.result, label: appTexts.result, icon: fileCheck, only: "employees" },
  { path: webPaths.inbox, label: appTexts.inbox, icon: inbox, only: "appraisers" },
  { path: webPaths.team, label: appTexts.team, icon: users, only: "appraisers" },
  { path: webPaths.preparing, label: appTexts.preparing, icon: pencil, only: "assistants" },
  { path: webPaths.organisation, label: appTexts.organisation, icon: award, only: "leaders" },
  { path: webPaths.monitor, label: appTexts.monitor, icon: chartNoAxesColumn },
  { path: webPaths.cycles, label: appTexts.cycles, icon: calendarDays },
  { path: webPaths.people, label: appTexts.people, icon: users },
  { path: webPaths.units, label: appTexts.units, icon: building2 },
  { path: webPaths.imports, label: appTexts.imports, icon: fileUp },
  { path: webPaths.reminders, label: appTexts.reminders, icon: bell },
  { path: webPaths.settings, label: appTexts.settings, icon: settings },
  { path: webPaths.agencies, label: appTexts.agencies, icon: landmark },
];

/** What stands first in the menu, by the page where somebody begins; the rest follows in the order above. */
const firsts: Partial<Record<WebPath, readonly WebPath[]>> = {
  [webPaths.today]: [webPaths.today, webPaths.inbox, webPaths.preparing, webPaths.plan, webPaths.result],
  [webPaths.monitor]: [
    webPaths.monitor,
    webPaths.cycles,
    webPaths.people,
    webPaths.imports,
    webPaths.inbox,
    webPaths.today,
  ],
};

const leaders = ["official", "unitHead", "agencyAdmin", "planner"] as const satisfies readonly Role[];

/** A phone has room for five; the fifth leads to the rest. */
export const phoneItems = 4;

/**
 * The pages that a person's menu names. `appraises`: they have people to appraise, as far as is known yet; on the pages of
 * those people that is taken for granted, so that the menu stands still.
 */
export function menuOf(
  me: Pick<Me, "roles" | "employeeId" | "assists">,
  appraises: boolean,
  location: string,
): readonly MenuItem[] {
  // Every employee might lead a unit: who does without a role for it finds the way in the list of their people.
  const leads = leaders.some((role) => me.roles.includes(role));
  const has = {
    employees: me.employeeId !== undefined,
    appraisers: appraises || isAt(location, webPaths.inbox) || isAt(location, webPaths.team),
    leaders: leads,
    assistants: me.assists !== undefined,
  };
  const first = firsts[homeOf(me.roles)] ?? [];
  const place = ({ path }: MenuItem) => (first.includes(path) ? first.indexOf(path) : first.length);
  return items
    .filter(({ path, only }) => mayOpen(path, me.roles) && (only === undefined || has[only]))
    .sort((a, b) => place(a) - place(b));
}

/** Whether an address is a page or something below it: `/impor/imp_1` is below `/impor`. */
export function isAt(location: string, path: WebPath): boolean {
  return location === path || location.startsWith(`${path}/`);
}
