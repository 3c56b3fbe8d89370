import { readEnv } from "#shared/platform/env.ts";
import type { Digest } from "#shared/reminders/rules.ts";

/** Pages of the web app that mails lead to. */
const pages = {
  employee: "/skp",
  supervisor: "/penilaian",
  superior: "/pemantauan",
  admin: "/pemantauan",
  copy: "/penilaian",
} as const;

/** Where a digest leads: the page of its most urgent section. */
export function linkOf(digest: Digest): string {
  const [first] = digest.sections;
  if (first === undefined) return pageAddress("/");
  const { work, cycleId } = first.mail;
  return pageAddress(`${pages[work.audience]}?siklus=${cycleId}`);
}

/** The letter's code stands behind `#`: no server and no log gets to see it. */
export function invitationLink(code: string): string {
  return pageAddress(`/undangan#${code}`);
}

export function planLink(cycleId: string): string {
  return pageAddress(`${pages.employee}?siklus=${cycleId}`);
}

export function resultLink(cycleId: string): string {
  return pageAddress(`/hasil?siklus=${cycleId}`);
}

export function checkLink(cycleId: string): string {
  return pageAddress(`${pages.admin}?siklus=${cycleId}`);
}

export function importLink(importId: string): string {
  return pageAddress(`/impor/${importId}`);
}

function pageAddress(path: string): string {
  return new URL(path, readEnv("service").PUBLIC_URL).href;
}
