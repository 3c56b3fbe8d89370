import type { Cell, SheetRow } from "#shared/platform/spreadsheet/model.ts";
import type { TextValues } from "#shared/platform/text.ts";
import { employeeKindTerms, postKindTerms } from "../messages.ts";
import { type Day, type EmployeeKind, endedStandings, type PersonName } from "../model.ts";
import { checkNip, hasLostDigits, normaliseNip } from "../nip.ts";
import { isContractKind } from "../ranks.ts";
import { maskNip } from "../wording.ts";
import type { RosterColumn, RosterHeader } from "./columns.ts";
import {
  type NamedAppraiser,
  type ReadRow,
  type RosterEntry,
  type ShownCells,
  shownColumns,
  type Verdict,
  type VerdictOutcome,
} from "./model.ts";
import {
  inferKind,
  inferPostKind,
  isBlank,
  plainText,
  type ReadDate,
  type Reading,
  readDate,
  readEmail,
  readKind,
  readName,
  readPostKind,
  readPostLevel,
  readRank,
  readRole,
  readStanding,
} from "./values.ts";
import type { VerdictCode } from "./verdict-texts.ts";

const textLimits = {
  postTitle: 200,
  unit: 160,
  unitParent: 400,
  appraiserOfficial: 160,
  mandate: 100,
} as const;

/** Checks one row by itself: what can be told without the others. Without `entry` the row is refused. */
export function readRow(row: SheetRow, header: RosterHeader, today: Day): ReadRow {
  return new RowReader(row, header, today).read();
}

/** Collects the verdicts of one row while its cells are read. */
class RowReader {
  readonly #row: SheetRow;
  readonly #header: RosterHeader;
  readonly #today: Day;
  readonly #verdicts: Verdict[] = [];
  readonly #ambiguous: RosterColumn[] = [];
  #lostAppraiser: string | undefined;

  constructor(row: SheetRow, header: RosterHeader, today: Day) {
    this.#row = row;
    this.#header = header;
    this.#today = today;
  }

