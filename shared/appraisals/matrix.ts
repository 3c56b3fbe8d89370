import type { predicates } from "#shared/cycles/states.ts";

/** The three ratings, worst first: Di Bawah, Sesuai, Di Atas Ekspektasi (PermenPANRB 6/2022). */
export const ratings = ["below", "meets", "above"] as const;
export type Rating = (typeof ratings)[number];

/** The five predicates of a person. */
export type Predicate = (typeof predicates)[number];

/**
 * The predicate by work result (rows) and work behaviour (columns), as official forms and public programs print it
 * (docs/rules.md#the-predicate-matrix). One cell gives Sangat Baik; results never buy back behaviour below expectation.
 */
export const predicateMatrix = {
  above: { below: "poor", meets: "good", above: "very-good" },
  meets: { below: "poor", meets: "good", above: "good" },
  below: { below: "very-poor", meets: "needs-improvement", above: "needs-improvement" },
} as const satisfies Record<Rating, Record<Rating, Predicate>>;

export function predicateOf(result: Rating, behaviour: Rating): Predicate {
  return predicateMatrix[result][behaviour];
}

/** A cell that one changed rating would reach. */
export interface Neighbour {
  readonly changed: "result" | "behaviour";
  readonly rating: Rating;
  readonly predicate: Predicate;
}

/** What would have changed it: each other value of one rating while the other stays; four cells, results first. */
export function neighbours(result: Rating, behaviour: Rating): Neighbour[] {
  const byResult = ratings
    .filter((rating) => rating !== result)
    .map((rating) => ({ changed: "result", rating, predicate: predicateOf(rating, behaviour) }) as const);
  const byBehaviour = ratings
    .filter((rating) => rating !== behaviour)
    .map((rating) => ({ changed: "behaviour", rating, predicate: predicateOf(result, rating) }) as const);
  return [...byResult, ...byBehaviour];
}
