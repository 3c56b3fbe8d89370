import type { Id } from "#shared/platform/ids.ts";

/** One result of the demo's plans: what is measured, from where to where, and what the best reach: better than the target. */
interface Sample {
  readonly result: string;
  readonly serves: string;
  readonly indicator: string;
  readonly aspect: "quantity" | "quality" | "time" | "cost";
  readonly unit: string;
  readonly direction: "maximise" | "minimise";
  readonly baseline: number;
  readonly target: number;
  readonly best: number;
  readonly duty: string;
  readonly evidence: string;
  readonly kind?: "additional";
}

type Row = readonly [
  result: string,
  serves: string,
  indicator: string,
  aspect: Sample["aspect"],
  unit: string,
  direction: Sample["direction"],
  baseline: number,
  target: number,
  best: number,
  duty: string,
  evidence: string,
];

const rows: Readonly<Record<string, readonly Row[]>> = {
  "Bidang Bina Marga": [
    [
      "Laporan jalan berlubang ditangani lebih cepat",
      "Jalan mantap 82 persen",
      "Waktu tanggap laporan jalan",
      "time",
      "jam",
      "minimise",
      72,
      48,
      41,
      "Menangani laporan kerusakan jalan",
      "Register aduan Desember",
    ],
    [
      "Pekerjaan fisik berjalan sesuai rencana",
      "Jalan mantap 82 persen",
      "Deviasi progres fisik terhadap rencana",
      "quality",
      "poin persen",
      "minimise",
      7,
      5,
      3.1,
      "Mengawasi pekerjaan konstruksi",
      "Laporan mingguan pengawas",
    ],
    [
      "Ruas jalan dalam kondisi mantap",
      "Jalan mantap 82 persen",
      "Panjang jalan dalam kondisi mantap",
      "quantity",
      "persen",
      "maximise",
      79,
      82,
      82.4,
      "Memelihara jalan kota",
      "Survei kondisi jalan",
    ],
    [
      "Data kondisi jalan mutakhir",
      "Jalan mantap 82 persen",
      "Ruas yang disurvei",
      "quantity",
      "km",
      "maximise",
      90,
      120,
      128,
      "Mendata kondisi jalan",
      "Peta ruas tersurvei",
    ],
    [
      "Posko banjir November–Desember siap setiap hari",
      "Kota tangguh bencana",
      "Piket posko yang terisi",
      "quantity",
      "persen",
      "maximise",
      80,
      95,
      97,
      "Penugasan Sekretaris Dinas",
      "Daftar piket posko",
    ],
  ],
  "Puskesmas Sukamaju": [
    [
      "Pasien rawat jalan dilayani lebih cepat",
      "Waktu tunggu puskesmas 60 menit",
      "Waktu tunggu rawat jalan",
      "time",
      "menit",
      "minimise",
      82,
      60,
      55,
      "Melayani pasien rawat jalan",
      "Catatan antrean",
    ],
    [
      "Bayi mendapat imunisasi dasar lengkap",
      "Imunisasi dasar lengkap 95 persen",
      "Bayi dengan imunisasi dasar lengkap",
      "quantity",
      "persen",
      "maximise",
      91,
      95,
      95.4,
      "Melaksanakan program imunisasi",
      "Laporan program imunisasi",
    ],
    [
      "Ibu hamil terpantau sampai persalinan",
      "Kunjungan K6 90 persen",
      "Ibu hamil dengan kunjungan K6",
      "quantity",
      "persen",
      "maximise",
      84,
      90,
      91,
      "Membina wilayah ibu dan anak",
      "Kohort ibu",
    ],
    [
      "Rekam medis lengkap pada hari yang sama",
      "Layanan kesehatan bermutu",
      "Rekam medis lengkap dalam sehari",
      "quality",
      "persen",
      "maximise",
      88,
      95,
      98,
      "Mengelola rekam medis",
      "Uji petik rekam medis",
    ],
  ],
  "Satuan Polisi Pamong Praja": [
    [
      "Gangguan ketertiban ditanggapi cepat",
      "Kota tertib",
      "Waktu tanggap laporan gangguan ketertiban",
      "time",
      "menit",
      "minimise",
      42,
      30,
      28,
      "Menangani gangguan ketertiban",
      "Log piket",
    ],
    [
      "Patroli terlaksana sesuai jadwal",
      "Kota tertib",
      "Patroli terlaksana",
      "quantity",
      "persen",
      "maximise",
      90,
      95,
      96,
      "Melaksanakan patroli wilayah",
      "Log patroli",
    ],
    [
      "Pelanggaran Perda diselesaikan",
      "Perda ditegakkan",
      "Pelanggaran Perda yang selesai",
      "quantity",
      "persen",
      "maximise",
      78,
      85,
      88,
      "Menegakkan peraturan daerah",
      "Register pelanggaran",
    ],
  ],
  "Dinas Kependudukan dan Pencatatan Sipil": [
    [
      "Akta kelahiran selesai lebih cepat",
      "Akta kelahiran 4 hari",
      "Waktu penyelesaian akta kelahiran",
      "time",
      "hari kerja",
      "minimise",
      5,
      4,
      3.6,
      "Menerbitkan akta kelahiran",
      "Register layanan akta",
    ],
    [
      "Dokumen kependudukan tercetak benar",
      "Data kependudukan akurat",
      "Dokumen yang dicetak ulang karena salah data",
      "quality",
      "persen",
      "minimise",
      3,
      1,
      0.8,
      "Mencetak dokumen kependudukan",
      "Register cetak ulang",
    ],
    [
      "Anak memiliki akta kelahiran",
      "Kepemilikan akta 99 persen",
      "Kepemilikan akta kelahiran usia 0–18 tahun",
      "quantity",
      "persen",
      "maximise",
      97.2,
      99,
      99.4,
      "Mendata kepemilikan akta",
      "Rekap SIAK",
    ],
  ],
  "Dinas Sosial": [
    [
      "Pengaduan bantuan sosial selesai tepat waktu",
      "Bantuan tepat sasaran",
      "Pengaduan selesai paling lama 5 hari kerja",
      "time",
      "persen",
      "maximise",
      81,
      90,
      92,
      "Menangani pengaduan bantuan sosial",
      "Register pengaduan",
    ],
    [
      "Kunjungan rumah sesuai jadwal",
      "Rehabilitasi sosial 1.200 orang",
      "Kunjungan rumah terlaksana",
      "quantity",
      "persen",
      "maximise",
      88,
      95,
      97,
      "Mendampingi penerima manfaat",
      "Log kunjungan",
    ],
    [
      "Data penerima bantuan terverifikasi",
      "Bantuan tepat sasaran",
      "Penerima tidak berhak menurut verifikasi",
      "quality",
      "persen",
      "minimise",
      6,
      3,
      2.7,
      "Memverifikasi penerima bantuan",
      "Berita acara verifikasi",
    ],
  ],
  "SD Negeri 3 Contoh": [
    [
      "Administrasi sekolah selesai tepat waktu",
      "Sekolah yang tertata",
      "Surat dan laporan tepat waktu",
      "time",
      "persen",
      "maximise",
      87,
      95,
      96,
      "Mengelola administrasi sekolah",
      "Buku agenda",
    ],
    [
      "Orang tua hadir dalam pertemuan semester",
      "Orang tua terlibat",
      "Orang tua yang hadir",
      "quantity",
      "persen",
      "maximise",
      71,
      80,
      83,
      "Menyiapkan pertemuan orang tua",
      "Daftar hadir",
    ],
  ],
};

