import { type WebPath, webPaths } from "#shared/platform/web-paths.ts";
import { type LazyPage, lazyPage } from "./lazy.tsx";

/** A page behind the sign-in; who may open it stands in `pageNeeds`. */
export interface PageEntry {
  readonly path: WebPath;
  readonly page: LazyPage;
  /** One thing is done here, and one comes back from it: the page has a way back and no menu below. */
  readonly isTask?: true;
  /** It needs the whole of a wide screen, too: there the way back stands in place of the menu. */
  readonly isWhole?: true;
}

// Each becomes a file of its own, so that a phone loads what its person does and no more.
const today = () => import("../pages/employee/today.tsx");
const plan = () => import("../pages/employee/plan-pages.ts");
const report = () => import("../pages/employee/report-pages.ts");
const result = () => import("../pages/employee/result-pages.ts");
const criteria = () => import("../pages/employee/criteria-pages.ts");
const supervisor = () => import("../pages/supervisor/pages.ts");
const assistant = () => import("../pages/assistant/preparing-page.tsx");
const monitor = () => import("../pages/agency/monitor-pages.ts");
const cycle = () => import("../pages/agency/cycle-pages.ts");
const roster = () => import("../pages/roster/pages.ts");
const imports = () => import("../pages/roster/import-pages.ts");
const slips = () => import("../pages/slips/slips-page.tsx");
const reminder = () => import("../pages/agency/reminder-pages.ts");
const settings = () => import("../pages/agency/settings-pages.ts");
const operator = () => import("../pages/operator/pages.ts");
const account = () => import("../pages/account.tsx");

/** Every page there is, by path; of two that a path fits the first is shown. */
export const pages: readonly PageEntry[] = [
  // Employee
  { path: webPaths.today, page: lazyPage(async () => (await today()).TodayPage) },
  { path: webPaths.plan, page: lazyPage(async () => (await plan()).PlanPage) },
  { path: webPaths.planFrame, page: lazyPage(async () => (await plan()).PlanFramePage), isTask: true },
  { path: webPaths.planResult, page: lazyPage(async () => (await plan()).PlanResultPage), isTask: true },
  { path: webPaths.report, page: lazyPage(async () => (await report()).ReportPage), isTask: true },
  { path: webPaths.result, page: lazyPage(async () => (await result()).ResultPage) },
  { path: webPaths.explanation, page: lazyPage(async () => (await result()).ExplanationPage), isTask: true },
  { path: webPaths.criteria, page: lazyPage(async () => (await criteria()).CriteriaPage), isTask: true },
  { path: webPaths.position, page: lazyPage(async () => (await criteria()).PositionPage), isTask: true },

  // Supervisor
  { path: webPaths.inbox, page: lazyPage(async () => (await supervisor()).InboxPage) },
  {
    path: webPaths.rating,
    page: lazyPage(async () => (await supervisor()).PersonPage),
    isTask: true,
    isWhole: true,
  },
  { path: webPaths.team, page: lazyPage(async () => (await supervisor()).TeamPage) },
  { path: webPaths.organisation, page: lazyPage(async () => (await supervisor()).OrganisationPage) },

  // Whoever prepares for an external official
  { path: webPaths.preparing, page: lazyPage(async () => (await assistant()).PreparingPage) },
  {
    path: webPaths.preparingPerson,
    page: lazyPage(async () => (await supervisor()).PreparingPersonPage),
    isTask: true,
    isWhole: true,
  },

  // Administrator and unit head
  { path: webPaths.monitor, page: lazyPage(async () => (await monitor()).MonitorPage) },
  { path: webPaths.cycles, page: lazyPage(async () => (await cycle()).CyclesPage) },
  { path: webPaths.cycle, page: lazyPage(async () => (await cycle()).CyclePage) },
  { path: webPaths.people, page: lazyPage(async () => (await roster()).PeoplePage) },
  // Before a person's page, whose path would take it for an id.
  { path: webPaths.slips, page: lazyPage(async () => (await slips()).SlipsPage), isTask: true },
  { path: webPaths.person, page: lazyPage(async () => (await roster()).PersonPage), isTask: true },
  { path: webPaths.tickets, page: lazyPage(async () => (await roster()).TicketsPage), isTask: true },
  { path: webPaths.ticket, page: lazyPage(async () => (await roster()).TicketPage), isTask: true },
  { path: webPaths.units, page: lazyPage(async () => (await roster()).UnitsPage) },
  { path: webPaths.imports, page: lazyPage(async () => (await imports()).ImportsPage) },
  { path: webPaths.import, page: lazyPage(async () => (await imports()).ImportPage) },
  { path: webPaths.reminders, page: lazyPage(async () => (await reminder()).RemindersPage) },
  { path: webPaths.settings, page: lazyPage(async () => (await settings()).SettingsPage) },

  // Operator
  { path: webPaths.agencies, page: lazyPage(async () => (await operator()).AgenciesPage) },

  { path: webPaths.account, page: lazyPage(async () => (await account()).AccountPage) },
];
