import { type findingNames, stepNames } from "#shared/cycles/messages.ts";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import type { Api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import type { Say } from "./cycle-steps.ts";
import { cycleTexts } from "./cycle-texts.ts";
import { windowsOf } from "./cycle-windows.ts";

export type FindingCode = keyof typeof findingNames;
export type Finding = Awaited<ReturnType<Api["cycles"]["checkCycle"]>>["findings"][number];

/** Where a finding is put right, and what the link says. */
export interface Fix {
  readonly href: string;
  readonly label: string;
}

/** The page that mends a finding; of one about people, whoever it names leads to theirs. */
export function fixOf(finding: Pick<Finding, "code" | "window">, cycle: Cycle, say: Say): Fix | undefined {
  if (finding.code.startsWith("calendar.")) {
    return { href: `${webPaths.settings}?lihat=kalender`, label: say(cycleTexts.toCalendar) };
  }
  if (finding.code === "appraiser.external-no-email") {
    return { href: webPaths.units, label: say(cycleTexts.toOfficials) };
  }
  const window = windowsOf(cycle).find(({ key }) => key === finding.window);
  if (window === undefined) return undefined;
  return {
    href: `${pathTo(webPaths.cycle, { id: cycle.id })}?jendela=${window.key}`,
    label: say(cycleTexts.toWindow, { name: say(stepNames[window.step]) }),
  };
}

/** The page of somebody whom a finding names; officials from outside have none of their own. */
export function pageOf(subject: string): string | undefined {
  return subject.startsWith("emp_") ? pathTo(webPaths.person, { id: subject }) : undefined;
}