const office: readonly Row[] = [
  [
    "Surat masuk ditindaklanjuti tepat waktu",
    "Tata kelola yang tertib",
    "Surat ditindaklanjuti paling lama 2 hari kerja",
    "time",
    "persen",
    "maximise",
    86,
    95,
    96,
    "Mengelola surat dinas",
    "Agenda surat",
  ],
  [
    "Bahan kebijakan tersedia sebelum rapat",
    "Keputusan berbasis data",
    "Bahan rapat siap paling lambat sehari sebelumnya",
    "time",
    "persen",
    "maximise",
    78,
    90,
    91,
    "Menyiapkan bahan kebijakan",
    "Daftar bahan rapat",
  ],
  [
    "Arsip dinamis tertata menurut klasifikasi",
    "Tata kelola yang tertib",
    "Berkas yang ditata",
    "quantity",
    "berkas",
    "maximise",
    900,
    1200,
    1260,
    "Menata arsip",
    "Daftar berkas",
  ],
];

function samplesOf(unit: string): readonly Sample[] {
  return (rows[unit] ?? office).map((row) => {
    const [result, serves, indicator, aspect, measure, direction, baseline, target, best, duty, evidence] =
      row;
    const sample = { result, serves, indicator, aspect, unit: measure, direction, baseline, target, best };
    return { ...sample, duty, evidence, ...(duty.startsWith("Penugasan") ? { kind: "additional" } : {}) };
  });
}

/** What one part is about: its plan's results, in order, with the ids that its page would give them. */
export interface Work {
  readonly part: string;
  readonly samples: readonly Sample[];
  /** The place of the person among the unit's, so that not everyone reaches and is told the same. */
  readonly turn: number;
  /** How it is judged in the end; what is reported agrees with it. */
  readonly judgement: JudgementName;
}

interface WorkFacts extends Omit<Work, "samples"> {
  readonly unit: string;
  readonly size: "two" | "all";
}

/** Two results of the unit's field, or all of them. */
export function workOf({ unit, size, ...work }: WorkFacts): Work {
  const { turn } = work;
  const all = samplesOf(unit).toSorted((a, b) => Number(a.kind !== undefined) - Number(b.kind !== undefined));
  const main = all.filter(({ kind }) => kind === undefined);
  const two = [main[turn % main.length], main[(turn + 1) % main.length]].filter((one) => one !== undefined);
  return { ...work, samples: size === "all" ? all : two };
}

export function resultIdOf({ part }: Work, index: number): Id<"result"> {
  return `res_${part.slice(4, 29)}${index + 1}` as Id<"result">;
}

