import { predicates } from "#shared/cycles/states.ts";
import type { Predicate, Rating } from "./matrix.ts";

/** The five predicates of an organisation, best first (SE MenPANRB 3/2023). */
export const organisationPredicates = [
  "exceptional",
  "good",
  "needs-improvement",
  "poor",
  "very-poor",
] as const;
export type OrganisationPredicate = (typeof organisationPredicates)[number];

/** How many people carry each predicate. */
export type Counts = Readonly<Record<Predicate, number>>;

/**
 * One demand of the pattern on a group of predicates. `most` is "sebagian besar": a wish for the largest group, without
 * a figure that could be tested, so it is never a breach.
 */
export type DistributionRule =
  | { readonly kind: "at-most" | "at-least"; readonly of: readonly Predicate[]; readonly percent: number }
  | { readonly kind: "some" | "most"; readonly of: readonly Predicate[] };

/** The pattern per organisation predicate, word for word from SE MenPANRB 3/2023 (docs/rules.md#the-distribution). */
export const distributionPattern: Readonly<Record<OrganisationPredicate, readonly DistributionRule[]>> = {
  exceptional: [
    { kind: "most", of: ["very-good"] },
    { kind: "at-most", of: ["very-good"], percent: 70 },
  ],
  good: [
    { kind: "most", of: ["good"] },
    { kind: "at-most", of: ["good"], percent: 70 },
    { kind: "some", of: ["needs-improvement", "poor"] },
  ],
  "needs-improvement": [
    { kind: "at-least", of: ["needs-improvement"], percent: 60 },
    { kind: "at-most", of: ["very-good"], percent: 10 },
  ],
  poor: [
    { kind: "at-least", of: ["poor"], percent: 60 },
    { kind: "at-least", of: ["needs-improvement"], percent: 10 },
    { kind: "at-most", of: ["very-good"], percent: 10 },
  ],
  "very-poor": [
    { kind: "at-least", of: ["very-poor"], percent: 60 },
    { kind: "at-least", of: ["poor", "needs-improvement"], percent: 10 },
    { kind: "at-most", of: ["very-good"], percent: 0 },
  ],
};

/** A demand that the counts do not meet. A warning with its reason; it never blocks. */
export interface Breach {
  readonly kind: "at-most" | "at-least";
  readonly of: readonly Predicate[];
  /** People allowed or needed, and people counted. */
  readonly limit: number;
  readonly actual: number;
  /** `infeasible`: no distribution of so few people meets the pattern. `under-one`: the share is less than one person. */
  readonly reason: "pattern" | "infeasible" | "under-one";
}

/**
 * The breaches of the pattern by a unit's finished ratings. Shares of people are rounded within the rule: down for a
 * maximum, up for a minimum; the circular itself is silent on rounding.
 */
export function distributionCheck(organisation: OrganisationPredicate, counts: Counts): Breach[] {
  const total = people(counts, predicates);
  if (total === 0) return [];
  const isInfeasible = !isFeasible(organisation, total);
  return limitsFor(organisation, total)
    .map((limit) => ({ ...limit, actual: people(counts, limit.of) }))
    .filter(({ kind, limit, actual }) => (kind === "at-most" ? actual > limit : actual < limit))
    .map(({ percent, ...breach }) => {
      const isUnderOne = breach.kind === "at-most" && breach.limit === 0 && percent > 0;
      return { ...breach, reason: isInfeasible ? "infeasible" : isUnderOne ? "under-one" : "pattern" };
    });
}

/** Whether any distribution of so many people meets the whole pattern, the wish for the largest group included. */
export function isFeasible(organisation: OrganisationPredicate, total: number): boolean {
  const limits = limitsFor(organisation, total);
  const needed = sum(limits.filter((limit) => limit.kind === "at-least").map((limit) => limit.limit));
  const wishes = distributionPattern[organisation].filter((rule) => rule.kind === "most");
  const canBeLargest = wishes.every((wish) => capOf(limits, wish.of) >= 1 || total === 0);
  return needed <= total && canBeLargest;
}

/** The room that a unit has left before one more person is rated. */
export interface Headroom {
  readonly total: number;
  readonly rated: number;
  readonly isFeasible: boolean;
  /** People who may still get each predicate, needs of the others set aside. */
  readonly room: Counts;
  /** The pattern's maximum per predicate in people; `null` where there is none. */
  readonly cap: Readonly<Record<Predicate, number | null>>;
  /** Minimums that are not met yet, in people. */
  readonly needs: readonly { readonly of: readonly Predicate[]; readonly missing: number }[];
}

/**
 * Shown before rating. `total` is everyone to be rated, `counts` those rated so far (drafts included). Where the
 * pattern cannot be met by so few people, only the maximums limit the room.
 */
export function headroom(organisation: OrganisationPredicate, counts: Counts, total: number): Headroom {
  const limits = limitsFor(organisation, total);
  const rated = people(counts, predicates);
  const feasible = isFeasible(organisation, total);
  const needs = limits
    .filter((limit) => limit.kind === "at-least")
    .map((limit) => ({ of: limit.of, missing: Math.max(0, limit.limit - people(counts, limit.of)) }))
    .filter((need) => need.missing > 0);
  const cap = byPredicate((predicate) => finiteOrNull(capOf(limits, [predicate])));
  const room = byPredicate((predicate) => {
    const elsewhere = feasible ? needs.filter((need) => !need.of.includes(predicate)) : [];
    const places = total - rated - sum(elsewhere.map((need) => need.missing));
    return Math.max(0, Math.min(places, (cap[predicate] ?? total) - counts[predicate]));
  });
  return { total, rated, isFeasible: feasible, room, cap, needs };
}

/**
 * If the person heads the unit, the unit's achievement *is* their work result (SE MenPANRB 3/2023). The
 * circular names five words for the one and three for the other; that Istimewa is above, Baik meets and the rest is below
 * is our reading.
 */
export function headResultRating(organisation: OrganisationPredicate): Rating {
  if (organisation === "exceptional") return "above";
  return organisation === "good" ? "meets" : "below";
}

interface Limit {
  readonly kind: "at-most" | "at-least";
  readonly of: readonly Predicate[];
  readonly percent: number;
  readonly limit: number;
}

/** The testable demands in people. "Some" is one person. Whole-number arithmetic: 0.7 × 10 would be 6.999…. */
function limitsFor(organisation: OrganisationPredicate, total: number): Limit[] {
  return distributionPattern[organisation].flatMap((rule): Limit[] => {
    if ("percent" in rule) {
      const round = rule.kind === "at-most" ? Math.floor : Math.ceil;
      return [{ ...rule, limit: round((rule.percent * total) / 100) }];
    }
    if (rule.kind === "most") return [];
    return [{ kind: "at-least", of: rule.of, percent: 0, limit: Math.min(1, total) }];
  });
}

function capOf(limits: readonly Limit[], group: readonly Predicate[]): number {
  const caps = limits.filter(
    (limit) => limit.kind === "at-most" && group.every((one) => limit.of.includes(one)),
  );
  return Math.min(Number.POSITIVE_INFINITY, ...caps.map((limit) => limit.limit));
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function people(counts: Counts, of: readonly Predicate[]): number {
  return sum(of.map((predicate) => counts[predicate]));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function byPredicate<V>(value: (predicate: Predicate) => V): Record<Predicate, V> {
  return Object.fromEntries(predicates.map((predicate) => [predicate, value(predicate)])) as Record<
    Predicate,
    V
  >;
}
