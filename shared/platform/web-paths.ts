/** The pages of the web app. Mails lead to them, sign-in returns to one of them, and the app's router knows no others. */
export const webPaths = {
  /** Leads each to their own first page. */
  home: "/",
  signIn: "/masuk",
  /** The letter's code stands behind `#`, where no server and no log gets to see it. */
  invitation: "/undangan",
  /** Where an external official confirms what was prepared; its code stands behind `#`, too. */
  confirmation: "/konfirmasi",
  account: "/akun",

  // Employee
  today: "/hari-ini",
  plan: "/skp",
  planFrame: "/skp/perilaku",
  planResult: "/skp/:result",
  report: "/laporan",
  result: "/hasil",
  explanation: "/hasil/mengapa",
  criteria: "/kriteria",
  position: "/posisi",

  // Supervisor
  inbox: "/penilaian",
  rating: "/penilaian/:part",
  team: "/tim",
  organisation: "/predikat-organisasi",

  // Whoever prepares for an external official
  preparing: "/penyiapan",
  preparingPerson: "/penyiapan/:official/:part",

  // Administrator and unit head
  monitor: "/pemantauan",
  imports: "/impor",
  import: "/impor/:id",
  people: "/pegawai",
  /** Before the person below: it would be read as somebody's id. */
  slips: "/pegawai/slip",
  person: "/pegawai/:id",
  tickets: "/tiket",
  /** Named by the person it is about. */
  ticket: "/tiket/:id",
  units: "/unit",
  cycles: "/siklus",
  cycle: "/siklus/:id",
  reminders: "/pengingat",
  settings: "/pengaturan",

  // Operator
  agencies: "/instansi",
} as const;

export type WebPath = (typeof webPaths)[keyof typeof webPaths];

/** The names in a path: `"id"` of `/impor/:id`. */
type PathNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathNames<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

/** A page's address: its path with the names filled in. */
export function pathTo<P extends WebPath>(path: P, values: Readonly<Record<PathNames<P>, string>>): string {
  const given: Readonly<Record<string, string>> = values;
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(given[name] ?? ""));
}
