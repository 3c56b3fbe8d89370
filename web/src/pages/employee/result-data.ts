import { useQueries } from "@tanstack/preact-query";
import { useCycle } from "../../data/cycles.ts";
import { read } from "../../data/queries.ts";
import type { Part } from "../../work/my-parts.ts";
import { evaluationsOf, type MyEvaluation } from "./result-choice.ts";

/** Cycles of which nobody has parts. */
const empty: readonly string[] = ["planned", "cancelled"];

/** My evaluations of all my parts in all cycles. */
export function useMyEvaluations(): {
  /** Absent until they are known. */
  readonly evaluations: readonly MyEvaluation[] | undefined;
  readonly error: Error | null;
  readonly again: () => void;
} {
  const { cycles, error: cyclesError, again: cyclesAgain } = useCycle();
  const begun = cycles?.filter(({ state }) => !empty.includes(state));
  const answers = useQueries({
    queries: (begun ?? []).map(({ id }) =>
      read("cycles", "listParts", { params: { cycleId: id }, query: {} }),
    ),
  });
  const error = cyclesError ?? answers.find((answer) => answer.error !== null)?.error ?? null;
  const again = () => {
    if (cyclesError !== null) cyclesAgain();
    for (const answer of answers) if (answer.error !== null) void answer.refetch();
  };
  if (begun === undefined || answers.some(({ data }) => data === undefined)) {
    return { evaluations: undefined, error, again };
  }
  const parts = new Map<string, readonly Part[]>(
    begun.map(({ id }, index) => [id, answers[index]?.data?.items ?? []]),
  );
  return { evaluations: evaluationsOf(begun, parts), error, again };
}
