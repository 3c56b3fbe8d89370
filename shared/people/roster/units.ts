import { circlesOfAppraisers } from "../rules.ts";
import type { RosterEntry, Verdict } from "./model.ts";
import { few, wordKey } from "./values.ts";

/** A unit as the file names it. Its key is its path from the root, so that two "Subbagian Umum" stay two. */
export interface RosterUnit {
  readonly key: string;
  readonly name: string;
  /** Key of the parent; absent for a root. */
  readonly parent?: string;
  /** People of the file who sit directly in it. */
  readonly people: number;
}

export interface UnitTree {
  /** By key; parents before children. */
  readonly units: ReadonlyMap<string, RosterUnit>;
  /** The key of each row's unit; rows that are refused have none. */
  readonly unitOf: ReadonlyMap<number, string>;
  /** The unit that stands for the whole agency: named as parent only, or where the head of the agency sits. */
  readonly root: string | undefined;
  /** Units that are named as parent only, though they are not the agency: their own parent is not known. */
  readonly adopted: ReadonlySet<string>;
  readonly verdicts: readonly Verdict[];
}

/** A unit already in the agency's data: its names from the root down. */
export type KnownUnit = readonly string[];

/** Between the names of a path, in UNIT_INDUK and in our exports: `Dinas Kesehatan / Sekretariat`. */
export const pathSeparator = " / ";

/** A unit being gathered: named together with its parent's name (or the end of its parent's path). */
interface Draft {
  readonly id: string;
  readonly name: string;
  readonly parentText: string | undefined;
  /** The names of `parentText`, reduced, from the nearest upwards. */
  readonly above: readonly string[];
  parent: Draft | undefined;
  readonly entries: RosterEntry[];
  /** Its own parent was not named by anybody. */
  isOrphan: boolean;
}

/** Builds the tree from rows that name a unit and its parent. */
export function buildUnits(
  entries: readonly RosterEntry[],
  options: { readonly agencyName?: string; readonly known?: readonly KnownUnit[] } = {},
): UnitTree {
  const verdicts: Verdict[] = [];
  const gathered = gatherDrafts(entries, options.known ?? [], verdicts);
  linkParents(gathered, verdicts);
  const drafts = gathered.byId;
  refuseCircles(drafts, verdicts);
  refuseDeep(drafts, verdicts);
  const root = chooseRoot(drafts, options.agencyName);
  const adopted = adoptOrphans(drafts, root, verdicts);
  warnSameNames(drafts, verdicts);
  return asTree(drafts, root, adopted, verdicts);
}

function gatherDrafts(
  entries: readonly RosterEntry[],
  known: readonly KnownUnit[],
  verdicts: Verdict[],
): Drafts {
  const drafts = new Drafts();
  for (const path of known) {
    drafts.find(path.at(-1) ?? "", path.length > 1 ? path.slice(0, -1).join(pathSeparator) : undefined);
  }
  // Whole paths first: a short "Sekretariat" must not settle on the one that happens to come first.
  const named = entries.filter(({ unitParent }) => unitParent !== undefined);
  for (const entry of named.toSorted((a, b) => depthOf(b) - depthOf(a) || a.row - b.row)) {
    addEntry(drafts.find(entry.unit, entry.unitParent), entry, verdicts);
  }
  for (const entry of entries.filter(({ unitParent }) => unitParent === undefined)) {
    const same = drafts.named(entry.unit);
    const only = same.length === 1 ? same[0]?.parentText : undefined;
    if (only !== undefined) {
      const { row } = entry;
      const verdict = { row, column: "unitParent", outcome: "repaired", code: "unit.parent-filled" } as const;
      verdicts.push({ ...verdict, became: only });
    }
    addEntry(drafts.find(entry.unit, only), entry, verdicts);
  }
  return drafts;
}

function depthOf({ unitParent = "" }: RosterEntry): number {
  return unitParent.split(pathSeparator).length;
}

/** Units under construction, found by name and as much of the path above as both sides know. */
class Drafts {
  readonly byId = new Map<string, Draft>();
  /** By name, and by name with the nearest parent's: among thousands of "Subbagian Umum" the name alone finds too many. */
  readonly #index = new Map<string, Draft[]>();
  readonly #byText = new Map<string, Draft>();

  named(name: string): readonly Draft[] {
    return this.#index.get(wordKey(name)) ?? [];
  }

  find(name: string, parentText: string | undefined): Draft {
    const text = `${name}<${parentText}`;
    const draft = this.#byText.get(text) ?? this.#findOrMake(name, parentText);
    this.#byText.set(text, draft);
    return draft;
  }

  /** Units that a parent's text may mean: of that very name, or of its last name below the names before it. */
  byPath(text: string): readonly Draft[] {
    const whole = this.named(text);
    if (whole.length > 0) return whole;
    const [name = "", ...above] = pathKeys(text);
    return above.length === 0 ? [] : this.#agreeing(name, above);
  }

