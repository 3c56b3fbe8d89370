import { isBusy, moveTo, now } from "./clock.js";
import { byId, el, fill, onChange } from "./dom.js";
import { signIn } from "./people.js";

/** @typedef {import("../runtime/control-answers.ts").TourStop} Stop */

const keptStop = "local-cloud-tour";

/** The strip, while a demo is loaded. @type {(stops: readonly Stop[]) => void} */
export const showTour = onChange((stops) => draw(stops));

/** @param {readonly Stop[]} stops */
function draw(stops) {
  byId("tour").hidden = stops.length === 0;
  byId("demo-note").hidden = stops.length === 0;
  const here = Math.min(Number(localStorage.getItem(keptStop) ?? 0), stops.length - 1);
  byId("tour-progress").textContent = `Perhentian ${here + 1} dari ${stops.length}`;
  fill(
    byId("tour-stops"),
    stops.map((stop, index) => row(stop, index, index === here, () => void visit(stops, index))),
  );
}

/** @param {Stop} stop @param {number} index @param {boolean} isHere @param {() => void} onclick */
function row({ title, what }, index, isHere, onclick) {
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        title: what,
        "data-key": String(index),
        "aria-current": isHere ? "step" : undefined,
        onclick,
      },
      el("span", { class: "number", "aria-hidden": "true" }, String(index + 1)),
      title,
    ),
  );
}

/** Goes to a stop; coming back, the next one is lit. @param {readonly Stop[]} stops @param {number} index */
async function visit(stops, index) {
  const stop = stops[index];
  if (stop === undefined || isBusy()) return;
  const next = String((index + 1) % stops.length);
  if (stop.visit !== undefined) {
    localStorage.setItem(keptStop, next);
    await signIn(stop.visit.as, stop.visit.path);
    return;
  }
  localStorage.setItem(keptStop, String(index));
  draw(stops);
  byId("mailbox").scrollIntoView({ block: "nearest" });
  if (stop.clockTo !== undefined && Date.parse(stop.clockTo) > now()) await moveTo(stop.clockTo);
  localStorage.setItem(keptStop, next);
  draw(stops);
}