/** The results as the plan's drafts take them. */
export function plannedResults(work: Work) {
  return work.samples.map((sample, index) => ({
    id: resultIdOf(work, index),
    kind: sample.kind ?? ("main" as const),
    text: sample.result,
    serves: { text: sample.serves },
    perspective: "service-recipients" as const,
    indicators: [
      {
        key: "ukuran",
        text: sample.indicator,
        aspect: sample.aspect,
        target: { kind: "number" as const, value: String(sample.target) },
        unit: sample.unit,
        direction: sample.direction,
        baseline: String(sample.baseline),
        duty: sample.duty,
      },
    ],
  }));
}

/** What was reached of a result: the target, more where the work is judged above it, half the way where below. */
export function reachedOf({ judgement }: Pick<Work, "judgement">, sample: Sample): number {
  const { baseline, target, best } = sample;
  const halfway = Number(((baseline + target) / 2).toFixed(1));
  return { above: best, meets: target, below: halfway }[judgements[judgement][0]];
}

/** What is reported, of the first so many results. */
export function reportOn(work: Work, results = work.samples.length) {
  const realisations = work.samples.slice(0, results).map((sample, index) => {
    const { indicator, unit, target, evidence: title } = sample;
    const url = "https://berkas.contoh.go.id/bukti";
    return {
      result: resultIdOf(work, index),
      reached: { ukuran: { kind: "number" as const, value: String(reachedOf(work, sample)) } },
      text: `${indicator}: ${changeOf(work, sample)}, target ${words(target)} ${unit}.`,
      evidence: [{ kind: "link" as const, key: "b1", title, url }],
    };
  });
  return { realisations };
}

/** The four ways in which the demo's appraisers judge: two ratings, and the predicate that follows. */
export const judgements = {
  good: ["meets", "meets"],
  goodAbove: ["above", "meets"],
  veryGood: ["above", "above"],
  needsImprovement: ["below", "meets"],
} as const;

export type JudgementName = keyof typeof judgements;

/** Of ten people six are “Baik”, two “Sangat Baik”, two “Butuh Perbaikan”: inside the pattern of a unit that is “Baik”. */
const mixture: readonly JudgementName[] = [
  "good",
  "veryGood",
  "goodAbove",
  "good",
  "needsImprovement",
  "good",
  "veryGood",
  "goodAbove",
  "needsImprovement",
  "good",
];

/** How the person at a turn is judged; in a uniform unit nearly everyone alike. */
export function judgementAt(turn: number, isUniform: boolean): JudgementName {
  if (isUniform) return turn % 8 === 3 ? "veryGood" : "good";
  return mixture[turn % mixture.length] ?? "good";
}

const advice = [
  "Kabari pemohon sebelum pekerjaan dimulai, bukan sesudahnya",
  "Bagikan cara kerja ini kepada rekan satu tim",
  "Catat kendala pada hari yang sama agar dapat segera dibantu",
  "Lengkapi bukti setiap bulan, tidak menunggu akhir semester",
  "Perkuat koordinasi dengan unit lain sebelum tenggat",
  "Ikuti pelatihan yang sesuai pada semester depan",
  "Usulkan penyederhanaan satu langkah kerja",
] as const;

/** Ratings with reasons, evidence, a strength and something to improve, in words about this person's results. */
export function ratingsOf(work: Work, name: string) {
  const [result, behaviour] = judgements[work.judgement];
  const first = work.samples[0];
  if (first === undefined) throw new Error(`${work.part} has no result`);
  const change = changeOf(work, first);
  const reasons = {
    above: `${first.indicator} ${change}, lebih baik dari target ${words(first.target)}.`,
    below: `${first.indicator} baru ${change}, belum mencapai target ${words(first.target)}.`,
    meets: "",
  };
  const basis = [{ kind: "evidence" as const, result: resultIdOf(work, 0), key: "b1" }];
  return {
    result: { rating: result, reason: reasons[result], basis: result === "meets" ? [] : basis },
    behaviour:
      behaviour === "meets"
        ? { rating: behaviour }
        : {
            rating: behaviour,
            reason: "Membagi piket dengan tim lain tanpa diminta dan selalu dapat dihubungi warga.",
            basis: [{ kind: "document" as const, title: "Catatan dialog kinerja, 2 Desember 2026" }],
          },
    strengths: [`${first.indicator} bergerak ${change} berkat ketekunan ${name}.`],
    improvements: [`${advice[work.turn % advice.length]}, terutama untuk “${last(work).result}”.`],
  };
}

/** "dari 72 menjadi 48 jam". */
function changeOf(work: Work, sample: Sample): string {
  return `dari ${words(sample.baseline)} menjadi ${words(reachedOf(work, sample))} ${sample.unit}`;
}

function last({ samples }: Work): Sample {
  const sample = samples.at(-1);
  if (sample === undefined) throw new Error("a plan has results");
  return sample;
}

/** As people write numbers in Indonesian: a comma, and points between thousands. */
function words(value: number): string {
  return new Intl.NumberFormat("id-ID").format(value);
}
