import type { Text } from "#shared/platform/text.ts";
import type { Weight } from "#shared/platform/verdict.ts";

/**
 * What `checkPlan` may find, in the employee's words. A column of the official form that is empty blocks; what makes a
 * target measurable, or ties it to the office's goals, is asked about with an example and never blocks.
 */
export const planVerdicts = {
  "plan.no-result": {
    weight: "blocking",
    text: {
      id: "SKP Anda belum memuat hasil kerja. Tulis sedikitnya satu hasil kerja utama.",
      en: "Your plan has no result yet. Write at least one main result.",
    },
  },
  "plan.no-main-result": {
    weight: "blocking",
    text: {
      id: "Semua hasil kerja masih bertanda tambahan. Tandai sedikitnya satu sebagai hasil kerja utama.",
      en: "All results are marked additional. Mark at least one as a main result.",
    },
  },
  "plan.too-many-results": {
    weight: "blocking",
    text: {
      id: "Ada {count} hasil kerja; instansi Anda menetapkan paling banyak {max}. Gabungkan atau hapus sebagian.",
      en: "There {count:is|are} {count} {count:result|results}; your agency allows at most {max}. Merge or remove some.",
    },
  },
  "plan.result-repeated": {
    weight: "blocking",
    text: {
      id: "Hasil kerja {result} tercatat dua kali. Hapus salah satunya.",
      en: "Result {result} is recorded twice. Remove one of them.",
    },
  },
  "plan.result-text": {
    weight: "blocking",
    text: {
      id: "Hasil kerja {result} belum diberi rumusan. Tulis hasil yang akan dicapai, bukan kegiatannya.",
      en: "Result {result} has no wording. Write what will be achieved, not the activity.",
    },
  },
  "plan.no-indicator": {
    weight: "blocking",
    text: {
      id: "Hasil kerja {result} belum memiliki indikator. Tambahkan satu indikator kinerja individu.",
      en: "Result {result} has no indicator. Add one individual performance indicator (IKI).",
    },
  },
  "plan.indicator-repeated": {
    weight: "blocking",
    text: {
      id: "Dua indikator pada hasil kerja {result} memakai kunci yang sama ({key}).",
      en: "Two indicators of result {result} use the same key ({key}).",
    },
  },
  "plan.indicator-text": {
    weight: "blocking",
    text: {
      id: "Sebuah indikator pada hasil kerja {result} belum diberi rumusan. Tulis apa yang diukur.",
      en: "An indicator of result {result} has no wording. Write what is measured.",
    },
  },
  "plan.aspect-missing": {
    weight: "blocking",
    text: {
      id: "Pilih aspek yang diukur pada hasil kerja {result}: kuantitas, kualitas, waktu, atau biaya.",
      en: "Choose the aspect measured in result {result}: quantity, quality, time or cost.",
    },
  },
  "plan.perspective-missing": {
    weight: "blocking",
    text: {
      id: "Pilih perspektif hasil kerja {result}.",
      en: "Choose the perspective of result {result}.",
    },
  },
  "plan.target-missing": {
    weight: "blocking",
    text: {
      id: "Hasil kerja {result} belum bertarget. Contoh: {example}.",
      en: "Result {result} has no target yet. Example: {example}.",
    },
  },
  "plan.range-reversed": {
    weight: "blocking",
    text: {
      id: "Rentang target pada hasil kerja {result} terbalik: {from} lebih besar daripada {to}.",
      en: "The target range of result {result} is reversed: {from} is greater than {to}.",
    },
  },
  "plan.target-unmeasurable": {
    weight: "question",
    text: {
      id: "Apakah target hasil kerja {result} dapat diukur? Sebut angka, rentang, atau tanggal. Contoh: {example}.",
      en: "Can the target of result {result} be measured? Name a number, a range or a date. Example: {example}.",
    },
  },
  "plan.unit-missing": {
    weight: "question",
    text: {
      id: "Target hasil kerja {result} belum menyebut satuan. Contoh: {example}.",
      en: "The target of result {result} names no unit. Example: {example}.",
    },
  },
  "plan.direction-missing": {
    weight: "question",
    text: {
      id: "Pada hasil kerja {result}, apakah lebih besar lebih baik, lebih kecil lebih baik, atau dijaga tetap? Contoh: {example}.",
      en: "In result {result}, is more better, is less better, or is it to be kept? Example: {example}.",
    },
  },
  "plan.baseline-missing": {
    weight: "question",
    text: {
      id: "Berapa keadaan awal untuk hasil kerja {result}? Tanpa itu kemajuan sulit terlihat. Contoh: {example}.",
      en: "What is the starting point of result {result}? Without it progress is hard to see. Example: {example}.",
    },
  },
  "plan.target-not-better": {
    weight: "question",
    text: {
      id: "Target hasil kerja {result} ({target}) tidak lebih baik daripada keadaan awal ({baseline}). Apakah memang demikian?",
      en: "The target of result {result} ({target}) is no better than the starting point ({baseline}). Is that intended?",
    },
  },
  "plan.target-zero": {
    weight: "question",
    text: {
      id: "Target nol pada hasil kerja {result} tidak dapat dihitung persentase capaiannya. Contoh pengganti: paling banyak 1 kali dalam setahun.",
      en: "No percentage can be computed against the zero target of result {result}. For example instead: at most once a year.",
    },
  },
  "plan.target-outside-period": {
    weight: "question",
    text: {
      id: "Tanggal target hasil kerja {result} berada di luar masa SKP ini ({from} sampai {to}).",
      en: "The target date of result {result} lies outside this plan's period ({from} to {to}).",
    },
  },
  "plan.duty-missing": {
    weight: "question",
    text: {
      id: "Tugas dan fungsi mana yang diukur oleh indikator pada hasil kerja {result}?",
      en: "Which duty does the indicator of result {result} measure?",
    },
  },
  "plan.serves-missing": {
    weight: "question",
    text: {
      id: "Hasil kerja atasan mana yang didukung oleh hasil kerja {result}? Bila atasan belum menyusun SKP, pilih induk sementara.",
      en: "Which result of your superior does result {result} serve? If there is none yet, choose a provisional parent.",
    },
  },
  "plan.result-alike": {
    weight: "question",
    text: {
      id: "Rumusan hasil kerja {result} sama dengan hasil kerja {other}. Apakah keduanya memang berbeda?",
      en: "Result {result} is worded like result {other}. Are they really two?",
    },
  },
  "plan.family-missing": {
    weight: "question",
    text: {
      id: "Instansi Anda berharap ada indikator tentang {family}. Apakah ada hasil kerja Anda yang mencakupnya?",
      en: "Your agency expects an indicator about {family}. Does any of your results cover it?",
    },
  },
} as const satisfies Record<`plan.${string}`, { weight: Weight; text: Text }>;

export type PlanVerdictCode = keyof typeof planVerdicts;
export const planVerdictCodes = Object.keys(planVerdicts) as [PlanVerdictCode, ...PlanVerdictCode[]];
