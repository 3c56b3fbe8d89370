import { appendFileSync } from "node:fs";
import { type Figure, lineOf } from "#infra/tools/figures.ts";

/** Whether to measure at the sizes that take long. */
export const isFull = process.env["BENCH_SCALE"] === "full";

/** Prints a figure with its budget, and keeps it for the summary. */
export function report(figure: Figure): void {
  console.log(lineOf(figure));
  const file = process.env["BENCH_FIGURES"];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(figure)}\n`);
}
