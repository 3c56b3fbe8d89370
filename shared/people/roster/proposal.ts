import type { Text } from "#shared/platform/text.ts";
import { type AppraiserRole, type PostKind, postKinds } from "../model.ts";
import type { NamedAppraiser, RosterEntry } from "./model.ts";
import type { UnitTree } from "./units.ts";
import { few, wordKey } from "./values.ts";

export const confidences = ["high", "medium", "low"] as const;
export type Confidence = (typeof confidences)[number];

/** Why someone is proposed, in words. */
export const proposalReasons = {
  "head-of-unit": { id: "{name} ({title}) memimpin {unit}.", en: "{name} ({title}) heads {unit}." },
  "head-of-parent": {
    id: "Memimpin unitnya sendiri; atasannya {name} ({title}) di {unit}.",
    en: "Heads their own unit; the superior is {name} ({title}) in {unit}.",
  },
  "no-head": {
    id: "{empty} tidak memiliki kepala di berkas; naik ke {name} ({title}) di {unit}.",
    en: "{empty} has no head in the file; next above is {name} ({title}) in {unit}.",
  },
  "several-heads": {
    id: "{unit} memiliki beberapa calon kepala ({names}); dipilih {name}.",
    en: "{unit} has several possible heads ({names}); {name} was chosen.",
  },
  "head-of-agency": {
    id: "Tidak ada atasan di dalam berkas; dinilai oleh kepala instansi.",
    en: "There is no superior in the file; appraised by the head of the agency.",
  },
} as const satisfies Record<string, Text>;

/** An appraiser proposed from the unit tree: never applied before somebody confirms it. */
export interface Proposal {
  readonly row: number;
  readonly nip: string;
  readonly appraiser: NamedAppraiser;
  readonly role: AppraiserRole;
  readonly confidence: Confidence;
  readonly reason: keyof typeof proposalReasons;
  readonly values: Readonly<Record<string, string>>;
}

interface Head {
  readonly entry: RosterEntry;
  readonly confidence: Confidence;
  readonly role: AppraiserRole;
  /** Names of all who might be meant, where that is more than one. */
  readonly rivals: readonly string[];
  /** Others of the unit hold structural posts too, so that its staff may well be theirs. */
  readonly hasDeputies: boolean;
}

/**
 * Proposes an appraiser for every given person: the head of their unit; for a head the head of the unit above; for who
 * has nobody above, the head of the agency. `people` are all accepted rows, among whom heads are sought.
 */
export function proposeAppraisers(
  wanted: readonly RosterEntry[],
  people: readonly RosterEntry[],
  tree: UnitTree,
  agencyHead: string,
): Proposal[] {
  const heads = findHeads(people, tree);
  const headed = new Map<number, string[]>();
  for (const [unit, { entry }] of heads) headed.set(entry.row, [...(headed.get(entry.row) ?? []), unit]);
  return wanted.map((entry) => proposeFor(entry, tree, heads, headed.get(entry.row) ?? [], agencyHead));
}

/**
 * The unit that each row leads, by the key of the unit, where the title names it: a single structural post in a unit may
 * be a deputy's, and of two who fit neither is taken. Who leads several leads their own, else the first of them.
 */
export function headedUnits(people: readonly RosterEntry[], tree: UnitTree): Map<number, string> {
  const headed = new Map<number, string>();
  for (const [unit, { entry, confidence }] of findHeads(people, tree)) {
    if (confidence !== "high") continue;
    if (!headed.has(entry.row) || tree.unitOf.get(entry.row) === unit) headed.set(entry.row, unit);
  }
  return headed;
}

function proposeFor(
  entry: RosterEntry,
  tree: UnitTree,
  heads: ReadonlyMap<string, Head>,
  headed: readonly string[],
  agencyHead: string,
): Proposal {
  const own = tree.unitOf.get(entry.row);
  const isHead = headed.length > 0;
  // Who heads a unit below their own (listed in the office, leading a division) is led by the head of their own.
  const startsAbove = own !== undefined && headed.includes(own);
  let unit = startsAbove ? tree.units.get(own)?.parent : own;
  let empty: string | undefined;
  for (let steps = 0; unit !== undefined && steps <= tree.units.size; steps++) {
    const head = heads.get(unit);
    if (head !== undefined && head.entry.row !== entry.row)
      return propose(entry, head, { unit, tree, isHead, empty });
    if (head === undefined) empty ??= tree.units.get(unit)?.name;
    unit = tree.units.get(unit)?.parent;
  }
  return {
    row: entry.row,
    nip: entry.nip,
    appraiser: { office: agencyHead },
    role: "definitif",
    confidence: isHead && isTopPost(entry.position.kind) ? "high" : "low",
    reason: "head-of-agency",
    values: { name: agencyHead },
  };
}

