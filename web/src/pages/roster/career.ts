interface Days {
  readonly from: string;
  readonly to?: string | undefined;
}

export type When = "past" | "now" | "future";

/** Assignments as one reads a career: the newest first, each with where it stands today. They come in order of beginning. */
export function careerOf<A extends Days>(
  assignments: readonly A[],
  today: string,
): readonly { readonly assignment: A; readonly when: When }[] {
  const now = assignments.findLast(({ from, to }) => from <= today && (to === undefined || today <= to));
  return assignments.toReversed().map((assignment) => ({
    assignment,
    when: assignment === now ? "now" : assignment.from > today ? "future" : "past",
  }));
}

/** The one in force, else the last there was. */
export function atHand<A extends Days>(assignments: readonly A[], today: string): A | undefined {
  const career = careerOf(assignments, today);
  return career.find(({ when }) => when === "now")?.assignment ?? career[0]?.assignment;
}
