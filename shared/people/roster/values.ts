import { Temporal } from "#shared/platform/clock.ts";
import type { Cell } from "#shared/platform/spreadsheet/model.ts";
import type { TextValues } from "#shared/platform/text.ts";
import { isRealDay } from "../days.ts";
import { employeeKindTerms, postKindTerms, postLevelTerms } from "../messages.ts";
import {
  type AppraiserRole,
  type Day,
  type EmployeeKind,
  endedStandings,
  type PersonName,
  type PostKind,
  type PostLevel,
  postLevels,
  type Standing,
} from "../model.ts";
import { civilServantRanks, contractRanks, isRankOf } from "../ranks.ts";
import type { VerdictOutcome } from "./model.ts";
import type { VerdictCode } from "./verdict-texts.ts";

/** What reading one cell gave: a value, something to say, or both. The readers below expect plain text (`plainText`). */
export interface Reading<T> {
  readonly value?: T;
  readonly outcome?: VerdictOutcome;
  readonly code?: VerdictCode;
  readonly became?: string;
  readonly values?: TextValues;
}

function refused(code: VerdictCode, values?: TextValues): Reading<never> {
  return { outcome: "refused", code, ...(values && { values }) };
}

function repaired<T>(value: T, code: VerdictCode, became: string): Reading<T> {
  return { value, outcome: "repaired", code, became };
}

function warned<T>(code: VerdictCode, value?: T, values?: TextValues): Reading<T> {
  return { ...(value !== undefined && { value }), outcome: "warned", code, ...(values && { values }) };
}

/**
 * The text of a cell as a person reads it: composed letters, single plain spaces, no invisible marks (direction
 * overrides and zero-width spaces make two equal names differ), and without the apostrophe that keeps a formula harmless.
 * Most cells are plain already, and are seen to be by the first line.
 */
export function plainText(text: string): string {
  if (/^(?:[!-&(-~](?: ?[!-~])*)?$/.test(text)) return text;
  const visible = text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\p{Cf}/gu, "")
    .trim();
  return /^'+[=+\-@]/.test(visible) ? visible.slice(1) : visible;
}