function propose(
  entry: RosterEntry,
  head: Head,
  place: { unit: string; tree: UnitTree; isHead: boolean; empty: string | undefined },
): Proposal {
  const { unit, tree, isHead, empty } = place;
  const reason = head.rivals.length > 0 ? "several-heads" : empty !== undefined ? "no-head" : undefined;
  const isStaff = !isHead && !isStructural(entry.position.kind);
  const doubtful = head.confidence === "high" && (empty !== undefined || (isStaff && head.hasDeputies));
  return {
    row: entry.row,
    nip: entry.nip,
    appraiser: { nip: head.entry.nip },
    role: head.role,
    confidence: tree.adopted.has(unit) ? "low" : doubtful ? "medium" : head.confidence,
    reason: reason ?? (isHead ? "head-of-parent" : "head-of-unit"),
    values: {
      name: head.entry.name,
      title: head.entry.position.title,
      unit: tree.units.get(unit)?.name ?? unit,
      ...(empty !== undefined && { empty }),
      ...(head.rivals.length > 0 && { names: few(head.rivals, ", ", 3) }),
    },
  };
}

/** The head of each unit that has one: first by who is named after it, then by kind of post. */
function findHeads(people: readonly RosterEntry[], tree: UnitTree): Map<string, Head> {
  const byUnit = Map.groupBy(people, ({ row }) => tree.unitOf.get(row));
  const unitNames = new Set([...tree.units.values()].map(({ name }) => wordKey(name)));
  const heads = new Map<string, Head>();
  for (const { key, name } of tree.units.values()) {
    const head = headAmong(byUnit.get(key) ?? [], name, unitNames);
    if (head !== undefined) heads.set(key, head);
  }
  const elsewhere = Map.groupBy(people, (entry) => `${tree.unitOf.get(entry.row)}\n${unitNamedBy(entry)}`);
  for (const { key, name, parent } of tree.units.values()) {
    if (heads.get(key)?.confidence === "high" || parent === undefined) continue;
    const [only, ...others] = elsewhere.get(`${parent}\n${wordKey(name)}`) ?? [];
    if (only !== undefined && others.length === 0) heads.set(key, asHead(only, "high", []));
  }
  return heads;
}

/** The unit that a title names in full: `Kepala Bidang SD` leads "bidang sd", wherever the file lists that person. */
function unitNamedBy({ position }: RosterEntry): string | undefined {
  const [head = "", ...words] = titleOf(position.title).split(" ");
  if (words.length === 0) return undefined;
  if (head === "kepala") return words.join(" ");
  return leaders[head] && `${leaders[head]} ${words.join(" ")}`;
}

function headAmong(
  people: readonly RosterEntry[],
  unitName: string,
  unitNames: ReadonlySet<string>,
): Head | undefined {
  const scored = people
    .map((entry) => ({ entry, score: headScore(entry, unitName, unitNames) }))
    .filter(({ score }) => score > 0)
    .sort(
      (a, b) => b.score - a.score || rankOfPost(a.entry) - rankOfPost(b.entry) || a.entry.row - b.entry.row,
    );
  const [best, second] = scored;
  if (best === undefined) return undefined;
  const isTie =
    second !== undefined &&
    second.score === best.score &&
    rankOfPost(second.entry) === rankOfPost(best.entry);
  if (isTie) return resolveTie(scored.filter(({ score }) => score === best.score).map(({ entry }) => entry));
  const isDeputy = ({ entry }: (typeof scored)[number]) =>
    entry !== best.entry && isStructural(entry.position.kind) && !unitNames.has(unitNamedBy(entry) ?? "");
  return asHead(best.entry, best.score >= 3 ? "high" : "medium", [], scored.some(isDeputy));
}

