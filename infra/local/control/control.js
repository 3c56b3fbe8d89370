import { call } from "./call.js";
import { isBusy, now, showClock, showNext, startClock } from "./clock.js";
import { byId, el, icon, startDisclosures, startScrolling } from "./dom.js";
import { showFaults } from "./faults.js";
import { countOf, showLooking, showPlanned, showSent } from "./mailbox.js";
import { showMilestones } from "./milestones.js";
import { showFaces, startPeople } from "./people.js";
import { showQueues } from "./queues.js";
import * as time from "./time.js";
import { showTour } from "./tour.js";

/** @typedef {import("../runtime/control-answers.ts").UpcomingMilestone} Milestone */
/** @typedef {import("../runtime/control-answers.ts").PlannedMail} PlannedMail */
/** @typedef {import("../runtime/control-answers.ts").DemoView} Demo */
/** @typedef {import("../runtime/support.ts").NotRun} NotRun */

/** @type {readonly Milestone[]} */
let milestones = [];
/** @type {PlannedMail | undefined} */
let planned;
let demoFaces = -1;

/** What changes by itself. */
async function refresh() {
  try {
    const [clock, letters, queues, faults] = await Promise.all(
      ["/clock", "/letters", "/queues", "/faults"].map((path) => /** @type {Promise<any>} */ (call(path))),
    );
    showClock(clock);
    showSent(letters);
    showQueues(queues);
    showFaults(faults);
    showAlive(true);
    const isNew = await refreshDemo();
    const [first] = milestones;
    // The clock runs, or a demo came to be: what was ahead is behind.
    if (!isBusy() && (isNew || (first !== undefined && Date.parse(first.at) <= now()))) void lookAhead();
  } catch {
    showAlive(false);
  }
}

/** The demo may still be loading when the page opens. True when it has come since. */
async function refreshDemo() {
  /** @type {Demo} */
  const { faces, tour } = await call("/demo");
  showTour(tour);
  if (faces.length === demoFaces) return false;
  const isNew = demoFaces >= 0;
  demoFaces = faces.length;
  await showFaces(faces);
  return isNew;
}

/** What is to come: it changes with the clock and with people's work. */
async function lookAhead() {
  try {
    /** @type {{ items: readonly Milestone[] }} */
    const { items } = await call("/milestones");
    milestones = items;
    drawMilestones();
    showLooking(items.some(({ reminds }) => reminds));
    planned = await call("/planned-mail");
    showPlanned(planned);
    drawMilestones();
  } catch {
    // `refresh` tells when nothing answers; a look ahead that fails leaves the last one.
    showLooking(false);
  }
}

function drawMilestones() {
  showNext(milestones[0]);
  const mails =
    planned === undefined || planned.items.length === 0
      ? undefined
      : { at: planned.at, count: `${countOf(planned)} surel` };
  showMilestones({ items: milestones, mails, today: time.shortDayOf(new Date(now()).toISOString()) });
}

/** @param {boolean} isAlive */
function showAlive(isAlive) {
  const chip = byId("alive");
  const words = isAlive ? "Semua layanan hidup" : "Awan lokal tidak menjawab";
  if (chip.textContent === words) return;
  chip.className = `chip ${isAlive ? "daun" : "secang"}`;
  chip.replaceChildren(icon(isAlive ? "done" : "alert"), words);
}

async function showNotRun() {
  /** @type {readonly NotRun[]} */
  const parts = await call("/not-run");
  byId("not-run-list").replaceChildren(
    ...parts.map(({ what, why, count }) => el("li", {}, el("b", {}, `${what} (${count})`), `: ${why}`)),
  );
}

async function everything() {
  await refresh();
  await lookAhead();
}

startClock(() => void everything());
startPeople();
startDisclosures();
startScrolling();
byId("start-over").prepend(icon("restart"));
byId("start-over").addEventListener("click", () => byId("start-over-words", HTMLDialogElement).showModal());
byId("not-run").addEventListener("toggle", () => void showNotRun(), { once: true });
document.addEventListener("visibilitychange", () => document.hidden || isBusy() || void everything());
// Come back to by the browser's back button, the page knows a new face and a new stop.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
// While the clock moves, too: one sees the mails leave.
setInterval(() => document.hidden || void refresh(), 3_000);
void everything();
