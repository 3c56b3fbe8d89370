import type { Catalogue } from "../i18n/language.ts";

export const reportTexts = {
  baseline: { id: "awal {value}", en: "from {value}" },
  target: { id: "target {value}", en: "target {value}" },
  reached: { id: "tercapai {value}", en: "reached {value}" },
  notReached: { id: "belum dilaporkan", en: "not reported" },
  obstacles: { id: "Kendala", en: "Obstacles" },
  evidence: { id: "{count} bukti", en: "{count} {count:piece|pieces} of evidence" },
  noEvidence: { id: "Belum ada bukti.", en: "No evidence yet." },
  nothing: { id: "Belum dilaporkan.", en: "Not reported yet." },
  openFile: { id: "Buka", en: "Open" },
  opensElsewhere: { id: "(terbuka di tab baru)", en: "(opens in a new tab)" },
} as const satisfies Catalogue;
