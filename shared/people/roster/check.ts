import type { TextValues } from "#shared/platform/text.ts";
import { type AppraiserRole, type Day, endedStandings } from "../model.ts";
import { circlesOfAppraisers, needsDelegation } from "../rules.ts";
import { maskNip } from "../wording.ts";
import type { RosterColumn, RosterHeader } from "./columns.ts";
import type { ReadRow, RosterEntry, Verdict, VerdictOutcome } from "./model.ts";
import { RosterProblem } from "./problems.ts";
import { headedUnits, type Proposal, proposeAppraisers } from "./proposal.ts";
import { buildUnits, type KnownUnit, type RosterUnit, type UnitTree } from "./units.ts";
import { few } from "./values.ts";
import type { VerdictCode } from "./verdict-texts.ts";

/** What the agency's data already hold, so that a file of one office alone can be judged. */
export interface KnownPeople {
  /** Active people by NIP, with the NIP of their appraiser where that is a person. */
  readonly people: ReadonlyMap<string, { readonly name: string; readonly appraiserNip?: string }>;
  readonly units: readonly KnownUnit[];
}

export interface CheckOptions {
  readonly today: Day;
  readonly agencyName?: string;
  /** The office of the agency's head, as appraiser of who has nobody above: "Wali Kota". */
  readonly agencyHead?: string;
  readonly known?: KnownPeople;
}

/** The preview of an import. Nothing of it is applied unless asked. */
export interface RosterCheck {
  /** Rows that can be applied, in the order of the file. */
  readonly entries: readonly RosterEntry[];
  readonly refusedRows: readonly number[];
  /** Every NIP that the file mentions as a person's, refused rows included: these people have not left. */
  readonly mentioned: ReadonlySet<string>;
  /** Which columns the file has: what it does not have is left as it is. */
  readonly columns: RosterHeader["columns"];
  /** All verdicts in the order of rows. */
  readonly verdicts: readonly Verdict[];
  readonly units: readonly RosterUnit[];
  /** The key of each accepted row's unit. */
  readonly unitOf: ReadonlyMap<number, string>;
  /** The key of the unit that a row's person leads. */
  readonly headed: ReadonlyMap<number, string>;
  /** For each accepted active person without an appraiser. */
  readonly proposals: readonly Proposal[];
  readonly counts: {
    readonly rows: number;
    readonly accepted: number;
    readonly refused: number;
    readonly repaired: number;
    readonly warned: number;
    readonly proposed: number;
  };
}

const defaultAgencyHead = "Kepala Daerah";

/** The largest province has some 4,000; beyond this a wrong column was taken for the unit. */
const unitLimit = 50_000;

/**
 * Judges the rows of a file together: doubles, units, appraisers, circles; and proposes who is missing.
 * Throws `roster.no-rows` and `roster.too-many-units`.
 */
export function checkRoster(
  rows: readonly ReadRow[],
  header: Pick<RosterHeader, "columns">,
  options: CheckOptions,
): RosterCheck {
  refuseUnusable(rows);
  const check = new Check(rows, header, options);
  check.findDuplicates();
  check.judgeDates();
  const tree = check.placeUnits();
  check.judgeAppraisers();
  check.refuseCircles();
  check.dropLostAppraisers();
  check.warnSharedAddresses();
  check.warnRoles(tree);
  check.warnDelegations();
  return check.finish(tree);
}

function refuseUnusable(rows: readonly ReadRow[]): void {
  if (rows.length === 0) throw new RosterProblem("roster.no-rows");
  const units = new Set(rows.map(({ entry }) => `${entry?.unit}\n${entry?.unitParent}`));
  if (units.size > unitLimit) throw new RosterProblem("roster.too-many-units", { limit: unitLimit });
}

/** The state of one check; each method is one question about the whole file. */
class Check {
  readonly #rows: readonly ReadRow[];
  readonly #columns: RosterHeader["columns"];
  readonly #options: CheckOptions;
  readonly #verdicts: Verdict[];
  readonly #refused = new Set<number>();
  readonly #entries = new Map<number, RosterEntry>();
  /** The first row of each NIP, refused or not. */
  readonly #byNip = new Map<string, ReadRow>();
  readonly #agencyHead: string;

