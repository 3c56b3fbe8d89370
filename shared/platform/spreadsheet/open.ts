import { openCsv } from "./csv.ts";
import { detectFile } from "./detect.ts";
import { FileProblem, type Sheet, type SheetLimits, sheetLimits } from "./model.ts";
import { openXlsx } from "./xlsx.ts";

/**
 * Opens an uploaded file as a sheet, whatever its name says. Throws `FileProblem`, here or while its rows are read.
 * The file itself lies in memory (at most 25 MB); its content is inflated, decoded and parsed row by row.
 */
export async function openSheet(
  bytes: Uint8Array,
  options: { readonly sheet?: string; readonly limits?: Partial<SheetLimits> } = {},
): Promise<Sheet> {
  const limits = { ...sheetLimits, ...options.limits };
  if (bytes.length > limits.fileBytes) {
    throw new FileProblem("file.too-large", { limit: Math.floor(limits.fileBytes / 1024 / 1024) });
  }
  return detectFile(bytes) === "zip" ? await openXlsx(bytes, limits, options.sheet) : openCsv(bytes, limits);
}
