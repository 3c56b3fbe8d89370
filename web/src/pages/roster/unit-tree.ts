/** As much of a unit as a tree needs. */
export interface TreeUnit {
  readonly id: string;
  readonly name: string;
  readonly parent?: string | undefined;
}

export interface Branch<U extends TreeUnit> {
  readonly unit: U;
  /** 0 for the topmost. */
  readonly depth: number;
  /** Units directly below. */
  readonly children: number;
}

/** Every unit, each after its parent and before its parent's next one; siblings by name. */
export function branchesOf<U extends TreeUnit>(units: readonly U[]): readonly Branch<U>[] {
  const known = new Set(units.map(({ id }) => id));
  const below = new Map<string | undefined, U[]>();
  for (const unit of units) {
    // A parent that is not there leaves its unit at the top, where it is seen.
    const parent = unit.parent !== undefined && known.has(unit.parent) ? unit.parent : undefined;
    below.set(parent, [...(below.get(parent) ?? []), unit]);
  }
  const branches: Branch<U>[] = [];
  const grow = (parent: string | undefined, depth: number) => {
    const siblings = (below.get(parent) ?? []).sort(byName);
    for (const unit of siblings) {
      branches.push({ unit, depth, children: below.get(unit.id)?.length ?? 0 });
      grow(unit.id, depth + 1);
    }
  };
  grow(undefined, 0);
  return branches;
}

/** By plain letters, of which the names of units are made: no slow phone need wake its library of languages for them. */
function byName(a: TreeUnit, b: TreeUnit): number {
  const [first, second] = [a.name.toLowerCase(), b.name.toLowerCase()];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

/** The branches that show while only some are open. */
export function shownBranches<U extends TreeUnit>(
  branches: readonly Branch<U>[],
  open: ReadonlySet<string>,
): readonly Branch<U>[] {
  const shown: Branch<U>[] = [];
  let hiddenBelow = Number.POSITIVE_INFINITY;
  for (const branch of branches) {
    if (branch.depth > hiddenBelow) continue;
    hiddenBelow = open.has(branch.unit.id) ? Number.POSITIVE_INFINITY : branch.depth;
    shown.push(branch);
  }
  return shown;
}

/** The units whose names have every word, each with the way to it from the top. */
export function foundBranches<U extends TreeUnit>(
  branches: readonly Branch<U>[],
  text: string,
): readonly Branch<U>[] {
  const words = text.toLocaleLowerCase("id").split(/\s+/);
  return branches.filter(({ unit }) => {
    const name = unit.name.toLocaleLowerCase("id");
    return words.every((word) => name.includes(word));
  });
}

/** "Dinas PUPR › Bidang Bina Marga": the units above and the unit itself. */
export function pathOf<U extends TreeUnit>(units: ReadonlyMap<string, U>, id: string): readonly U[] {
  const path: U[] = [];
  for (let unit = units.get(id); unit !== undefined && !path.includes(unit); ) {
    path.unshift(unit);
    unit = unit.parent === undefined ? undefined : units.get(unit.parent);
  }
  return path;
}

/** The unit and all below it, none of which can be its parent. */
export function withBelow<U extends TreeUnit>(
  branches: readonly Branch<U>[],
  id: string,
): ReadonlySet<string> {
  const start = branches.findIndex(({ unit }) => unit.id === id);
  const depth = branches[start]?.depth ?? 0;
  const rest = branches.slice(start + 1);
  const end = rest.findIndex((branch) => branch.depth <= depth);
  const below = end < 0 ? rest : rest.slice(0, end);
  return new Set([id, ...below.map(({ unit }) => unit.id)]);
}
