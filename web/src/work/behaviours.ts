import { type BehaviourValue, berakhlak } from "#shared/plans/berakhlak.ts";
import type { Text } from "#shared/platform/text.ts";

/** The seven values by their official names, in their official order. */
export const behaviourNames = Object.fromEntries(
  Object.entries(berakhlak).map(([value, { name }]) => [value, name]),
) as Readonly<Record<BehaviourValue, Text>>;
