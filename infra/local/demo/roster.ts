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
  readonly post: string;
}

const file = path.join(import.meta.dirname, "pegawai.csv");
const rows = parse(readFileSync(file), { columns: true }) as Record<string, string>[];

/** Everyone of Kota Contoh, in the order of the file. */
export const demoPeople: readonly DemoPerson[] = rows.map((row) => {
  const cell = (column: string) => row[column] ?? "";
  return {
    nip: cell("NIP"),
    name: cell("NAMA"),
    unit: cell("UNIT_KERJA"),
    email: cell("EMAIL") || undefined,
    appraiser: cell("NIP_ATASAN") || undefined,
    post: cell("NAMA_JABATAN"),
  };
});

/** The roster file, as the administrator uploads it. */
export function readRosterFile(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(file));
}

/** The one with that name; no two in the demo share one. Throws when there is nobody. */
export function personNamed(name: string): DemoPerson {
  const person = demoPeople.find((one) => one.name === name);
  if (person === undefined) throw new Error(`nobody in the demo is called ${name}`);
  return person;
}
