import { byId, el, onChange } from "./dom.js";
import * as time from "./time.js";

/** @typedef {import("../runtime/control-answers.ts").UpcomingMilestone} Milestone */

const shown = 6;

/** The next milestones with day and words; `mails` is how many letters leave at the first that reminds.
 * @type {(seen: { items: readonly Milestone[]; mails: { at: string; count: string } | undefined; today: string }) => void}
 */
export const showMilestones = onChange(({ items, mails, today }) => {
  byId("milestones").replaceChildren(
    ...items.slice(0, shown).map((one) => {
      const day = time.shortDayOfLocal(one.local);
      const hour = time.timeOfLocal(one.local);
      const words = hour === "00.00" ? one.title : `${hour} ${one.title}`;
      return el(
        "li",
        {},
        el("span", { class: "meta" }, day === today ? "Hari ini" : day),
        el("span", { class: "words" }, one.agency === undefined ? words : `${words} (${one.agency})`),
        el("span", { class: "meta" }, mails !== undefined && mails.at === one.at ? mails.count : ""),
      );
    }),
  );
  byId("milestones-empty").hidden = items.length > 0;
});