  constructor(rows: readonly ReadRow[], header: Pick<RosterHeader, "columns">, options: CheckOptions) {
    this.#rows = rows;
    this.#columns = header.columns;
    this.#options = options;
    this.#verdicts = rows.flatMap(({ verdicts }) => verdicts);
    for (const row of rows) {
      if (row.entry === undefined) this.#refused.add(row.row);
      else this.#entries.set(row.row, row.entry);
      if (row.nip !== undefined && !this.#byNip.has(row.nip)) this.#byNip.set(row.nip, row);
    }
    this.#agencyHead = options.agencyHead ?? mostCommonOffice(this.#entries.values()) ?? defaultAgencyHead;
  }

  /** A NIP twice, also in disguise: both rows are refused. Rows that are the same in everything are one. */
  findDuplicates(): void {
    const groups = Map.groupBy(
      this.#rows.filter(({ nip }) => nip !== undefined),
      ({ nip }) => nip,
    );
    for (const group of groups.values()) {
      if (group.length < 2) continue;
      const values = { rows: few(group.map(({ row }) => row)) };
      const contents = new Set(group.map(({ entry }) => entry && JSON.stringify({ ...entry, row: 0 })));
      const isSame = contents.size === 1 && !contents.has(undefined);
      for (const [index, { row, nip = "" }] of group.entries()) {
        const outcome = isSame && index === 0 ? "warned" : "refused";
        const code = isSame ? "row.repeated" : "nip.duplicate";
        this.#say(row, "nip", outcome, code, { found: maskNip(nip), values });
      }
    }
  }

  /** 02/01 is doubtful once another date of the file can only be month first. */
  judgeDates(): void {
    if (!this.#verdicts.some(({ code }) => code === "date.month-first")) return;
    for (const { row, ambiguousDates = [], verdicts } of this.#rows) {
      for (const column of ambiguousDates) {
        const said = verdicts.find((verdict) => verdict.column === column && verdict.code === "date.format");
        const { found = "", became = "" } = said ?? {};
        this.#say(row, column, "warned", "date.ambiguous", { found, became });
      }
    }
  }

  placeUnits(): UnitTree {
    const { agencyName, known } = this.#options;
    const tree = buildUnits([...this.#entries.values()], {
      ...(agencyName !== undefined && { agencyName }),
      ...(known !== undefined && { known: known.units }),
    });
    for (const verdict of tree.verdicts) this.#add(verdict);
    return tree;
  }

  /** Appraisers whose digits were lost are found again where only one person fits; self and unknown ones are refused. */
  judgeAppraisers(): void {
    this.#findLostAppraisers();
    for (const entry of [...this.#entries.values()]) {
      const { row, nip, appraiser } = entry;
      if (appraiser === undefined || !("nip" in appraiser)) continue;
      const found = maskNip(appraiser.nip);
      if (appraiser.nip === nip) this.#say(row, "appraiserNip", "refused", "appraiser.self", { found });
      else if (!this.#byNip.has(appraiser.nip) && !this.#options.known?.people.has(appraiser.nip)) {
        this.#say(row, "appraiserNip", "refused", "appraiser.unknown", { found });
      }
    }
  }

  #findLostAppraisers(): void {
    const lost = this.#rows.filter(({ lostAppraiser }) => lostAppraiser !== undefined);
    if (lost.length === 0) return;
    const byStart = Map.groupBy(this.#byNip.values(), ({ nip = "" }) => nip.slice(0, 15));
    for (const { row, lostAppraiser = "" } of lost) {
      const [match, ...others] = byStart.get(lostAppraiser) ?? [];
      const found = maskNip(`${lostAppraiser}000`);
      const entry = this.#entries.get(row);
      if (match?.nip === undefined || others.length > 0) {
        this.#say(row, "appraiserNip", "refused", "appraiser.digits-lost", { found });
      } else if (entry !== undefined) {
        this.#entries.set(row, { ...entry, appraiser: { nip: match.nip } });
        const values = { name: match.name ?? "", other: match.row };
        this.#say(row, "appraiserNip", "repaired", "appraiser.digits-found", { found, values });
      }
    }
  }

  /** The file's appraisers, and those of people who are in the data only, form one graph. */
  refuseCircles(): void {
    const appraiserOf = new Map<string, string>();
    for (const [nip, { appraiserNip }] of this.#options.known?.people ?? []) {
      if (appraiserNip !== undefined && !this.#byNip.has(nip)) appraiserOf.set(nip, appraiserNip);
    }
    for (const { nip, appraiser } of this.#entries.values()) {
      if (appraiser !== undefined && "nip" in appraiser) appraiserOf.set(nip, appraiser.nip);
    }
    for (const circle of circlesOfAppraisers(appraiserOf)) {
      const members = [...circle, circle[0] ?? ""].map((nip) => this.#describe(nip));
      const values = { circle: few(members, " → ") };
      for (const nip of circle) {
        const row = this.#byNip.get(nip)?.row;
        if (row === undefined || this.#refused.has(row)) continue;
        const found = maskNip(appraiserOf.get(nip) ?? "");
        this.#say(row, "appraiserNip", "refused", "appraiser.circle", { found, values });
      }
    }
  }

  #describe(nip: string): string {
    const row = this.#byNip.get(nip);
    if (row === undefined) return this.#options.known?.people.get(nip)?.name ?? maskNip(nip);
    return `${row.name ?? maskNip(nip)} (${row.row})`;
  }

  /** Who names an appraiser whose own row was refused, or who has left, stays without one until that is corrected. */
  dropLostAppraisers(): void {
    for (const entry of [...this.#entries.values()]) {
      const { row, appraiser } = entry;
      const named = appraiser && "nip" in appraiser ? this.#byNip.get(appraiser.nip) : undefined;
      if (named === undefined) continue;
      const superior = this.#entries.get(named.row);
      const isKnown = named.nip !== undefined && this.#options.known?.people.has(named.nip);
      const name = named.name ?? maskNip(named.nip ?? "");
      const found = maskNip(named.nip ?? "");
      if (superior === undefined && !isKnown) {
        const values = { name, other: named.row };
        this.#say(row, "appraiserNip", "warned", "appraiser.row-refused", { found, values });
      } else if (superior !== undefined && endedStandings.includes(superior.standing)) {
        const values = { name, standing: superior.standing };
        this.#say(row, "appraiserNip", "warned", "appraiser.left", { found, values });
      } else continue;
      const { appraiser: _, ...rest } = entry;
      this.#entries.set(row, { ...rest, role: "definitif" });
    }
  }

  warnSharedAddresses(): void {
    const groups = Map.groupBy(
      [...this.#entries.values()].filter(({ email }) => email !== undefined),
      ({ email }) => email,
    );
    for (const [email = "", group] of groups) {
      if (group.length < 2) continue;
      const values = { rows: few(group.map(({ row }) => row)) };
      for (const { row } of group)
        this.#say(row, "email", "warned", "email.shared", { found: email, values });
    }
  }

  /** One appraiser in two roles towards one unit: one of them is a slip. The rarer is pointed out. */
  warnRoles(tree: UnitTree): void {
    const groups = Map.groupBy(
      [...this.#entries.values()].filter(({ appraiser }) => appraiser !== undefined && "nip" in appraiser),
      (entry) => `${tree.unitOf.get(entry.row)}|${JSON.stringify(entry.appraiser)}`,
    );
    for (const group of groups.values()) {
      const byRole = Map.groupBy(group, ({ role }) => role);
      if (byRole.size < 2) continue;
      const sorted = [...byRole].sort(([, a], [, b]) => b.length - a.length);
      const usual = sorted[0]?.[0] ?? "definitif";
      for (const [role, entries] of sorted.slice(1)) {
        for (const { row } of entries) this.#sayRole(row, role, usual);
      }
    }
  }

  #sayRole(row: number, role: AppraiserRole, other: AppraiserRole): void {
    const values = { role, other };
    this.#say(row, "appraiserRole", "warned", "role.inconsistent", { found: role, values });
  }

  warnDelegations(): void {
    const counts = new Map<string, number>();
    for (const { appraiser, role } of this.#entries.values()) {
      if (appraiser === undefined || !("nip" in appraiser) || role === "delegasi") continue;
      counts.set(appraiser.nip, (counts.get(appraiser.nip) ?? 0) + 1);
    }
    for (const { row, nip, position } of this.#entries.values()) {
      const count = counts.get(nip);
      if (count === undefined || !needsDelegation(position.kind)) continue;
      this.#say(row, "postTitle", "warned", "appraiser.needs-delegation", {
        found: position.title,
        values: { count },
      });
    }
  }

  finish(tree: UnitTree): RosterCheck {
    const entries = [...this.#entries.values()];
    const active = entries.filter(({ standing }) => !endedStandings.includes(standing));
    const missing = active.filter(({ appraiser }) => appraiser === undefined);
    const proposals = proposeAppraisers(missing, active, tree, this.#agencyHead);
    this.#warnMissing(proposals);
    this.#addProposalsToRefusals(active, tree);
    this.#verdicts.sort((a, b) => a.row - b.row);
    const count = (outcome: VerdictOutcome) =>
      this.#verdicts.filter((verdict) => verdict.outcome === outcome).length;
    return {
      entries,
      refusedRows: [...this.#refused].sort((a, b) => a - b),
      mentioned: new Set(this.#byNip.keys()),
      columns: this.#columns,
      verdicts: this.#verdicts,
      units: [...tree.units.values()],
      unitOf: tree.unitOf,
      headed: headedUnits(active, tree),
      proposals,
      counts: {
        rows: this.#rows.length,
        accepted: entries.length,
        refused: this.#refused.size,
        repaired: count("repaired"),
        warned: count("warned"),
        proposed: proposals.length,
      },
    };
  }

  /**
   * Root posts may have a blank appraiser: it means the head of the agency. A file without the columns says nothing of
   * appraisers, so nothing is said of each row; the proposals speak for themselves.
   */
  #warnMissing(proposals: readonly Proposal[]): void {
    const told = new Set(
      this.#verdicts
        .filter(({ code }) => code === "appraiser.row-refused" || code === "appraiser.left")
        .map(({ row }) => row),
    );
    const hasColumn = this.#columns.appraiserNip !== undefined;
    for (const { row, reason, confidence } of proposals) {
      const isRootPost = reason === "head-of-agency" && confidence === "high";
      if (hasColumn && !isRootPost && !told.has(row))
        this.#say(row, "appraiserNip", "warned", "appraiser.missing");
    }
    this.#nameProposals(proposals);
  }

  /** Rows refused for their appraiser are told whom the unit tree would propose. */
  #addProposalsToRefusals(active: readonly RosterEntry[], tree: UnitTree): void {
    const codes: readonly VerdictCode[] = [
      "appraiser.self",
      "appraiser.unknown",
      "appraiser.circle",
      "appraiser.digits-lost",
    ];
    const rows = new Set(this.#verdicts.filter(({ code }) => codes.includes(code)).map(({ row }) => row));
    const wanted = this.#rows.flatMap(({ row, entry }) =>
      entry !== undefined && rows.has(row) ? [entry] : [],
    );
    this.#nameProposals(proposeAppraisers(wanted, active, tree, this.#agencyHead));
  }

  #nameProposals(proposals: readonly Proposal[]): void {
    const byRow = new Map(proposals.map((proposal) => [proposal.row, proposal]));
    for (const [index, verdict] of this.#verdicts.entries()) {
      const proposal = verdict.code.startsWith("appraiser.") ? byRow.get(verdict.row) : undefined;
      const { name } = proposal?.values ?? {};
      if (name === undefined || proposal?.confidence === "low") continue;
      this.#verdicts[index] = { ...verdict, values: { ...verdict.values, proposal: name } };
    }
  }

  #say(
    row: number,
    column: RosterColumn,
    outcome: VerdictOutcome,
    code: VerdictCode,
    more: { found?: string; became?: string; values?: TextValues } = {},
  ): void {
    const { found, became, values } = more;
    this.#add({
      row,
      column,
      outcome,
      code,
      ...(found !== undefined && { found }),
      ...(became !== undefined && { became }),
      ...(values !== undefined && { values: { ...values } }),
    });
  }

  #add(verdict: Verdict): void {
    this.#verdicts.push(verdict);
    if (verdict.outcome !== "refused") return;
    this.#refused.add(verdict.row);
    this.#entries.delete(verdict.row);
  }
}

/** The office that most heads in the file have as external appraiser. */
function mostCommonOffice(entries: Iterable<RosterEntry>): string | undefined {
  const counts = new Map<string, number>();
  for (const { appraiser } of entries) {
    if (appraiser !== undefined && "office" in appraiser) {
      counts.set(appraiser.office, (counts.get(appraiser.office) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
