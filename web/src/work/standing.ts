import type { Indicator, Measure } from "./evaluations.ts";

/** How a reached value stands to its target, as the service says it in an explanation; absent where they do not compare. */
export type Standing = "better" | "on-target" | "worse";

/** In plain numbers: what is shown beside evidence needs no exact decimals. */
export function standingOf(
  { target, direction }: Pick<Indicator, "target" | "direction">,
  reached: Measure | undefined,
): Standing | undefined {
  if (target?.kind === "date" && reached?.kind === "date") {
    if (reached.day === target.day) return "on-target";
    return reached.day < target.day ? "better" : "worse";
  }
  if (reached?.kind !== "number" || (target?.kind !== "number" && target?.kind !== "range")) return undefined;
  const value = Number(reached.value);
  const [low, high] =
    target.kind === "number"
      ? [Number(target.value), Number(target.value)]
      : [Number(target.from), Number(target.to)];
  if (value >= low && value <= high) return "on-target";
  if (direction === null) return undefined;
  if (direction === "stabilise") return "worse";
  return value > high === (direction === "maximise") ? "better" : "worse";
}

/** Of a whole result: the worst of its indicators, for one that is missed is what there is to talk about. */
export function worstOf(standings: readonly (Standing | undefined)[]): Standing | undefined {
  const order: readonly Standing[] = ["worse", "on-target", "better"];
  return order.find((standing) => standings.includes(standing));
}
