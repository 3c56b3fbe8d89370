import type { Catalogue } from "../i18n/language.ts";

export const planReadingTexts = {
  target: { id: "Target", en: "Target" },
  baseline: { id: "Awal", en: "From" },
  duty: { id: "Tugas", en: "Duty" },
  serves: { id: "Mendukung: {text}", en: "Serves: {text}" },
  behaviour: { id: "Ekspektasi khusus pimpinan", en: "The leader's own expectations" },
  noText: { id: "belum diisi", en: "not filled in" },
} as const satisfies Catalogue;
