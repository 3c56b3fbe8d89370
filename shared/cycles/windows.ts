import { isoInstant, Temporal } from "../platform/clock.ts";
import { calendarByKey, calendarKeyOf } from "./calendar.ts";
import type { Cycle, CyclePlan, Evaluation, EvaluationStep, Extension, Window, WindowKey } from "./model.ts";

/** A window with its name and where it belongs. */
export interface NamedWindow {
  key: WindowKey;
  step: "planning" | "progress" | EvaluationStep;
  window: Window;
  evaluation?: Evaluation;
}

/** Whether something may be written now, naming the window and both instants. Codes: `window.not-yet`, `window.closed`. */
export type WindowVerdict = { key: WindowKey; opensAt: string; closesAt: string; zone: string } & (
  | { state: "open" }
  | { state: "not-yet"; code: "window.not-yet" }
  | { state: "closed"; code: "window.closed" }
);

const steps: readonly EvaluationStep[] = ["report", "organisation", "appraisal", "objection"];

/** The key of an evaluation's window. */
export function evaluationWindow(evaluation: Pick<Evaluation, "id">, step: EvaluationStep): WindowKey {
  return `${evaluation.id}.${step}`;
}

/** Every window of a cycle: its own phases, then each evaluation's steps in order. */
export function windowsOf(plan: Pick<CyclePlan, "windows" | "evaluations">): NamedWindow[] {
  return [
    { key: "planning", step: "planning", window: plan.windows.planning },
    { key: "progress", step: "progress", window: plan.windows.progress },
    ...plan.evaluations.flatMap((evaluation) =>
      steps.map((step) => ({
        key: evaluationWindow(evaluation, step),
        step,
        window: evaluation.windows[step],
        evaluation,
      })),
    ),
  ];
}

/** The window of that key, or undefined when the cycle has none (answer 404). */
export function findWindow(
  plan: Pick<CyclePlan, "windows" | "evaluations">,
  key: WindowKey,
): NamedWindow | undefined {
  return windowsOf(plan).find((named) => named.key === key);
}

/** The closing time in force: the last extension's, else the planned one. */
export function closingOf(window: Window): string {
  return window.extensions.at(-1)?.closesAt ?? window.closesAt;
}

/** Grows by one with each extension; it is part of every reminder's ledger key. */
export function deadlineVersion(window: Window): number {
  return window.extensions.length + 1;
}

/** The first instant at which the window is open in a zone. */
export function opensInstant(window: Window, zone: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(window.opensAt).toZonedDateTime(zone).toInstant();
}

/**
 * The first instant at which the window is closed. "Until 23.59" includes that whole minute, and where clocks are
 * turned back the later of two readings counts, for people's benefit.
 */
export function closesInstant(window: Window, zone: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(closingOf(window))
    .toZonedDateTime(zone, { disambiguation: "later" })
    .toInstant()
    .add({ minutes: 1 });
}

/** Whether that window of the cycle is open now, in the zone of the person's unit. The key must be of this cycle. */
export function windowVerdict(
  cycle: Pick<CyclePlan, "windows" | "evaluations" | "calendar" | "unitCalendars">,
  named: NamedWindow,
  now: Temporal.Instant,
  unitId?: string,
): WindowVerdict {
  const { zone } = calendarByKey(cycle, calendarKeyOf(cycle, unitId));
  const opens = opensInstant(named.window, zone);
  const closes = closesInstant(named.window, zone);
  const facts = { key: named.key, opensAt: isoInstant(opens), closesAt: isoInstant(closes), zone };
  if (Temporal.Instant.compare(now, opens) < 0) return { ...facts, state: "not-yet", code: "window.not-yet" };
  if (Temporal.Instant.compare(now, closes) >= 0) return { ...facts, state: "closed", code: "window.closed" };
  return { ...facts, state: "open" };
}

/** Why an extension is refused. */
export type ExtensionRefusal = "cycle.extension-shrinks" | "cycle.extension-past" | "cycle.window-unknown";

/**
 * Lets a window close later; earlier or equal is refused, for what was promised once stays promised. Extending the
 * report also extends the appraisal that would otherwise close before it: what may still arrive must be appraisable.
 */
