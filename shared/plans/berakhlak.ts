import type { Text } from "#shared/platform/text.ts";

interface BehaviourGuide {
  /** The value's official name and its meaning in English. */
  readonly name: Text;
  /** The three fixed guides (panduan perilaku) that a plan prints under the value, word for word. */
  readonly guides: readonly [string, string, string];
}

/**
 * The seven BerAKHLAK core values in their official order (PermenPANRB 6/2022 forms), each with its three fixed guides.
 * They are printed in Indonesian in both languages of the service, because they are quoted. "Sumber daya" is spelt apart,
 * though many forms print "sumberdaya".
 */
export const berakhlak = {
  service: {
    name: { id: "Berorientasi Pelayanan", en: "Service oriented (Berorientasi Pelayanan)" },
    guides: [
      "Memahami dan memenuhi kebutuhan masyarakat",
      "Ramah, cekatan, solutif, dan dapat diandalkan",
      "Melakukan perbaikan tiada henti",
    ],
  },
  accountable: {
    name: { id: "Akuntabel", en: "Accountable (Akuntabel)" },
    guides: [
      "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin dan berintegritas tinggi",
      "Menggunakan kekayaan dan BMN secara bertanggung jawab, efektif, dan efisien",
      "Tidak menyalahgunakan kewenangan jabatan",
    ],
  },
  competent: {
    name: { id: "Kompeten", en: "Competent (Kompeten)" },
    guides: [
      "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
      "Membantu orang lain belajar",
      "Melaksanakan tugas dengan kualitas terbaik",
    ],
  },
  harmonious: {
    name: { id: "Harmonis", en: "Harmonious (Harmonis)" },
    guides: [
      "Menghargai setiap orang apapun latar belakangnya",
      "Suka menolong orang lain",
      "Membangun lingkungan kerja yang kondusif",
    ],
  },
  loyal: {
    name: { id: "Loyal", en: "Loyal (Loyal)" },
    guides: [
      "Memegang teguh ideologi Pancasila, UUD 1945, setia kepada NKRI serta pemerintahan yang sah",
      "Menjaga nama baik sesama ASN, Pimpinan, Instansi dan Negara",
      "Menjaga rahasia jabatan dan negara",
    ],
  },
  adaptive: {
    name: { id: "Adaptif", en: "Adaptive (Adaptif)" },
    guides: [
      "Cepat menyesuaikan diri menghadapi perubahan",
      "Terus berinovasi dan mengembangkan kreativitas",
      "Bertindak proaktif",
    ],
  },
  collaborative: {
    name: { id: "Kolaboratif", en: "Collaborative (Kolaboratif)" },
    guides: [
      "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
      "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
      "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
    ],
  },
} as const satisfies Record<string, BehaviourGuide>;

export type BehaviourValue = keyof typeof berakhlak;

/** The seven values in their official order. */
export const behaviourValues = Object.keys(berakhlak) as [BehaviourValue, ...BehaviourValue[]];

/** The wording above; a later edition of the guides gets a new name, so that old plans print what they were made with. */
export const behaviourEdition = "berakhlak-2021";