  read(): ReadRow {
    const rankCell = this.#cell("rank");
    const kind = this.#kind(rankCell);
    const nip = this.#nip(kind);
    const name = this.#name();
    const entry = this.#entry(kind, nip, name, rankCell);
    const isRefused = this.#verdicts.some(({ outcome }) => outcome === "refused");
    return {
      row: this.#row.number,
      ...(nip !== undefined && { nip }),
      ...(name !== undefined && { name: name.name }),
      ...(entry !== undefined && !isRefused && { entry }),
      ...(this.#lostAppraiser !== undefined && { lostAppraiser: this.#lostAppraiser }),
      ...(this.#ambiguous.length > 0 && { ambiguousDates: this.#ambiguous }),
      shown: this.#shown(),
      verdicts: this.#verdicts,
    };
  }

  #entry(
    kind: EmployeeKind | undefined,
    nip: string | undefined,
    name: PersonName | undefined,
    rankCell: Cell | undefined,
  ): RosterEntry | undefined {
    const title = this.#required("postTitle", "post.missing");
    const unit = this.#required("unit", "unit.missing");
    const unitParent = this.#text("unitParent");
    const postKind = this.#postKind(title ?? "");
    const level = this.#read("postLevel", ({ text }) => readPostLevel(text));
    const rank = kind && this.#rank(rankCell, kind);
    const appraiser = this.#appraiser();
    const role = this.#read("appraiserRole", ({ text }) => readRole(text)) ?? "definitif";
    const mandate = this.#text("mandate");
    const standing = this.#standing();
    const since = this.#date("since");
    const contractEnd = this.#contractEnd(kind);
    const retirement = this.#date("retirement");
    const email = this.#read("email", ({ text }) => readEmail(text));
    if (since !== undefined && since > this.#today)
      this.#say("since", "warned", "date.future", { became: since });
    if ((role === "Plt" || role === "Plh") && mandate === undefined) {
      this.#say("appraiserRole", "warned", "role.letter", { values: { role } });
    }
    const active = !endedStandings.includes(standing);
    if (retirement !== undefined && retirement <= this.#today && active) {
      this.#say("retirement", "warned", "retirement.past", { became: retirement });
    }
    if (kind === undefined || nip === undefined || name === undefined) return undefined;
    if (title === undefined || unit === undefined) return undefined;
    return {
      row: this.#row.number,
      nip,
      ...name,
      kind,
      ...(rank !== undefined && { rank }),
      position: {
        title,
        ...(postKind !== undefined && { kind: postKind }),
        ...(level !== undefined && { level }),
        ...(since !== undefined && { since }),
      },
      unit,
      ...(unitParent !== undefined && { unitParent }),
      ...(appraiser !== undefined && { appraiser }),
      role,
      ...(mandate !== undefined && { mandate: { number: mandate } }),
      ...(email !== undefined && { email }),
      ...(contractEnd !== undefined && { contractEnd }),
      ...(retirement !== undefined && { retirement }),
      standing,
    };
  }

  #nip(kind: EmployeeKind | undefined): string | undefined {
    const cell = this.#cell("nip");
    const digits = normaliseNip(cell?.text ?? "");
    if (cell !== undefined && hasLostDigits(cell.text, cell.from === "number")) {
      this.#say("nip", "refused", "nip.digits-lost");
      return undefined;
    }
    const checked = checkNip(digits, kind);
    if (typeof checked === "string") {
      this.#say("nip", "refused", checked, { values: { digits: digits.length } });
      return undefined;
    }
    if (isDisguised(cell?.text ?? "", digits)) {
      this.#say("nip", "repaired", "nip.disguise", { became: maskNip(digits) });
    }
    const age = Number(this.#today.slice(0, 4)) - Number(checked.birthDate.slice(0, 4));
    if (age < 17 || age > 70) this.#say("nip", "warned", "nip.age", { values: { age } });
    return digits;
  }

  #name(): PersonName | undefined {
    if (this.#cell("name") === undefined) {
      this.#say("name", "refused", "name.missing");
      return undefined;
    }
    const hasTitles = this.#has("titleBefore") || this.#has("titleAfter");
    const name = this.#read("name", (cell) => readName(cell, !hasTitles));
    if (name === undefined) return undefined;
    const titleBefore = this.#text("titleBefore") ?? name.titleBefore;
    const titleAfter = this.#text("titleAfter") ?? name.titleAfter;
    return { name: name.name, ...(titleBefore && { titleBefore }), ...(titleAfter && { titleAfter }) };
  }

  /** A blank kind is inferred; a file without that column says nothing, so nothing is said of each row either. */
  #kind(rankCell: Cell | undefined): EmployeeKind | undefined {
    if (this.#cell("kind") !== undefined) return this.#read("kind", ({ text }) => readKind(text));
    const kind = inferKind(rankCell?.text, normaliseNip(this.#cell("nip")?.text ?? ""));
    if (this.#has("kind") && kind !== undefined) {
      this.#say("kind", "repaired", "kind.inferred", { became: employeeKindTerms[kind] });
    }
    return kind;
  }

  #rank(cell: Cell | undefined, kind: EmployeeKind): string | undefined {
    if (cell !== undefined) return this.#read("rank", ({ text }) => readRank(text, kind));
    if (this.#has("rank") && kind !== "PPPK_PARUH_WAKTU") this.#say("rank", "warned", "rank.missing");
    return undefined;
  }

  #postKind(title: string) {
    if (this.#cell("postKind") !== undefined) {
      return this.#read("postKind", ({ text }) => readPostKind(text, title));
    }
    const inferred = inferPostKind(title);
    if (!this.#has("postKind")) return inferred;
    if (inferred === undefined) this.#say("postKind", "warned", "post-kind.missing");
    else this.#say("postKind", "repaired", "post-kind.inferred", { became: postKindTerms[inferred] });
    return inferred;
  }

  #standing() {
    const cell = this.#cell("standing");
    if (cell === undefined) return "active";
    const reading = readStanding(plainText(cell.text));
    const standing = reading.value ?? "active";
    this.#tell("standing", { ...reading, values: { standing } });
    return standing;
  }

  #contractEnd(kind: EmployeeKind | undefined): Day | undefined {
    if (kind === undefined) return undefined;
    if (!isContractKind(kind)) {
      if (this.#cell("contractEnd") !== undefined) {
        this.#say("contractEnd", "warned", "contract.not-pppk", {
          values: { kind: employeeKindTerms[kind] },
        });
      }
      return undefined;
    }
    const day = this.#date("contractEnd");
    if (day === undefined) {
      if (this.#cell("contractEnd") === undefined) this.#say("contractEnd", "warned", "contract.missing");
    } else if (day < this.#today) this.#say("contractEnd", "warned", "contract.ended", { became: day });
    return day;
  }

  #appraiser(): NamedAppraiser | undefined {
    const office = this.#text("appraiserOfficial");
    const cell = this.#cell("appraiserNip");
    if (cell === undefined) return office === undefined ? undefined : { office };
    if (office !== undefined) this.#say("appraiserOfficial", "warned", "appraiser.two");
    const text = plainText(cell.text);
    if (!/\d/.test(text)) {
      this.#say("appraiserNip", "repaired", "appraiser.office-in-nip", { became: text });
      return { office: text };
    }
    return this.#appraiserNip(cell);
  }