/** A Plt beside the person who left the post, or two of one name: a definitive head is preferred, but only proposed. */
function resolveTie(rivals: readonly RosterEntry[]): Head | undefined {
  const definitive = rivals.find(({ position }) => actingRole(position.title) === "definitif") ?? rivals[0];
  return (
    definitive &&
    asHead(
      definitive,
      "low",
      rivals.map(({ name }) => name),
    )
  );
}

function asHead(
  entry: RosterEntry,
  confidence: Confidence,
  rivals: readonly string[],
  hasDeputies = false,
): Head {
  return { entry, confidence, role: actingRole(entry.position.title), rivals, hasDeputies };
}

/** 3: named after this unit; 2: called Kepala of something unnamed; 1: a structural post; 0: no head, or of another unit. */
function headScore({ position }: RosterEntry, unitName: string, unitNames: ReadonlySet<string>): number {
  const title = titleOf(position.title);
  if (namesUnit(title, unitName)) return 3;
  const rest = /^kepala (.+)$/.exec(title)?.[1];
  if (rest !== undefined && unitNames.has(rest)) return 0;
  if (rest !== undefined && !/^(?:sub|seksi|urusan|tata usaha)/.test(rest)) return 2;
  return isStructural(position.kind) ? 1 : 0;
}

const schools =
  /^(?:sd|smp|sma|smk|slb|tk|paud|sdn|smpn|sman|smkn|uptd? (?:satuan pendidikan )?(?:sd|smp|tk)n?)\b/;

/** Does the title lead the unit of that name, in full or shortened: `Kepala Bidang SD`, `Kepala Bidang`, `Camat`? */
function namesUnit(title: string, unitName: string): boolean {
  const unit = wordKey(unitName);
  const [head = "", ...words] = title.split(" ");
  const rest = words.join(" ");
  if (head === "kepala") {
    if (rest === "") return false;
    return rest === unit || unit.startsWith(`${rest} `) || (rest.startsWith("sekolah") && schools.test(unit));
  }
  const place = leaders[head];
  if (place === undefined || !unit.startsWith(place)) return false;
  const about = unit.slice(place.length).trim();
  return rest === "" || about === "" || about.startsWith(rest);
}

/** Heads who are not called Kepala, and what the name of their unit begins with. */
const leaders: Readonly<Record<string, string>> = {
  camat: "kecamatan",
  lurah: "kelurahan",
  sekretaris: "sekretariat",
  inspektur: "inspektorat",
  direktur: "rumah sakit",
};

/** `Guru (Kepala Sekolah)` and `Dokter (Kepala Puskesmas)` lead by an additional duty, which the brackets name. */
function titleOf(title: string): string {
  const duty = /\((kepala [^()]+)\)/i.exec(title)?.[1];
  return wordKey(duty ?? title).replace(/^(?:plt|plh|pj|pelaksana tugas|pelaksana harian) /, "");
}

function actingRole(title: string): AppraiserRole {
  const word = /^(plt|plh)\b/i.exec(title.trim())?.[1]?.toLowerCase();
  return word === "plt" ? "Plt" : word === "plh" ? "Plh" : "definitif";
}

function rankOfPost({ position }: RosterEntry): number {
  return position.kind === undefined ? postKinds.length : postKinds.indexOf(position.kind);
}

function isStructural(kind: PostKind | undefined): boolean {
  return kind !== undefined && kind !== "fungsional" && kind !== "pelaksana";
}

function isTopPost(kind: PostKind | undefined): boolean {
  return kind?.startsWith("jpt-") ?? false;
}

/** Fills in the proposals that somebody confirmed; a row that has an appraiser keeps it. */
export function withProposals(
  entries: readonly RosterEntry[],
  confirmed: readonly Pick<Proposal, "row" | "appraiser" | "role">[],
): RosterEntry[] {
  const byRow = new Map(confirmed.map((proposal) => [proposal.row, proposal]));
  return entries.map((entry) => {
    const proposal = byRow.get(entry.row);
    if (proposal === undefined || entry.appraiser !== undefined) return entry;
    return { ...entry, appraiser: proposal.appraiser, role: proposal.role };
  });
}
