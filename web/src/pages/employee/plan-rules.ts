import { citation, legalCatalogue } from "#shared/agencies/legal-basis.ts";
import type { Text } from "#shared/platform/text.ts";
import type { Catalogue } from "../../i18n/language.ts";

const texts = {
  forms: { id: "{rule}, formulir SKP", en: "{rule}, the plan's forms" },
  practice: { id: "Praktik instansi, bukan pasal", en: "Practice of agencies, no article" },
} as const satisfies Catalogue;

/** A rule behind a field. */
export interface Rule {
  readonly title: Text;
  readonly text: Text;
  /** In the legal catalogue; a column of its forms where `isForm`. Absent: no rule says so. */
  readonly source?: { readonly id: string; readonly isForm?: true };
}

const forms = { id: "permenpanrb-6-2022", isForm: true } as const;

/** What stands behind a field of the plan, in the words of docs/rules.md. */
export const planRules = {
  result: {
    title: { id: "Hasil, bukan kegiatan", en: "A result, not an activity" },
    text: {
      id: "Sedikitnya satu hasil kerja utama: dari perjanjian kinerja, rencana strategis, atau direktif. Tambahan disepakati di luar tugas pokok.",
      en: "At least one main result: from the agreement, the strategic plan or a directive. Additional ones are agreed outside the main duty.",
    },
    source: forms,
  },
  serves: {
    title: { id: "Hasil kerja atasan yang diintervensi", en: "The superior's result that is served" },
    text: {
      id: "Pejabat administrasi dan fungsional menyebut hasil kerja atasan yang didukungnya. Bila atasan belum menyusun SKP, pakai induk sementara.",
      en: "Administrators and functional officers name the superior's result that theirs serves; a provisional one where there is none yet.",
    },
    source: forms,
  },
  perspective: {
    title: { id: "Empat perspektif", en: "Four perspectives" },
    text: {
      id: "Pejabat pimpinan tinggi menyusun hasil kerja menurut perspektif; formulirnya tidak memuat aspek.",
      en: "High leaders plan by perspective; their form has no aspects.",
    },
    source: forms,
  },
  aspect: {
    title: { id: "Empat aspek", en: "Four aspects" },
    text: {
      id: "Setiap indikator mengukur kuantitas, kualitas, waktu, atau biaya.",
      en: "Each indicator measures quantity, quality, time or cost.",
    },
    source: forms,
  },
  target: {
    title: { id: "Target yang terukur", en: "A measurable target" },
    text: {
      id: "Angka, rentang, atau tanggal dengan satuan, arah, dan keadaan awal. Bila kurang, Anda ditanya dengan contoh; pengiriman tidak dihalangi.",
      en: "A number, range or day with unit, direction and starting point. Where one is missing you are asked with an example; it does not hinder sending.",
    },
  },
  behaviour: {
    title: { id: "Tujuh nilai BerAKHLAK", en: "The seven BerAKHLAK values" },
    text: {
      id: "Setiap nilai memuat tiga panduan perilaku yang tetap; pimpinan dapat menambahkan ekspektasi khusus.",
      en: "Each value has three fixed guides; the leader may add an expectation of their own.",
    },
    source: forms,
  },
  signing: {
    title: {
      id: "Ditandatangani pegawai, ditetapkan penilai",
      en: "Signed by the employee, set by the appraiser",
    },
    text: {
      id: "SKP dikirim pegawai dan ditetapkan pejabat penilai kinerja.",
      en: "The employee sends the plan; the appraiser approves it.",
    },
    source: { id: "permenpanrb-6-2022" },
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** "PermenPANRB 6/2022, Pasal 14", or that no article says so. */
export function sourceOf({ source }: Rule): Text {
  const rule = legalCatalogue.find(({ id }) => id === source?.id);
  if (source === undefined || rule === undefined) return texts.practice;
  const fill = (text: string) => text.replace("{rule}", rule.short);
  if (source.isForm) return { id: fill(texts.forms.id), en: fill(texts.forms.en) };
  const cited = citation(rule, "plan");
  return { id: cited, en: cited };
}
