import { call, wordsOf } from "./call.js";
import { byId, icon, say } from "./dom.js";
import * as time from "./time.js";

/** @typedef {import("../runtime/local-cloud.ts").ClockState} ClockState */
/** @typedef {import("../runtime/control-answers.ts").UpcomingMilestone} Milestone */

/** @type {ClockState | undefined} */
let state;
/** @type {Milestone | undefined} */
let next;
let isMoving = false;
/** @type {() => void} */
let afterwards = () => {};

/** Wires the card; `moved` is called when the clock stands elsewhere.
 * @param {() => void} moved
 */
export function startClock(moved) {
  afterwards = moved;
  byId("clock-next").prepend(icon("skip"));
  byId("clock-next").addEventListener("click", () => next && void moveTo(next.at));
  for (const button of document.querySelectorAll("[data-advance]")) {
    const advance = button instanceof HTMLElement ? button.dataset["advance"] : undefined;
    button.addEventListener("click", () => void move({ advance }));
  }
  const field = byId("clock-to", HTMLInputElement);
  byId("clock-go").addEventListener("submit", (event) => {
    event.preventDefault();
    void moveTo(time.instantOf(field.value));
  });
  byId("clock-hold").addEventListener("click", () => void hold());
  const zones = byId("clock-zone", HTMLSelectElement);
  zones.value = time.zone();
  zones.addEventListener("change", () => {
    time.keepZone(zones.value);
    afterwards();
  });
  setInterval(draw, 1_000);
}

/** The instant that the clock shows. */
export function now() {
  if (state === undefined) return Date.now();
  return state.held ? Date.parse(state.now) : Date.now() + state.offsetMs;
}

/** Whether the clock is being moved; then nothing else is asked. */
export function isBusy() {
  return isMoving;
}

/** @param {ClockState} read */
export function showClock(read) {
  state = read;
  const field = byId("clock-to", HTMLInputElement);
  if (field.value === "") field.value = time.fieldOf(read.now);
  draw();
}

/** @param {Milestone | undefined} milestone */
export function showNext(milestone) {
  next = milestone;
  draw();
}

/** Moves the clock to an instant, finishing everything due on the way. True when it got there.
 * @param {string} instant
 */
export async function moveTo(instant) {
  return await move({ to: instant });
}

/** @param {{ advance?: string | undefined; to?: string }} target */
async function move(target) {
  if (isMoving) return false;
  const watching = watch(now(), targetOf(target));
  try {
    /** @type {{ now: string; steps: number }} */
    const moved = await call("/clock", target);
    say(`Sekarang ${time.dayOf(moved.now)} pukul ${time.timeOf(moved.now)} ${time.zoneName()}.`);
    return true;
  } catch (error) {
    say(`Belum selesai: ${wordsOf(error)}`);
    return false;
  } finally {
    watching();
    afterwards();
  }
}

/** Shows how far the clock has come; answers how to end it.
 * @param {number} from
 * @param {number} to
 */
function watch(from, to) {
  isMoving = true;
  lock(true);
  const bar = byId("clock-progress", HTMLProgressElement);
  bar.removeAttribute("value");
  const timer = setInterval(async () => {
    try {
      showClock(await call("/clock"));
      const come = (now() - from) / (to - from);
      // Having arrived, it still has work to finish; how much, nobody knows.
      if (come >= 1) bar.removeAttribute("value");
      else bar.value = Math.max(0.02, come);
    } catch {
      // The move itself tells what went wrong.
    }
  }, 400);
  return () => {
    clearInterval(timer);
    isMoving = false;
    lock(false);
  };
}

/** @param {boolean} isLocked */
function lock(isLocked) {
  for (const button of document.querySelectorAll("[data-move]")) {
    if (button instanceof HTMLButtonElement) button.disabled = isLocked;
  }
  byId("clock-moving").hidden = !isLocked;
  draw();
}

/** @param {{ advance?: string | undefined; to?: string }} target */
function targetOf({ advance, to }) {
  const lengths = { PT10M: 600_000, PT1H: 3_600_000, P1D: 86_400_000, P7D: 604_800_000 };
  if (to !== undefined) return Date.parse(to);
  return now() + (lengths[/** @type {keyof typeof lengths} */ (advance)] ?? 0);
}

async function hold() {
  try {
    showClock(await call("/clock", { held: !state?.held }));
  } catch (error) {
    say(`Tidak berhasil: ${wordsOf(error)}`);
  }
}

function draw() {
  if (state === undefined) return;
  const iso = new Date(now()).toISOString();
  byId("clock-time").textContent = time.timeOf(iso);
  byId("clock-day").textContent = time.dayOf(iso);
  byId("clock-state").textContent = `${time.zoneName()}, ${state.held ? "dijeda" : "berjalan"}`;
  byId("clock-hold").textContent = state.held ? "Jalankan jam" : "Jeda jam";
  byId("clock-next", HTMLButtonElement).disabled = isMoving || next === undefined;
  byId("clock-next-words").replaceChildren(...nextWords());
}

/** @returns {(Node | string)[]} */
function nextWords() {
  if (isMoving) return ["Mengerjakan yang jatuh tempo …"];
  if (next === undefined) return ["Belum ada tonggak di depan."];
  const bold = document.createElement("b");
  const isToday = time.shortDayOf(new Date(now()).toISOString()) === time.shortDayOfLocal(next.local);
  const day = isToday ? "" : `${time.shortDayOfLocal(next.local)}, `;
  bold.textContent = day + time.timeOfLocal(next.local);
  return [bold, ` ${next.title}, ${time.awayInWords(Date.parse(next.at) - now())}`];
}
