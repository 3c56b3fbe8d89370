import { type Breach, headroom, type OrganisationPredicate } from "#shared/appraisals/distribution.ts";
import type { Predicate } from "#shared/appraisals/matrix.ts";
import type { EvaluationPage } from "../../work/evaluations.ts";

type Counted = NonNullable<NonNullable<EvaluationPage["rater"]>["headroom"]>;

const best = ["very-good", "good"] as const;
const worst = ["needs-improvement", "poor", "very-poor"] as const;

/** The room that the pattern leaves, with the person at hand as they would be rated. */
export interface RoomShown {
  readonly total: number;
  /** From the best to the worst; those that nobody has are left out, but for the first two and the person's own. */
  readonly groups: readonly {
    readonly predicate: Predicate;
    readonly people: number;
    readonly side: "top" | "bottom";
  }[];
  readonly limit: { readonly predicate: Predicate; readonly people: number } | undefined;
  /** The person at hand would be one more than the pattern allows of all who are to be rated. */
  readonly breach: Breach | undefined;
}

export function roomOf(
  { total, counts }: Pick<Counted, "total" | "counts">,
  organisation: OrganisationPredicate,
  own: Predicate | undefined,
): RoomShown {
  const { cap, isFeasible } = headroom(organisation, counts, total);
  const side = (of: readonly Predicate[], where: "top" | "bottom") =>
    of
      .filter((predicate) => where === "top" || counts[predicate] > 0 || predicate === own)
      .map((predicate) => ({ predicate, people: counts[predicate], side: where }));
  // The bar has one line: that of the person's own group, else the nearest.
  const limited = own !== undefined && cap[own] !== null && best.some((one) => one === own) ? own : undefined;
  const predicate = limited ?? best.findLast((one) => cap[one] !== null);
  const most = own && cap[own];
  const actual = own === undefined ? 0 : counts[own] + 1;
  const isBeyond = own !== undefined && most !== undefined && most !== null && actual > most;
  return {
    total,
    groups: [...side(best, "top"), ...side(worst, "bottom")],
    limit: predicate && { predicate, people: cap[predicate] ?? total },
    breach: isBeyond
      ? { kind: "at-most", of: [own], limit: most, actual, reason: isFeasible ? "pattern" : "infeasible" }
      : undefined,
  };
}
