import { readEnv } from "#shared/platform/env.ts";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import type { Digest } from "#shared/reminders/rules.ts";

/** Where whom a mail reminds finds what they have to do. */
const pages = {
  employee: webPaths.plan,
  supervisor: webPaths.inbox,
  superior: webPaths.monitor,
  admin: webPaths.monitor,
  copy: webPaths.inbox,
} as const;

/** Where a digest leads: the page of its most urgent section. */
export function linkOf(digest: Digest): string {
  const [first] = digest.sections;
  if (first === undefined) return pageAddress(webPaths.home);
  const { work, cycleId } = first.mail;
  return pageAddress(`${pages[work.audience]}?siklus=${cycleId}`);
}

/** The letter's code stands behind `#`: no server and no log gets to see it. */
export function invitationLink(code: string): string {
  return pageAddress(`${webPaths.invitation}#${code}`);
}

export function confirmationLink(code: string): string {
  return pageAddress(`${webPaths.confirmation}#${code}`);
}

export function planLink(cycleId: string): string {
  return pageAddress(`${pages.employee}?siklus=${cycleId}`);
}

export function resultLink(cycleId: string): string {
  return pageAddress(`${webPaths.result}?siklus=${cycleId}`);
}

export function reportLink(cycleId: string): string {
  return pageAddress(`${webPaths.report}?siklus=${cycleId}`);
}

/** Where an employee finds their appraiser, and what became of a ticket about it. */
export function ticketLink(): string {
  return pageAddress(webPaths.today);
}

export function checkLink(cycleId: string): string {
  return pageAddress(`${pages.admin}?siklus=${cycleId}`);
}

/** Whose contract ends before a day. */
export function contractsLink(before: string): string {
  return pageAddress(`${webPaths.people}?kontrak=${before}`);
}

export function importLink(importId: string): string {
  return pageAddress(pathTo(webPaths.import, { id: importId }));
}

function pageAddress(path: string): string {
  return new URL(path, readEnv("service").PUBLIC_URL).href;
}
