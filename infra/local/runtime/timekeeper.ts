import type { VirtualClock } from "./clock.ts";
import type { Timetable } from "./schedule-expression.ts";

/** A schedule of the template. `fire` resolves when its target was invoked. */
export interface ScheduledTask {
  name: string;
  timetable: Timetable;
  fire(scheduledAtMs: number): void;
}

/** What the timekeeper needs of its surroundings. */
export interface TimekeeperDeps {
  clock: VirtualClock;
  tasks: readonly ScheduledTask[];
  /** The earliest instant at which the table has something due, or undefined; absent when the table has no such index. */
  earliestDue: (() => Promise<number | undefined>) | undefined;
  /** Waits until nothing is left to do; answers what is stuck. */
  untilQuiet: () => Promise<string[]>;
  /** What was written before a jump is old after it: indexes have caught up. */
  settleIndexes: () => void;
  sweepTtl: () => Promise<unknown>;
}

/** What moving the clock did. */
export interface Move {
  now: string;
  /** Instants at which something was fired. */
  steps: number;
  /** Runs by schedule. */
  fired: Readonly<Record<string, number>>;
}

/** Something due did not finish while the clock was moved. */
export class StuckError extends Error {
  readonly stuck: readonly string[];
  readonly at: string;

  constructor(stuck: readonly string[], at: string) {
    super(`Not quiet at ${at}: ${stuck.join("; ")}`);
    this.name = "StuckError";
    this.stuck = stuck;
    this.at = at;
  }
}

const liveTickMs = 500;
/** How often the clock is written down and expired items are deleted while nobody moves the clock. */
const upkeepMs = 5_000;

/** Fires the schedules: as time passes, and in order when the clock is moved. */
export class Timekeeper {
  readonly #deps: TimekeeperDeps;
  /** The last instant up to which a schedule's runs are settled. */
  readonly #settledUntil = new Map<ScheduledTask, number>();
  #moves: Promise<unknown> = Promise.resolve();
  #isMoving = false;
  #timers: NodeJS.Timeout[] = [];

  constructor(deps: TimekeeperDeps) {
    this.#deps = deps;
    for (const task of deps.tasks) this.#settledUntil.set(task, deps.clock.now());
  }

  get isMoving(): boolean {
    return this.#isMoving;
  }

  /** The next run of each schedule, by name. */
  upcoming(): { name: string; at: string | undefined }[] {
    return this.#deps.tasks.map((task) => {
      const next = task.timetable.next(this.#deps.clock.now());
      return { name: task.name, at: next === undefined ? undefined : isoOf(next) };
    });
  }

  /** Fires as real time passes. Runs missed while the process was down are not made up, as in AWS. */
  start(): void {
    this.#timers = [setInterval(() => this.#tick(), liveTickMs), setInterval(() => this.#upkeep(), upkeepMs)];
    for (const timer of this.#timers) timer.unref();
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  /**
   * Moves the clock to an instant, from due instant to due instant, and finishes everything due on the way.
   * One move at a time; rejects with `StuckError` where something does not finish.
   */
  move(toMs: number, { everyTick = false } = {}): Promise<Move> {
    const move = this.#moves.then(() => this.#whileMoving(() => this.#move(toMs, everyTick)));
    this.#moves = move.catch(() => undefined);
    return move;
  }

  /** Waits until nothing is left to do, without moving the clock; failed messages return at once meanwhile. */
  settle(): Promise<void> {
    const settled = this.#moves.then(() => this.#whileMoving(() => this.#finishDue()));
    this.#moves = settled.catch(() => undefined);
    return settled;
  }

  #tick(): void {
    if (this.#isMoving || this.#deps.clock.isHeld) return;
    const now = this.#deps.clock.now();
    for (const task of this.#deps.tasks) {
      const next = task.timetable.next(this.#settled(task));
      if (next === undefined || next > now) continue;
      task.fire(next);
      this.#settledUntil.set(task, now);
    }
  }

  #upkeep(): void {
    this.#deps.clock.keep();
    void this.#deps.sweepTtl().catch(() => undefined);
  }

  async #whileMoving<T>(work: () => Promise<T>): Promise<T> {
    this.#isMoving = true;
    try {
      return await work();
    } finally {
      this.#isMoving = false;
    }
  }

  async #move(toMs: number, everyTick: boolean): Promise<Move> {
    const fired: Record<string, number> = {};
    let steps = 0;
    await this.#finishDue();
    for (let next = await this.#nextStep(toMs, everyTick); next !== undefined; steps++) {
      await this.#step(next, fired);
      next = await this.#nextStep(toMs, everyTick);
    }
    if (await this.#lastTicks(toMs, fired)) steps++;
    this.#deps.clock.moveTo(toMs);
    await this.#deps.sweepTtl();
    await this.#finishDue();
    return { now: isoOf(this.#deps.clock.now()), steps, fired };
  }

  /** The runs that come next at or before the target, all at one instant. */
  async #nextStep(
    toMs: number,
    everyTick: boolean,
  ): Promise<{ at: number; tasks: ScheduledTask[] } | undefined> {
    const due = this.#deps.earliestDue === undefined ? undefined : await this.#deps.earliestDue();
    const runs = this.#deps.tasks.flatMap((task) => {
      const from = this.#canSkip(task, everyTick)
        ? due && Math.max(due - 1, this.#settled(task))
        : this.#settled(task);
      const at = from === undefined ? undefined : task.timetable.next(from);
      return at === undefined || at > toMs ? [] : [{ at, task }];
    });
    if (runs.length === 0) return undefined;
    const at = Math.min(...runs.map((run) => run.at));
    return { at, tasks: runs.filter((run) => run.at === at).map((run) => run.task) };
  }

  /** An evenly paced schedule asks the table what is due; where the table can be asked beforehand, idle runs are skipped. */
  #canSkip(task: ScheduledTask, everyTick: boolean): boolean {
    return !everyTick && task.timetable.periodMs !== undefined && this.#deps.earliestDue !== undefined;
  }

  /** The last skipped tick at or before the target runs after all: the service sees that time has passed. */
  async #lastTicks(toMs: number, fired: Record<string, number>): Promise<boolean> {
    const last = this.#deps.tasks.flatMap((task) => {
      const { periodMs } = task.timetable;
      const at = periodMs === undefined ? undefined : task.timetable.next(toMs - periodMs);
      return at === undefined || at > toMs || at <= this.#settled(task) ? [] : [{ at, tasks: [task] }];
    });
    for (const step of last.sort((a, b) => a.at - b.at)) await this.#step(step, fired);
    return last.length > 0;
  }

  async #step(
    { at, tasks }: { at: number; tasks: ScheduledTask[] },
    fired: Record<string, number>,
  ): Promise<void> {
    this.#deps.clock.moveTo(at);
    this.#deps.settleIndexes();
    for (const task of tasks) {
      this.#settledUntil.set(task, at);
      fired[task.name] = (fired[task.name] ?? 0) + 1;
      task.fire(at);
    }
    await this.#finishDue();
  }

  async #finishDue(): Promise<void> {
    const stuck = await this.#deps.untilQuiet();
    if (stuck.length > 0) throw new StuckError(stuck, isoOf(this.#deps.clock.now()));
  }

  #settled(task: ScheduledTask): number {
    return this.#settledUntil.get(task) ?? this.#deps.clock.now();
  }
}

function isoOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
