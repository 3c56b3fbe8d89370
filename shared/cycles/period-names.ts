import type { Text } from "../platform/text.ts";
import type { PeriodChoice, PeriodKind } from "./model.ts";

const romans = ["I", "II", "III", "IV"];

const monthNames: readonly Text[] = [
  { id: "Januari", en: "January" },
  { id: "Februari", en: "February" },
  { id: "Maret", en: "March" },
  { id: "April", en: "April" },
  { id: "Mei", en: "May" },
  { id: "Juni", en: "June" },
  { id: "Juli", en: "July" },
  { id: "Agustus", en: "August" },
  { id: "September", en: "September" },
  { id: "Oktober", en: "October" },
  { id: "November", en: "November" },
  { id: "Desember", en: "December" },
];

/** "Semester II 2026", "Triwulan III 2026", "Tahun 2026", "Juli 2026". */
export function periodTitle({ kind, year, index }: PeriodChoice): Text {
  const roman = romans[index - 1] ?? String(index);
  const month = monthNames[index - 1] ?? { id: String(index), en: String(index) };
  const titles = {
    annual: { id: `Tahun ${year}`, en: `Year ${year}` },
    semester: { id: `Semester ${roman} ${year}`, en: `Semester ${roman} ${year}` },
    quarter: { id: `Triwulan ${roman} ${year}`, en: `Quarter ${roman} ${year}` },
    month: { id: `${month.id} ${year}`, en: `${month.en} ${year}` },
  } as const satisfies Record<PeriodKind, Text>;
  return titles[kind];
}

/** What the evaluation of such a period is called. Semester has no official form and says so. */
export function evaluationLabel(choice: PeriodChoice): Text {
  const title = periodTitle(choice);
  if (choice.kind === "semester") {
    return { id: "Evaluasi semester (internal)", en: "Semester evaluation (internal)" };
  }
  if (choice.kind === "annual") {
    return { id: `Evaluasi kinerja tahunan ${choice.year}`, en: `Annual evaluation ${choice.year}` };
  }
  return { id: `Evaluasi kinerja periodik ${title.id}`, en: `Periodic evaluation ${title.en}` };
}
