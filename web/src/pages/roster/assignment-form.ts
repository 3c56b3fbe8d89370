import type { AppraiserRef, AppraiserRole, Assignment, PostKind, PostLevel } from "#shared/people/model.ts";

/** An assignment as it is being typed; what is not filled in is "". */
export interface TypedAssignment {
  readonly from: string;
  readonly to: string;
  readonly title: string;
  readonly kind: string;
  readonly level: string;
  readonly unit: string;
  readonly heads: string;
  readonly appraiser: AppraiserRef | undefined;
  readonly role: AppraiserRole;
  readonly letter: string;
  readonly letterDate: string;
}

type Known = Pick<Assignment, "position" | "unit" | "role"> &
  Partial<Pick<Assignment, "appraiser" | "heads" | "mandate" | "from" | "to">>;

export function typedOf(known: Known | undefined): TypedAssignment {
  const { position, unit = "", heads = "", appraiser, role = "definitif", mandate } = known ?? {};
  return {
    from: known?.from ?? "",
    to: known?.to ?? "",
    title: position?.title ?? "",
    kind: position?.kind ?? "",
    level: position?.level ?? "",
    unit,
    heads,
    appraiser,
    role,
    letter: mandate?.number ?? "",
    letterDate: mandate?.date ?? "",
  };
}

/** Plt and Plh work under a letter of mandate. */
export function isActing(role: AppraiserRole): boolean {
  return role === "Plt" || role === "Plh";
}

/** A move as the service takes it: only what is other than before, for the rest stays as it was. */
export function moveOf(employee: string, before: Known | undefined, typed: TypedAssignment) {
  const { from, to, role, letter, letterDate } = typed;
  return {
    employee,
    from,
    ...(to !== "" && { to }),
    ...changesOf(before, typed, from),
    role,
    ...(isActing(role) &&
      letter.trim() !== "" && {
        mandate: { number: letter.trim(), ...(letterDate !== "" && { date: letterDate }) },
      }),
  };
}

/** A correction as the service takes it. */
export function correctionOf(employee: string, before: Known, typed: TypedAssignment) {
  const { to, role } = typed;
  return {
    employee,
    ...changesOf(before, typed, before.position.since),
    ...(role !== before.role && { role }),
    ...(to !== (before.to ?? "") && { to: to === "" ? null : to }),
  };
}

function changesOf(before: Known | undefined, typed: TypedAssignment, since: string | undefined) {
  const was = typedOf(before);
  const { unit, heads, appraiser } = typed;
  const isOtherPost =
    typed.title.trim() !== was.title || typed.kind !== was.kind || typed.level !== was.level;
  const isOtherUnit = unit !== was.unit;
  // Another post or unit leads none unless it is said again.
  const saysHeads = heads !== was.heads || (heads !== "" && (isOtherPost || isOtherUnit));
  return {
    ...(isOtherPost && { position: positionOf(typed, was, before, since) }),
    ...(isOtherUnit && { unit }),
    ...(saysHeads && { heads: heads === "" ? null : heads }),
    ...(appraiser !== undefined && appraiser.id !== was.appraiser?.id && { appraiser }),
  };
}

/** A new title is a new post since that day; a kind or level filled in is still the old one. */
function positionOf(
  { title, kind, level }: TypedAssignment,
  was: TypedAssignment,
  before: Known | undefined,
  since: string | undefined,
) {
  const held = title.trim() === was.title ? before?.position.since : since;
  return {
    title: title.trim(),
    ...(kind !== "" && { kind: kind as PostKind }),
    ...(level !== "" && { level: level as PostLevel }),
    ...(held !== undefined && { since: held }),
  };
}
