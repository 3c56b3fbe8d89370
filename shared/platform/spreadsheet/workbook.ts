import type { Archive } from "./archive.ts";
import { FileProblem, type SheetLimits } from "./model.ts";
import { readXml } from "./xml.ts";

/** What must be known of a workbook before its rows can be read. */
export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  readonly strings: readonly string[];
  /** By style index: does the number format show a date? */
  readonly dateStyles: readonly boolean[];
  /** Serial numbers count from 1904 (old Macintosh files) instead of 1900. */
  readonly since1904: boolean;
}

/** Reads everything but the rows. Hidden sheets come last, so that "the first" is the one that people see. */
export async function readWorkbook(archive: Archive, limits: SheetLimits): Promise<Workbook> {
  const path = await workbookPath(archive);
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const relations = await readRelations(archive, `${folder}_rels/${path.slice(folder.length)}.rels`, folder);
  const { since1904, listed } = await readSheetList(archive, path);
  const sheets = listed
    .toSorted((a, b) => Number(a.hidden) - Number(b.hidden))
    .flatMap(({ name, relation }) => {
      const target = relations.find(({ id }) => id === relation)?.path;
      return target === undefined ? [] : [{ name, path: target }];
    });
  const partOf = (type: string) => relations.find((relation) => relation.type.endsWith(`/${type}`))?.path;
  return {
    sheets,
    since1904,
    strings: await readStrings(archive, partOf("sharedStrings") ?? `${folder}sharedStrings.xml`, limits),
    dateStyles: await readDateStyles(archive, partOf("styles") ?? `${folder}styles.xml`),
  };
}

/** Also tells apart what merely shares the container: Word, OpenDocument, the binary workbook, a plain archive. */
async function workbookPath(archive: Archive): Promise<string> {
  if (archive.has("word/document.xml")) throw new FileProblem("file.docx");
  if (archive.has("xl/workbook.bin")) throw new FileProblem("file.xlsb");
  if (archive.has("xl/workbook.xml")) return "xl/workbook.xml";
  if (archive.has("mimetype") && archive.has("content.xml")) throw new FileProblem("file.ods");
  const relations = await readRelations(archive, "_rels/.rels", "");
  const path = relations.find(({ type }) => type.endsWith("/officeDocument"))?.path;
  if (path === undefined || !archive.has(path)) throw new FileProblem("file.zip");
  return path;
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly path: string;
}

async function readRelations(archive: Archive, path: string, folder: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  await readXml(archive.read(path), {
    open(name, { Id: id = "", Type: type = "", Target: target = "" }) {
      if (name !== "Relationship") return;
      relations.push({ id, type, path: target.startsWith("/") ? target.slice(1) : folder + target });
    },
    close() {},
  });
  return relations;
}

async function readSheetList(archive: Archive, path: string) {
  const listed: { name: string; relation: string; hidden: boolean }[] = [];
  let since1904 = false;
  await readXml(archive.read(path), {
    open(tag, { name = "", state = "visible", date1904, ...rest }) {
      if (tag === "workbookPr") since1904 = date1904 === "1" || date1904 === "true";
      if (tag !== "sheet") return;
      const relation = Object.entries(rest).find(([key]) => key === "id" || key.endsWith(":id"))?.[1] ?? "";
      listed.push({ name, relation, hidden: state !== "visible" });
    },
    close() {},
  });
  return { listed, since1904 };
}

/** Shared strings, rich text joined; phonetic hints (rPh) are no part of the text. */
async function readStrings(archive: Archive, path: string, limits: SheetLimits): Promise<string[]> {
  const strings: string[] = [];
  let current = "";
  let characters = 0;
  let inText = false;
  let phonetic = false;
  await readXml(archive.read(path), {
    open(name) {
      if (name === "si") current = "";
      if (name === "rPh") phonetic = true;
      inText = name === "t" && !phonetic;
    },
    close(name) {
      if (name === "rPh") phonetic = false;
      if (name === "si") strings.push(current);
      inText = false;
    },
    text(text) {
      if (!inText) return;
      characters += text.length;
      if (characters > limits.sharedCharacters) throw new FileProblem("file.zip-bomb");
      current += text;
    },
  });
  return strings;
}

async function readDateStyles(archive: Archive, path: string): Promise<boolean[]> {
  const formats = new Map<string, string>();
  const styles: boolean[] = [];
  let inCellStyles = false;
  await readXml(archive.read(path), {
    open(name, attributes) {
      const { numFmtId = "0", formatCode = "" } = attributes;
      if (name === "numFmt") formats.set(numFmtId, formatCode);
      if (name === "cellXfs") inCellStyles = true;
      if (name === "xf" && inCellStyles) styles.push(isDateFormat(Number(numFmtId), formats.get(numFmtId)));
    },
    close(name) {
      if (name === "cellXfs") inCellStyles = false;
    },
  });
  return styles;
}

/** ECMA-376 18.8.30: the built-in date formats; others by their letters outside quotes, brackets and escapes. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) {
    return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  }
  const letters = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, "").toLowerCase();
  return /[dy]/.test(letters) || (letters.includes("m") && !/[hs]/.test(letters));
}
