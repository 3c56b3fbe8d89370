import { readClock } from "./clock.ts";

/**
 * Puts the virtual clock beneath `Date` in this thread: `new Date()`, `Date()` and `Date.now()` follow it; dates with
 * arguments, `performance` and timers stay as they are. Only for worker threads, which own their globals.
 */
export function installVirtualDate(memory: SharedArrayBuffer): void {
  const RealDate = Date;
  const realNow = Date.now;
  const cells = new Float64Array(memory);
  // Real time comes in fractions once an offset is added; Date.now() is whole milliseconds.
  const now = () => Math.floor(readClock(cells, realNow()));
  function VirtualDate(...values: unknown[]): Date | string {
    if (new.target === undefined) return new RealDate(now()).toString();
    return Reflect.construct(RealDate, values.length === 0 ? [now()] : values, new.target) as Date;
  }
  Object.setPrototypeOf(VirtualDate, RealDate);
  VirtualDate.prototype = RealDate.prototype;
  VirtualDate.now = now;
  Object.defineProperty(VirtualDate, "name", { value: "Date" });
  RealDate.prototype.constructor = VirtualDate;
  globalThis.Date = VirtualDate as unknown as DateConstructor;
}
