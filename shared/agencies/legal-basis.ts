import type { Text } from "#shared/platform/text.ts";

/** What a rule is cited for. */
export type LegalTopic =
  | "law"
  | "appraisal"
  | "plan"
  | "predicate"
  | "organisation"
  | "distribution"
  | "objection"
  | "follow-up"
  | "discipline"
  | "pppk"
  | "credit-points";

export interface LegalRule {
  readonly id: string;
  /** The citation as officials write it. */
  readonly short: string;
  /** The official title; English gives its meaning. */
  readonly title: Text;
  /** Per topic the articles that are cited; an empty text where the whole rule is meant or its articles were not seen. */
  readonly articles: Readonly<Partial<Record<LegalTopic, string>>>;
  /** First and last day (inclusive) of the appraised periods that it governs, ISO dates; `null` while in force. */
  readonly from: string;
  readonly to: string | null;
  readonly successor: string | null;
  /** Whether the days come from the rule's text or three sources (`confirmed`), or from one source or practice. */
  readonly dates: "confirmed" | "reported";
}

/**
 * The rules that documents and explanations cite, as dated data. The days are those of the *appraised period*: the
 * first half of 2021 was appraised under PP 46/2011, the second under PP 30/2019 (SE MenPANRB 3/2021), whatever the day
 * on which it was signed.
 */
export const legalCatalogue: readonly LegalRule[] = [
  {
    id: "uu-5-2014",
    short: "UU 5/2014",
    title: {
      id: "Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara",
      en: "Law 5/2014 on the State Civil Apparatus",
    },
    articles: { law: "" },
    from: "2014-01-15",
    to: "2023-10-30",
    successor: "uu-20-2023",
    dates: "reported",
  },
  {
    id: "uu-20-2023",
    short: "UU 20/2023",
    title: {
      id: "Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara",
      en: "Law 20/2023 on the State Civil Apparatus",
    },
    articles: { law: "", "follow-up": "Pasal 52 ayat (3) huruf f" },
    from: "2023-10-31",
    to: null,
    successor: null,
    dates: "confirmed",
  },
  {
    id: "pp-46-2011",
    short: "PP 46/2011",
    title: {
      id: "Peraturan Pemerintah Nomor 46 Tahun 2011 tentang Penilaian Prestasi Kerja Pegawai Negeri Sipil",
      en: "Government Regulation 46/2011 on appraising the work of civil servants",
    },
    articles: { appraisal: "", predicate: "" },
    from: "2014-01-01",
    to: "2021-06-30",
    successor: "pp-30-2019",
    dates: "reported",
  },
  {
    id: "pp-49-2018",
    short: "PP 49/2018",
    title: {
      id: "Peraturan Pemerintah Nomor 49 Tahun 2018 tentang Manajemen Pegawai Pemerintah dengan Perjanjian Kerja",
      en: "Government Regulation 49/2018 on contract employees (PPPK)",
    },
    articles: { pppk: "Pasal 35 dan Pasal 53" },
    from: "2018-11-28",
    to: null,
    successor: null,
    dates: "reported",
  },
  {
    id: "pp-30-2019",
    short: "PP 30/2019",
    title: {
      id: "Peraturan Pemerintah Nomor 30 Tahun 2019 tentang Penilaian Kinerja Pegawai Negeri Sipil",
      en: "Government Regulation 30/2019 on performance appraisal of civil servants",
    },
    articles: {
      appraisal: "Pasal 35–48",
      plan: "Pasal 8–25",
      objection: "Pasal 59",
      "follow-up": "Pasal 49–59",
    },
    from: "2021-07-01",
    to: null,
    successor: null,
    dates: "confirmed",
  },
  {
    id: "permenpanrb-8-2021",
    short: "PermenPANRB 8/2021",
    title: {
      id: "Peraturan Menteri PANRB Nomor 8 Tahun 2021 tentang Sistem Manajemen Kinerja Pegawai Negeri Sipil",
      en: "PANRB Ministerial Regulation 8/2021 on the performance management of civil servants",
    },
    articles: { appraisal: "", plan: "", predicate: "" },
    from: "2021-07-01",
    to: "2022-02-02",
    successor: "permenpanrb-6-2022",
    dates: "confirmed",
  },
  {
    id: "pp-94-2021",
    short: "PP 94/2021",
    title: {
      id: "Peraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil",
      en: "Government Regulation 94/2021 on the discipline of civil servants",
    },
    articles: { discipline: "" },
    from: "2021-08-31",
    to: null,
    successor: null,
    dates: "reported",
  },
  {
    id: "permenpanrb-6-2022",
    short: "PermenPANRB 6/2022",
    title: {
      id: "Peraturan Menteri PANRB Nomor 6 Tahun 2022 tentang Pengelolaan Kinerja Pegawai Aparatur Sipil Negara",
      en: "PANRB Ministerial Regulation 6/2022 on managing the performance of civil servants",
    },
    articles: {
      appraisal: "",
      plan: "Pasal 14",
      predicate: "",
      distribution: "Pasal 24–25",
      objection: "Bab V",
    },
    from: "2022-02-03",
    to: null,
    successor: null,
    dates: "confirmed",
  },
  {
    id: "se-menpanrb-3-2023",
    short: "SE MenPANRB 3/2023",
    title: {
      id: "Surat Edaran Menteri PANRB Nomor 3 Tahun 2023 (predikat kinerja organisasi, pola distribusi, predikat kinerja pegawai)",
      en: "PANRB Minister's circular 3/2023 (organisation predicate, distribution, individual predicate)",
    },
    articles: { organisation: "", distribution: "" },
    from: "2023-01-31",
    to: null,
    successor: null,
    dates: "confirmed",
  },
  {
    id: "bkn-3-2023",
    short: "Peraturan BKN 3/2023",
    title: {
      id: "Peraturan BKN Nomor 3 Tahun 2023 tentang Angka Kredit, Kenaikan Pangkat, dan Jenjang Jabatan Fungsional",
      en: "BKN Regulation 3/2023 on credit points, promotion and levels of functional posts",
    },
    articles: { "credit-points": "" },
    from: "2023-01-01",
    to: null,
    successor: null,
    dates: "reported",
  },
  {
    id: "kepmenpanrb-16-2025",
    short: "KepmenPANRB 16/2025",
    title: {
      id: "Keputusan Menteri PANRB Nomor 16 Tahun 2025 tentang Pegawai Pemerintah dengan Perjanjian Kerja Paruh Waktu",
      en: "PANRB Minister's decision 16/2025 on part-time contract employees",
    },
    articles: { pppk: "Diktum 13, 17, dan 18" },
    from: "2025-01-01",
    to: null,
    successor: null,
    dates: "reported",
  },
];

/** The rules in force on a day (ISO date), in the catalogue's order; with a topic, only those cited for it. */
export function legalBasisAt(day: string, topic?: LegalTopic): LegalRule[] {
  return legalCatalogue.filter(
    (rule) => rule.from <= day && (rule.to === null || day <= rule.to) && (!topic || topic in rule.articles),
  );
}

/** The citation of a rule for a topic: "PermenPANRB 6/2022, Pasal 14". */
export function citation(rule: LegalRule, topic: LegalTopic): string {
  const articles = rule.articles[topic];
  return articles ? `${rule.short}, ${articles}` : rule.short;
}
