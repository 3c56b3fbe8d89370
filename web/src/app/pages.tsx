import type { ComponentType } from "preact";
import { type WebPath, webPaths } from "#shared/platform/web-paths.ts";
import { lazyPage } from "./lazy.tsx";

/** A page behind the sign-in; who may open it stands in `pageNeeds`. */
export interface PageEntry {
  readonly path: WebPath;
  readonly page: ComponentType<Record<never, never>>;
  /** One thing is done here, and one comes back from it: the page has a way back and no menu below. */
  readonly isTask?: true;
}

// Until each page is drawn.
const home = lazyPage(async () => (await import("../pages/home.tsx")).HomePage);

/**
 * Every page there is, by path. Pages of one role share a module, so that a phone loads what its person does and no more:
 * `lazyPage(async () => (await import("../pages/employee/pages.ts")).PlanPage)`.
 */
export const pages: readonly PageEntry[] = [
  // Employee
  { path: webPaths.today, page: home },
  { path: webPaths.plan, page: home },
  { path: webPaths.report, page: home },
  { path: webPaths.result, page: home },

  // Supervisor
  { path: webPaths.inbox, page: home },
  { path: webPaths.team, page: home },

  // Administrator and unit head
  { path: webPaths.monitor, page: home },
  { path: webPaths.cycles, page: home },
  // Before a person's page, whose path would take it for an id.
  {
    path: webPaths.slips,
    page: lazyPage(async () => (await import("../pages/slips/slips-page.tsx")).SlipsPage),
    isTask: true,
  },
  { path: webPaths.people, page: home },
  { path: webPaths.units, page: home },
  { path: webPaths.imports, page: home },
  { path: webPaths.reminders, page: home },
  { path: webPaths.settings, page: home },

  // Operator
  { path: webPaths.agencies, page: home },

  {
    path: webPaths.account,
    page: lazyPage(async () => (await import("../pages/account.tsx")).AccountPage),
  },
];