  /** A parent that no row describes, below the parents that its path names. */
  addOrphan(text: string): Draft {
    const names = text.split(pathSeparator);
    const above = names.slice(0, -1).join(pathSeparator);
    const draft = this.#add(newDraft(names.at(-1) ?? text, above || undefined, true));
    if (above !== "")
      draft.parent = this.byPath(above).find((each) => each !== draft) ?? this.addOrphan(above);
    return draft;
  }

  #findOrMake(name: string, parentText: string | undefined): Draft {
    const known = this.byId.get(draftId(name, parentText)) ?? this.#findAlike(name, parentText);
    return known ?? this.#add(newDraft(name, parentText));
  }

  #findAlike(name: string, parentText: string | undefined): Draft | undefined {
    const alike = this.#agreeing(wordKey(name), pathKeys(parentText));
    return alike.length === 1 ? alike[0] : undefined;
  }

  #agreeing(name: string, above: readonly string[]): Draft[] {
    return (this.#index.get(`${name}<${above[0] ?? ""}`) ?? []).filter((draft) => agree(draft.above, above));
  }

  #add(draft: Draft): Draft {
    this.byId.set(draft.id, draft);
    const name = wordKey(draft.name);
    for (const key of [name, `${name}<${draft.above[0] ?? ""}`]) {
      const same = this.#index.get(key);
      if (same === undefined) this.#index.set(key, [draft]);
      else same.push(draft);
    }
    return draft;
  }
}

function newDraft(name: string, parentText: string | undefined, isOrphan = false): Draft {
  const id = draftId(name, parentText);
  return { id, name, parentText, above: pathKeys(parentText), parent: undefined, entries: [], isOrphan };
}

function draftId(name: string, parentText: string | undefined): string {
  return `${wordKey(name)}<${parentText === undefined ? "" : wordKey(parentText)}`;
}

function pathKeys(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(pathSeparator.trim()).map(wordKey).reverse();
}

/** Do two paths, from the nearest name upwards, agree as far as both are written? A root agrees with roots only. */
function agree(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return a.length === b.length;
  const shorter = a.length < b.length ? a : b;
  return shorter.every((_, index) => a[index] === b[index]);
}

function addEntry(draft: Draft, entry: RosterEntry, verdicts: Verdict[]): void {
  draft.entries.push(entry);
  if (draft.name === entry.unit) return;
  const { row, unit: found } = entry;
  verdicts.push({
    row,
    column: "unit",
    outcome: "repaired",
    code: "unit.spelling",
    found,
    became: draft.name,
  });
}

function linkParents(drafts: Drafts, verdicts: Verdict[]): void {
  for (const draft of [...drafts.byId.values()]) {
    if (draft.parentText === undefined) continue;
    const candidates = drafts.byPath(draft.parentText).filter((each) => each !== draft);
    if (candidates.length > 1) refuseAmbiguous(draft, candidates, verdicts);
    draft.parent = candidates[0] ?? drafts.addOrphan(draft.parentText);
  }
}

function refuseAmbiguous(draft: Draft, candidates: readonly Draft[], verdicts: Verdict[]): void {
  const [first] = candidates;
  const values = {
    count: candidates.length,
    example: [first?.parentText, first?.name].filter(Boolean).join(pathSeparator),
  };
  for (const { row, unitParent: found = "" } of draft.entries.splice(0)) {
    verdicts.push({
      row,
      column: "unitParent",
      outcome: "refused",
      code: "unit.parent-ambiguous",
      found,
      values,
    });
  }
}

function refuseCircles(drafts: ReadonlyMap<string, Draft>, verdicts: Verdict[]): void {
  const parentOf = new Map(
    [...drafts.values()].flatMap(({ id, parent }) => (parent ? [[id, parent.id]] : [])),
  );
  for (const circle of circlesOfAppraisers(parentOf)) {
    const members = circle.flatMap((id) => drafts.get(id) ?? []);
    const values = {
      circle: few(
        [...members, members[0]].map((draft) => draft?.name ?? ""),
        " → ",
      ),
    };
    for (const draft of members) {
      draft.parent = undefined;
      for (const { row, unitParent: found = "" } of draft.entries.splice(0)) {
        verdicts.push({ row, column: "unitParent", outcome: "refused", code: "unit.circle", found, values });
      }
    }
  }
}

/** The deepest offices have six or seven levels; a chain of thousands is a mistake, and costly to follow. */
const depthLimit = 20;

function refuseDeep(drafts: ReadonlyMap<string, Draft>, verdicts: Verdict[]): void {
  const tooDeep = [...drafts.values()].filter((draft) => levelsAbove(draft) > depthLimit);
  for (const draft of tooDeep) {
    draft.parent = undefined;
    for (const { row, unit: found } of draft.entries.splice(0)) {
      const values = { limit: depthLimit };
      verdicts.push({ row, column: "unitParent", outcome: "refused", code: "unit.too-deep", found, values });
    }
  }
}

/** Counted no further than one beyond the limit. */
function levelsAbove(draft: Draft): number {
  let levels = 0;
  for (let at = draft.parent; at !== undefined && levels <= depthLimit; at = at.parent) levels++;
  return levels;
}