/** What people write where there is nothing to write. */
export function isBlank(text: string): boolean {
  return /^(?:[-–—.]*|n\/?a|null|nihil|kosong|tidak ada|#n\/a)$/i.test(text.trim());
}

/** For comparing names of units and words of a list: case, marks and spaces do not count. */
export function wordKey(text: string): string {
  const isAscii = /^[ -~]*$/.test(text);
  return (isAscii ? text : text.normalize("NFKD"))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The first few of a list, and how many more: a hundred thousand equal rows must not each list all the others. */
export function few(items: readonly (string | number)[], separator = ", ", limit = 6): string {
  const rest = items.length - limit;
  return items.slice(0, limit).join(separator) + (rest > 0 ? `${separator}… (+${rest})` : "");
}

const nameLimit = 120;
const beforeTitles = /^(?:prof|dr|drg|drh|drs|dra|ir|h|hj|ns|apt|bd|kh|gr|pdt|tgk|ust|k\.?h)\.$/i;
const spokenBefore = /^(?:prof|drg|drh|drs|dra|ir|hj|apt|ns)$/i;
const afterTitle =
  /^(?:[A-Z][A-Za-z]{0,5}\.){1,4}[A-Za-z]{0,6}\.?(?:\([A-Za-z.]+\))?$|^(?:SE|SH|ST|SP|SS|MM|MH|MT|MA|MSi|MPd|SPd|SKM|SSos|SIP|STP|MAP|MPH|PhD|AMd|AMK|AKs|Ak|CA|Sp\.?[A-Z][A-Za-z]*)\.?$/;

/** A name: formulas and endless ones are refused, stray marks taken off, titles set apart where they have no columns. */
export function readName(cell: Cell, splits = true): Reading<PersonName> {
  const { text } = cell;
  if (/^[=+@-]\s*[\p{L}.]+\s*\(/u.test(text)) return refused("name.formula");
  const bare = text.replace(/^[=+\-@*'"#.,;:\s]+(?=\p{L}{2})/u, (marks) => (marks === "'" ? marks : ""));
  if (!/\p{L}/u.test(bare) || cell.from === "number") return refused("name.characters");
  if (bare.length > nameLimit) return refused("name.too-long", { length: bare.length, limit: nameLimit });
  const name = splits ? splitTitles(bare) : { name: bare };
  if (name.titleBefore !== undefined || name.titleAfter !== undefined) {
    return repaired(name, "name.titles-split", name.name);
  }
  return bare === text ? { value: name } : repaired(name, "name.marks", bare);
}

/** `Dr. H. Budi Santoso, S.Sos., M.Si.` is Budi Santoso with titles around. A comma inside a name stays. */
export function splitTitles(full: string): PersonName {
  const [head = "", ...tail] = full.split(",").map((part) => part.trim());
  const before = head.split(" ");
  const titlesBefore: string[] = [];
  while (before.length > 1 && isTitleBefore(before[0] ?? "")) titlesBefore.push(before.shift() ?? "");
  const titlesAfter = tail.filter((part) => part !== "");
  const areTitles = titlesAfter.every((part) => part.split(" ").every((word) => afterTitle.test(word)));
  const loose: string[] = [];
  while (before.length > 1 && isLooseTitle(before.at(-1) ?? "")) loose.unshift(before.pop() ?? "");
  const name = areTitles ? before.join(" ") : [before.join(" "), ...titlesAfter].join(", ");
  const after = [...(areTitles ? [loose.join(" "), ...titlesAfter] : [])].filter((part) => part !== "");
  if (!areTitles && loose.length > 0)
    return withTitles(full.slice(titlesBefore.join(" ").length).trim(), titlesBefore, []);
  return withTitles(name, titlesBefore, after);
}

function withTitles(name: string, before: readonly string[], after: readonly string[]): PersonName {
  return {
    name,
    ...(before.length > 0 && { titleBefore: before.join(" ") }),
    ...(after.length > 0 && { titleAfter: after.join(", ") }),
  };
}

function isTitleBefore(word: string): boolean {
  return beforeTitles.test(word) || spokenBefore.test(word);
}

/** Without a comma only a word with a full stop inside is surely a title: `Budi S.Sos`. */
function isLooseTitle(word: string): boolean {
  return /^[A-Z][A-Za-z]{0,4}\.[A-Z]/.test(word) && afterTitle.test(word) && word.length > 3;
}

/** The name with its titles, as documents print it and as `splitTitles` takes apart again. */
export function fullName({ name, titleBefore, titleAfter }: PersonName): string {
  return `${titleBefore ? `${titleBefore} ` : ""}${name}${titleAfter ? `, ${titleAfter}` : ""}`;
}

const kindWords: Readonly<Record<string, EmployeeKind>> = {
  pns: "PNS",
  "pegawai negeri sipil": "PNS",
  cpns: "CPNS",
  "calon pns": "CPNS",
  "calon pegawai negeri sipil": "CPNS",
  pppk: "PPPK",
  p3k: "PPPK",
  "pppk penuh waktu": "PPPK",
  "pegawai pemerintah dengan perjanjian kerja": "PPPK",
  "pppk paruh waktu": "PPPK_PARUH_WAKTU",
  "p3k paruh waktu": "PPPK_PARUH_WAKTU",
  "paruh waktu": "PPPK_PARUH_WAKTU",
};

export function readKind(text: string): Reading<EmployeeKind> {
  const value = kindWords[wordKey(text)];
  return value === undefined ? refused("kind.unknown") : { value };
}

/** What rank and NIP tell of the kind where nothing else does: `III/a` is PNS; `IX`, or no month in the NIP, is PPPK. */
export function inferKind(rank: string | undefined, nip: string | undefined): EmployeeKind | undefined {
  const parsed = rank === undefined ? undefined : parseRank(rank);
  if (parsed?.includes("/")) return "PNS";
  if (parsed !== undefined) return "PPPK";
  const month = Number(nip?.slice(12, 14));
  if (nip === undefined || Number.isNaN(month)) return undefined;
  return month >= 1 && month <= 12 ? "PNS" : "PPPK";
}

const romans = ["I", "II", "III", "IV"];

/** `III/a`, `IIIa`, `3/A`, `Penata Muda (III/a)` and `Gol. IX` in their one form; undefined where it is none of ours. */
export function parseRank(text: string): string | undefined {
  const bare = text
    .normalize("NFKC")
    .replace(/^gol(?:ongan)?\.?\s*/i, "")
    .trim();
  const civil = /(?:^|[\s(,-])(I{1,3}|IV|[1-4])\s*[/\\.\- ]?\s*([a-e])\)?$/i.exec(bare);
  if (civil !== null) {
    const [, scale = "", step = ""] = civil;
    const roman = /\d/.test(scale) ? romans[Number(scale) - 1] : scale.toUpperCase();
    const rank = `${roman}/${step.toLowerCase()}`;
    return Object.hasOwn(civilServantRanks, rank) ? rank : undefined;
  }
  const number = /^\d{1,2}$/.test(bare) ? contractRanks[Number(bare) - 1] : bare.toUpperCase();
  return contractRanks.find((rank) => rank === number);
}

export function readRank(text: string, kind: EmployeeKind): Reading<string> {
  const rank = parseRank(text);
  if (rank === undefined) return refused("rank.unknown");
  if (!isRankOf(kind, rank)) return refused("rank.other-scale", { kind: employeeKindTerms[kind] });
  return rank === text ? { value: rank } : repaired(rank, "rank.format", rank);
}

const postKindWords: Readonly<Record<string, PostKind>> = {
  "jabatan pimpinan tinggi utama": "jpt-utama",
  "jabatan pimpinan tinggi madya": "jpt-madya",
  "jabatan pimpinan tinggi pratama": "jpt-pratama",
  "pimpinan tinggi utama": "jpt-utama",
  "pimpinan tinggi madya": "jpt-madya",
  "pimpinan tinggi pratama": "jpt-pratama",
  "eselon i": "jpt-madya",
  "eselon ii": "jpt-pratama",
  "eselon iii": "administrator",
  "eselon iv": "pengawas",
  "jabatan administrator": "administrator",
  "jabatan pengawas": "pengawas",
  "jabatan pelaksana": "pelaksana",
  "fungsional umum": "pelaksana",
  "jabatan fungsional umum": "pelaksana",
  jfu: "pelaksana",
  "jabatan fungsional": "fungsional",
  "fungsional tertentu": "fungsional",
  "jabatan fungsional tertentu": "fungsional",
  jft: "fungsional",
  jf: "fungsional",
};

/** The kind of post. SIASN's "Struktural" leaves open which; the post's name then tells, or nobody. */
export function readPostKind(text: string, title: string): Reading<PostKind> {
  const key = wordKey(text).replace(/^eselon (i{1,3}|iv) ?[ab]$/, "eselon $1");
  const exact = (Object.keys(postKindTerms) as PostKind[]).find(
    (kind) => wordKey(postKindTerms[kind]) === key,
  );
  if (exact !== undefined) return { value: exact };
  const known = postKindWords[key];
  if (known !== undefined) return repaired(known, "post-kind.format", postKindTerms[known]);
  if (key !== "struktural" && key !== "jabatan struktural") return refused("post-kind.unknown");
  const inferred = inferPostKind(title);
  if (inferred === undefined) return refused("post-kind.unknown");
  return repaired(inferred, "post-kind.inferred", postKindTerms[inferred]);
}

/** By the usual names of structural posts in a regency or city; undefined for all others. */
export function inferPostKind(title: string): PostKind | undefined {
  const key = wordKey(title).replace(/^(?:plt|plh) /, "");
  if (
    /^(?:sekretaris daerah|asisten|staf ahli|inspektur(?: daerah)?$|kepala (?:dinas|badan|satuan polisi))/.test(
      key,
    )
  ) {
    return "jpt-pratama";
  }
  if (
    /^(?:kepala (?:bidang|bagian)|sekretaris (?:dinas|badan|kecamatan|inspektorat)|camat|inspektur pembantu)/.test(
      key,
    )
  ) {
    return /^sekretaris kecamatan/.test(key) ? "pengawas" : "administrator";
  }
  if (/^(?:kepala (?:sub ?bagian|sub ?bidang|seksi|upt)|lurah)/.test(key)) return "pengawas";
  return undefined;
}

/** The level of a functional post; "Muda" alone means Ahli Muda. */
export function readPostLevel(text: string): Reading<PostLevel> {
  const key = wordKey(text).replace(/^(?:pertama|muda|madya|utama)$/, "ahli $&");
  const value = postLevels.find((level) => wordKey(postLevelTerms[level]) === key);
  return value === undefined ? warned("post-level.unknown") : { value };
}

const roleWords: Readonly<Record<string, AppraiserRole>> = {
  definitif: "definitif",
  plt: "Plt",
  "pelaksana tugas": "Plt",
  plh: "Plh",
  "pelaksana harian": "Plh",
  delegasi: "delegasi",
  pendelegasian: "delegasi",
};

export function readRole(text: string): Reading<AppraiserRole> {
  const value = roleWords[wordKey(text)];
  if (value === undefined) return warned("role.unknown", "definitif");
  return text.toLowerCase() === value.toLowerCase() ? { value } : repaired(value, "role.format", value);
}

const standingWords: readonly (readonly [RegExp, Standing])[] = [
  [/^(?:(?:pns|cpns|pppk|p3k) )?aktif$|^masih aktif$/, "active"],
  [/cltn|cuti (?:di )?luar tanggungan/, "unpaid-leave"],
  [/(?:pemberhentian|diberhentikan) sementara/, "temporary-dismissal"],
  [/^mpp$|masa persiapan pensiun|bebas tugas/, "pre-retirement-leave"],
  [/pejabat negara|non ?struktural/, "state-office"],
  [/tugas belajar/, "study-leave"],
  [/pensiun/, "retired"],
  [/meninggal|wafat|tewas/, "deceased"],
  [/diberhentikan|pemberhentian|pemutusan|berhenti|mengundurkan diri/, "dismissed"],
  [/(?:pindah|mutasi|keluar)(?: ke)? ?(?:instansi|luar|keluar)?/, "transferred-out"],
];

export function readStanding(text: string): Reading<Standing> {
  const key = wordKey(text);
  if (/disiplin|hukdis|melahirkan|bersalin|sakit|cuti tahunan/.test(key)) {
    return warned("standing.no-exclusion", "active");
  }
  const standing = standingWords.find(([words]) => words.test(key))?.[1];
  if (standing === undefined) return warned("standing.unknown", "active");
  if (standing === "active") return { value: standing };
  return warned(endedStandings.includes(standing) ? "standing.ended" : "standing.exclusion", standing);
}

/** One address in its usual form. Of several the first is taken; what is none is left blank. */
export function readEmail(text: string): Reading<string> {
  const first = text.split(/[;,\s/]+/).find((part) => part.includes("@")) ?? text;
  const bare = first
    .replace(/^mailto:/i, "")
    .replace(/^[<("']+|[>)"'.,;]+$/g, "")
    .toLowerCase();
  const valid =
    bare.length <= 254 &&
    /^[a-z0-9._%+'-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/.test(bare);
  if (!valid || bare.includes("..") || bare.startsWith(".")) return warned("email.invalid");
  return bare === text.toLowerCase() ? { value: bare } : repaired(bare, "email.format", bare);
}

const months = "jan feb mar apr mei jun jul agu sep okt nov des".split(" ");
const englishMonths: Readonly<Record<string, string>> = {
  may: "mei",
  aug: "agu",
  agt: "agu",
  ags: "agu",
  oct: "okt",
  dec: "des",
  nop: "nov",
  peb: "feb",
};

/** A date, and whether its day and month could be exchanged. */
export interface ReadDate {
  readonly day: Day;
  readonly ambiguous?: true;
}

/**
 * A date in the forms that occur: ISO, spreadsheet dates and serial numbers, day/month/year with any mark, months in
 * words. Indonesian order is day first; where that gives no date but month first does, it is read so and said.
 */
export function readDate(cell: Cell, today: Day): Reading<ReadDate> {
  const { text } = cell;
  if (cell.from === "date") return real(text, text, today);
  if (/^\d{5}(?:\.\d+)?$/.test(text)) {
    const day = Temporal.PlainDate.from("1899-12-30")
      .add({ days: Math.floor(Number(text)) })
      .toString();
    return real(day, text, today);
  }
  const iso =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (iso !== null) return real(isoDay(iso[1], iso[2], iso[3]), text, today);
  const numeric = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: .*)?$/.exec(text);
  if (numeric !== null) return readNumeric(numeric, text, today);
  const words = /^(?:\p{L}+,? )?(\d{1,2})[ -.]*(\p{L}{3,})[ -.,]*(\d{4}|\d{2})$/u.exec(text);
  const month = monthOf(words?.[2]);
  if (words === null || month === undefined) return refused("date.unreadable");
  return real(isoDay(fullYear(words[3], today), String(month), words[1]), text, today);
}

function readNumeric(match: RegExpExecArray, text: string, today: Day): Reading<ReadDate> {
  const [, first = "", second = "", year] = match;
  const dayFirst = real(isoDay(fullYear(year, today), second, first), text, today);
  if (dayFirst.value !== undefined) {
    const ambiguous = Number(first) <= 12 && Number(second) <= 12 && first !== second;
    return ambiguous ? { ...dayFirst, value: { ...dayFirst.value, ambiguous: true } } : dayFirst;
  }
  const monthFirst = real(isoDay(fullYear(year, today), first, second), text, today);
  return monthFirst.value === undefined ? dayFirst : { ...monthFirst, code: "date.month-first" };
}

function monthOf(word: string | undefined): number | undefined {
  const short = word?.slice(0, 3).toLowerCase() ?? "";
  const index = months.indexOf(englishMonths[short] ?? short);
  return index < 0 ? undefined : index + 1;
}

/** Two digits mean the century that puts them closest to now, at most thirty years ahead (contracts, retirement). */
function fullYear(year: string | undefined, today: Day): string {
  if (year?.length !== 2) return year ?? "";
  const thisYear = Number(today.slice(0, 4));
  const guess = Math.floor(thisYear / 100) * 100 + Number(year);
  return String(guess > thisYear + 30 ? guess - 100 : guess);
}

function isoDay(year = "", month = "", day = ""): string {
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Only days that the calendar has, within a working life of today. */
function real(day: string, found: string, today: Day): Reading<ReadDate> {
  if (!isRealDay(day)) return refused("date.not-real");
  const years = Number(day.slice(0, 4)) - Number(today.slice(0, 4));
  if (years < -70 || years > 50) return { ...refused("date.far"), became: day };
  return day === found ? { value: { day } } : repaired({ day }, "date.format", day);
}