  #appraiserNip(cell: Cell): NamedAppraiser | undefined {
    const nip = normaliseNip(cell.text);
    if (hasLostDigits(cell.text, cell.from === "number")) {
      // Fifteen digits survive every spreadsheet; those of an exponent say too little.
      if (/^\d{18}$/.test(nip)) this.#lostAppraiser = nip.slice(0, 15);
      else this.#say("appraiserNip", "refused", "appraiser.digits-lost");
      return undefined;
    }
    const checked = checkNip(nip);
    if (typeof checked === "string") {
      this.#say("appraiserNip", "refused", "appraiser.invalid");
      return undefined;
    }
    if (isDisguised(cell.text, nip)) {
      this.#say("appraiserNip", "repaired", "appraiser.disguise", { became: maskNip(nip) });
    }
    return { nip };
  }

  #date(column: RosterColumn): Day | undefined {
    const date = this.#read<ReadDate>(column, (cell) => readDate(cell, this.#today));
    if (date?.ambiguous) this.#ambiguous.push(column);
    return date?.day;
  }

  #required(column: "postTitle" | "unit", missing: VerdictCode): string | undefined {
    if (this.#cell(column) === undefined) {
      this.#say(column, "refused", missing);
      return undefined;
    }
    return this.#text(column);
  }

  #text(column: RosterColumn): string | undefined {
    return this.#read(column, ({ text: value }) => {
      const limit = column in textLimits ? textLimits[column as keyof typeof textLimits] : 120;
      if (value.length <= limit) return { value };
      return { outcome: "refused", code: "cell.too-long", values: { length: value.length, limit } };
    });
  }

  /** Reads a cell that holds something, as plain text: its error or formula is told of first, then what its own reader says. */
  #read<T>(column: RosterColumn, read: (cell: Cell) => Reading<T>): T | undefined {
    const cell = this.#cell(column);
    if (cell === undefined) return undefined;
    if (cell.from === "error") {
      this.#say(column, "refused", "cell.error");
      return undefined;
    }
    const reading = read({ ...cell, text: plainText(cell.text) });
    if (cell.formula) this.#say(column, "warned", "cell.formula", { became: plainText(cell.text) });
    this.#tell(column, reading);
    return reading.value;
  }

  #tell(column: RosterColumn, { outcome, code, became, values }: Reading<unknown>): void {
    if (outcome === undefined || code === undefined) return;
    this.#say(column, outcome, code, { ...(became !== undefined && { became }), ...(values && { values }) });
  }

  #say(
    column: RosterColumn,
    outcome: VerdictOutcome,
    code: VerdictCode,
    more: { became?: string; values?: TextValues } = {},
  ): void {
    const found = this.#found(column);
    this.#verdicts.push({
      row: this.#row.number,
      column,
      outcome,
      code,
      ...(found !== undefined && { found }),
      ...(more.became !== undefined && { became: more.became }),
      ...(more.values !== undefined && { values: { ...more.values } }),
    });
  }

  /** What stands in the cell, short enough to be shown; NIPs masked. */
  #found(column: RosterColumn): string | undefined {
    const cell = this.#cell(column);
    if (cell === undefined) return undefined;
    if (column === "nip" || column === "appraiserNip") {
      const digits = normaliseNip(cell.text);
      return /\d/.test(digits) ? maskNip(digits.slice(0, 40)) : plainText(cell.text).slice(0, 80);
    }
    const text = plainText(cell.text);
    return text.length > 80 ? `${text.slice(0, 79)}…` : text;
  }

  #shown(): ShownCells {
    const found = shownColumns.map((column) => [column, this.#found(column)] as const);
    return Object.fromEntries(found.filter(([, text]) => text !== undefined));
  }

  #has(column: RosterColumn): boolean {
    return this.#header.columns[column] !== undefined;
  }

  #cell(column: RosterColumn): Cell | undefined {
    const index = this.#header.columns[column];
    const cell = index === undefined ? undefined : this.#row.cells[index];
    return cell === undefined || isBlank(plainText(cell.text)) ? undefined : cell;
  }
}

/** An apostrophe in front is how spreadsheets mark text, and what our own CSV export writes: no disguise. */
function isDisguised(text: string, digits: string): boolean {
  return text.trim().replace(/^'/, "") !== digits;
}