/**
 * The agency itself: the unit of the agency's name, else one that is called Pemerintah or Pemkot and the like, else the
 * parent that nobody sits in and that most people are below.
 */
function chooseRoot(drafts: ReadonlyMap<string, Draft>, agencyName: string | undefined): Draft | undefined {
  const roots = [...drafts.values()].filter(({ parent }) => parent === undefined);
  const named = roots.find(({ name }) => agencyName !== undefined && wordKey(name) === wordKey(agencyName));
  const government = roots.find(({ name }) => /^(?:pemerintah|pemkot|pemkab|pemprov|pemda)\b/i.test(name));
  if (named !== undefined || government !== undefined) return named ?? government;
  const below = new Map<Draft, number>();
  for (const draft of drafts.values()) {
    const top = topOf(draft);
    below.set(top, (below.get(top) ?? 0) + draft.entries.length);
  }
  return roots.toSorted((a, b) => (below.get(b) ?? 0) - (below.get(a) ?? 0))[0];
}

function topOf(draft: Draft): Draft {
  let top = draft;
  while (top.parent !== undefined) top = top.parent;
  return top;
}

/** Looking for a slip of the finger compares with every name, so it is done for so many unknown parents only. */
const suggestionLimit = 20;

/** Parents that nobody describes go below the agency; the first row that names one is told, with what it may mean. */
function adoptOrphans(
  drafts: ReadonlyMap<string, Draft>,
  root: Draft | undefined,
  verdicts: Verdict[],
): Set<string> {
  const adopted = new Set<string>();
  if (root === undefined) return adopted;
  const names = new Set([...drafts.values()].filter(({ isOrphan }) => !isOrphan).map(({ name }) => name));
  const children = Map.groupBy(drafts.values(), ({ parent }) => parent);
  for (const draft of drafts.values()) {
    if (draft === root || !draft.isOrphan || draft.parent !== undefined) continue;
    draft.parent = root;
    adopted.add(draft.id);
    const rows = (children.get(draft) ?? []).flatMap(({ entries }) => entries.map((entry) => entry.row));
    const row = rows.sort((a, b) => a - b)[0];
    if (row === undefined) continue;
    const suggestion = adopted.size > suggestionLimit ? undefined : closestName(draft.name, names);
    verdicts.push({
      row,
      column: "unitParent",
      outcome: "warned",
      code: "unit.parent-unknown",
      found: draft.name,
      values: { root: root.name, ...(suggestion && { suggestion }) },
    });
  }
  return adopted;
}

function warnSameNames(drafts: ReadonlyMap<string, Draft>, verdicts: Verdict[]): void {
  const peopled = [...drafts.values()].filter(({ entries }) => entries.length > 0);
  const groups = Map.groupBy(peopled, ({ name }) => wordKey(name));
  for (const group of groups.values()) {
    const first = group.flatMap(({ entries }) => entries).sort((a, b) => a.row - b.row)[0];
    if (group.length < 2 || first === undefined) continue;
    verdicts.push({
      row: first.row,
      column: "unit",
      outcome: "warned",
      code: "unit.same-name",
      found: first.unit,
      values: { count: group.length, parents: few(group.map(({ parent }) => parent?.name ?? "–")) },
    });
  }
}

function asTree(
  drafts: ReadonlyMap<string, Draft>,
  root: Draft | undefined,
  adopted: ReadonlySet<string>,
  verdicts: readonly Verdict[],
): UnitTree {
  const units = new Map<string, RosterUnit>();
  const unitOf = new Map<number, string>();
  const keys = new Map<Draft, string>();
  const place = (draft: Draft): string => {
    const placed = keys.get(draft);
    if (placed !== undefined) return placed;
    const parent = draft.parent && place(draft.parent);
    const key = unitKey(parent, draft.name);
    keys.set(draft, key);
    const people = draft.entries.length + (units.get(key)?.people ?? 0);
    units.set(key, { key, name: draft.name, people, ...(parent !== undefined && { parent }) });
    for (const { row } of draft.entries) unitOf.set(row, key);
    return key;
  };
  for (const draft of drafts.values()) place(draft);
  const adoptedKeys = new Set([...drafts.values()].filter(({ id }) => adopted.has(id)).map(place));
  return { units, unitOf, root: root && place(root), adopted: adoptedKeys, verdicts };
}

/** The key of a unit below a parent's key. */
export function unitKey(parent: string | undefined, name: string): string {
  return parent === undefined ? wordKey(name) : `${parent}${pathSeparator}${wordKey(name)}`;
}

/** A name that differs by at most two letters: a slip of the finger. */
function closestName(name: string, names: ReadonlySet<string>): string | undefined {
  const key = wordKey(name);
  let best: { each: string; distance: number } | undefined;
  for (const each of names) {
    const distance = editDistance(key, wordKey(each));
    if (distance > 0 && distance <= 2 && distance < (best?.distance ?? 3)) best = { each, distance };
  }
  return best?.each;
}

function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const current = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (previous[j] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[j + 1] ?? 0) + 1, (current[j] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
