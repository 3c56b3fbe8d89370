import { expect, test } from "vitest";
import { demoPeople } from "#infra/local/demo/roster.ts";
import {
  type JudgementName,
  judgements,
  plannedResults,
  ratingsOf,
  reportOn,
  workOf,
} from "#infra/local/demo/work-samples.ts";

const units = [...new Set(demoPeople.map(({ unit }) => unit))];
const everyWork = (judgement: JudgementName) =>
  units.flatMap((unit) =>
    [0, 1, 2, 3, 4].map((turn) =>
      workOf({ part: `prt_${"0".repeat(26)}`, unit, turn, judgement, size: "two" }),
    ),
  );
const names = Object.keys(judgements) as JudgementName[];

test.each(names)("of work judged %s the values, the words and the rating agree", (judgement) => {
  for (const work of everyWork(judgement)) {
    const { result } = ratingsOf(work, "Budi");
    const { realisations } = reportOn(work);
    for (const [index, { indicators }] of plannedResults(work).entries()) {
      const [indicator] = indicators;
      const reached = Number(realisations[index]?.reached.ukuran.value);
      const target = Number(indicator?.target.value);
      const ahead = indicator?.direction === "minimise" ? target - reached : reached - target;
      const expected = { above: 1, meets: 0, below: -1 }[result.rating];
      expect([indicator?.text, Math.sign(ahead)]).toEqual([indicator?.text, expected]);
    }
    if (result.rating === "above") expect(result.reason).toContain("lebih baik dari target");
    if (result.rating === "below") expect(result.reason).toContain("belum mencapai target");
  }
});
