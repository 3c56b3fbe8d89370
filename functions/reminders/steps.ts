import { calendarKeyOf } from "#shared/cycles/calendar.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { deadlineVersion, type NamedWindow } from "#shared/cycles/windows.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { ledgerKey } from "#shared/reminders/ledger.ts";
import type { LedgerName } from "#shared/reminders/model.ts";
import { planOf, type RemindedWindow, remindedWindows } from "#shared/reminders/policy.ts";
import { type DueStep, stepsDue } from "#shared/reminders/rules.ts";
import type { Visited } from "./people.ts";
import type { Scene } from "./scene.ts";

/** One step that has come due for one person: what would stand in the ledger, and what it is about. */
export interface PersonStep {
  readonly key: string;
  readonly name: LedgerName;
  readonly cycle: Stored<Cycle>;
  readonly window: NamedWindow;
  readonly due: DueStep;
}

/** Windows whose last step lies further back are history: their ledger is not asked for again. */
const rememberedDays = 31;

/** Every step that has come due by the scene's moment for somebody in the roles that they have. */
export function stepsOfPerson(scene: Scene, person: Visited): PersonStep[] {
  return scene.cycles.flatMap((cycle) =>
    remindedWindows(cycle)
      .filter(({ audience }) =>
        audience === "employee"
          ? person.isEmployee
          : audience !== "admin" && person.supervises.has(cycle.id as string),
      )
      .flatMap((reminded) => dueSteps(scene, cycle, reminded, person.unit))
      .flatMap((due) => {
        // After a deadline a supervisor may be somebody's superior, and late: two steps of one name.
        const audiences =
          due.step.audience === "superior" ? (["superior", "copy"] as const) : [due.step.audience];
        return audiences.map((audience) => personStep(cycle, due, audience, person.id));
      }),
  );
}

/** The steps of a window that have come due, for people of a unit. */
export function dueSteps(
  scene: Pick<Scene, "policy" | "now">,
  cycle: Stored<Cycle>,
  reminded: RemindedWindow,
  unit: string | undefined,
): (DueStep & { named: NamedWindow })[] {
  const { policy, now } = scene;
  const calendarKey = calendarKeyOf(cycle, unit);
  const last = planOf(cycle, reminded, policy, calendarKey).steps.at(-1);
  if (last === undefined || last.at < isoInstant(now.subtract({ hours: rememberedDays * 24 }))) return [];
  return stepsDue(cycle, reminded, { policy, calendarKey, now }).map((due) => ({
    ...due,
    named: reminded.named,
  }));
}

export function personStep(
  cycle: Stored<Cycle>,
  { named, ...due }: DueStep & { named: NamedWindow },
  audience: LedgerName["audience"],
  personId: string,
): PersonStep {
  const { cycleId, window } = due;
  const name: LedgerName = {
    cycleId,
    window,
    deadlineVersion: deadlineVersion(named.window),
    audience,
    step: due.step.step,
    personId,
  };
  return { key: ledgerKey(name), name, cycle, window: named, due };
}
