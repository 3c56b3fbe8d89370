import type { ComponentType } from "preact";
import type { Permission } from "#shared/platform/permissions.ts";
import type { Text } from "#shared/platform/text.ts";
import { type WebPath, webPaths } from "#shared/platform/web-paths.ts";
import { lazyPage } from "./lazy.tsx";

/** A page behind the sign-in. */
export interface PageEntry {
  readonly path: WebPath;
  readonly page: ComponentType<Record<never, never>>;
  /** Without it the page says that it is not for this person, and the menu does not name it. */
  readonly needs?: Permission;
  /** What the menu calls it; absent: the menu does not. */
  readonly nav?: Text;
}

const home = lazyPage(async () => (await import("../pages/home.tsx")).HomePage);

/**
 * Every page there is, by path. Pages of one role share a module, so that a phone loads what its person does and no more:
 * `lazyPage(async () => (await import("../pages/employee.tsx")).PlanPage)`.
 */
export const pages: readonly PageEntry[] = [
  { path: webPaths.today, page: home },
  { path: webPaths.inbox, page: home },
  { path: webPaths.monitor, page: home },
  { path: webPaths.agencies, page: home },
  {
    path: webPaths.account,
    page: lazyPage(async () => (await import("../pages/account.tsx")).AccountPage),
  },
];