export function extendWindow(
  cycle: Cycle,
  key: WindowKey,
  extension: Omit<Extension, "at">,
  now: Temporal.Instant,
): { cycle: Cycle; extended: WindowKey[] } | { code: ExtensionRefusal } {
  const named = findWindow(cycle, key);
  if (!named) return { code: "cycle.window-unknown" };
  if (extension.closesAt <= closingOf(named.window)) return { code: "cycle.extension-shrinks" };
  const entry: Extension = { ...extension, at: isoInstant(now) };
  const later = { ...named.window, extensions: [...named.window.extensions, entry] };
  if (Temporal.Instant.compare(closesInstant(later, cycle.calendar.zone), now) <= 0) {
    return { code: "cycle.extension-past" };
  }
  const keys = [key, ...dependents(named, entry.closesAt)];
  return { cycle: withExtension(cycle, keys, entry), extended: keys };
}

/** A window that closed, or would soon have closed, when the service could not be reached gets this long afterwards. */
const outageReach = { hours: 72 };

/**
 * The windows that a recorded outage extends, each with its new closing time: those open during it that close
 * within three days of its end, by as many whole days as the outage lasted, at least one.
 */
export function extensionsForOutage(
  cycle: Cycle,
  outage: { from: Temporal.Instant; to: Temporal.Instant },
): { key: WindowKey; closesAt: string }[] {
  const zone = cycle.calendar.zone;
  const days = Math.max(1, Math.ceil(outage.to.since(outage.from).total("hours") / 24));
  return windowsOf(cycle)
    .filter(({ window }) => {
      const closes = closesInstant(window, zone);
      return (
        Temporal.Instant.compare(opensInstant(window, zone), outage.to) < 0 &&
        Temporal.Instant.compare(closes, outage.from) > 0 &&
        Temporal.Instant.compare(closes, outage.to.add(outageReach)) <= 0
      );
    })
    .map(({ key, window }) => ({
      key,
      closesAt: Temporal.PlainDateTime.from(closingOf(window))
        .add({ days })
        .toString({ smallestUnit: "minute" }),
    }));
}

/**
 * The windows of a cycle as a recorded outage extends them; undefined where it extends none, or has extended them already.
 * A window whose new closing time is over too stays as it is.
 */
export function withOutage(
  cycle: Cycle,
  outage: { id: NonNullable<Extension["outage"]>; from: string; to: string; reason: string },
  now: Temporal.Instant,
): Pick<Cycle, "windows" | "evaluations"> | undefined {
  const isDone = windowsOf(cycle).some(({ window }) =>
    window.extensions.some((extension) => extension.outage === outage.id),
  );
  if (isDone) return undefined;
  const { id, from, to, reason: note } = outage;
  const span = { from: Temporal.Instant.from(from), to: Temporal.Instant.from(to) };
  let next = cycle;
  for (const { key, closesAt } of extensionsForOutage(cycle, span)) {
    const outcome = extendWindow(next, key, { closesAt, reason: "outage", note, outage: id }, now);
    // A window that another one has taken along already closes late enough.
    if (!("code" in outcome)) next = outcome.cycle;
  }
  const { windows, evaluations } = next;
  return next === cycle ? undefined : { windows, evaluations };
}

function dependents(named: NamedWindow, closesAt: string): WindowKey[] {
  if (named.step !== "report" || !named.evaluation) return [];
  const { appraisal } = named.evaluation.windows;
  return closingOf(appraisal) < closesAt ? [evaluationWindow(named.evaluation, "appraisal")] : [];
}

function withExtension(cycle: Cycle, keys: readonly WindowKey[], extension: Extension): Cycle {
  const grown = (key: WindowKey, window: Window): Window =>
    keys.includes(key) ? { ...window, extensions: [...window.extensions, extension] } : window;
  return {
    ...cycle,
    windows: {
      planning: grown("planning", cycle.windows.planning),
      progress: grown("progress", cycle.windows.progress),
    },
    evaluations: cycle.evaluations.map((evaluation) => ({
      ...evaluation,
      windows: {
        report: grown(evaluationWindow(evaluation, "report"), evaluation.windows.report),
        organisation: grown(evaluationWindow(evaluation, "organisation"), evaluation.windows.organisation),
        appraisal: grown(evaluationWindow(evaluation, "appraisal"), evaluation.windows.appraisal),
        objection: grown(evaluationWindow(evaluation, "objection"), evaluation.windows.objection),
      },
    })),
  };
}
