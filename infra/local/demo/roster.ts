import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";

/** One person of the demo's roster. Names, NIPs and addresses are invented. */
export interface DemoPerson {
  readonly nip: string;
  readonly name: string;
  readonly unit: string;
  readonly email: string | undefined;
  /** Who appraises them at first: an employee's NIP; undefined where the mayor does. */
  readonly appraiser: string | undefined;
  /** First day in the post. */
  readonly since: string;
  /** The person's line of the file, as it stands there. */
  readonly line: string;
}

const file = path.join(import.meta.dirname, "pegawai.csv");
const [header = "", ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");

/** Everyone of Kota Contoh, in the order of the file. */
export const demoPeople: readonly DemoPerson[] = lines.map((line) => {
  const [row = {}] = parse(`${header}\n${line}`, { columns: true }) as Record<string, string>[];
  const cell = (column: string) => row[column] ?? "";
  return {
    nip: cell("NIP"),
    name: cell("NAMA"),
    unit: cell("UNIT_KERJA"),
    email: cell("EMAIL") || undefined,
    appraiser: cell("NIP_ATASAN") || undefined,
    since: cell("TMT_JABATAN"),
    line,
  };
});

/** The roster file with some of the people, as the administrator would upload it. */
export function rosterFile(people: readonly DemoPerson[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${[header, ...people.map(({ line }) => line)].join("\n")}\n`);
}

/** The one with that name; no two in the demo share one. Throws when there is nobody. */
export function personNamed(name: string): DemoPerson {
  const person = demoPeople.find((one) => one.name === name);
  if (person === undefined) throw new Error(`nobody in the demo is called ${name}`);
  return person;
}
