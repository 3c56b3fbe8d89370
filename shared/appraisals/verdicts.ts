import type { Text } from "#shared/platform/text.ts";
import type { Weight } from "#shared/platform/verdict.ts";

/**
 * What the checks of a report, of a rating and of a step may find. Employees are addressed with "Anda", supervisors with
 * "Bapak/Ibu". Criteria of a rating and alike texts are pointed out, never in the way: the judgement is the appraiser's.
 */
export const appraisalVerdicts = {
  "report.empty": {
    weight: "blocking",
    text: {
      id: "Laporan Anda masih kosong. Isi realisasi sedikitnya satu hasil kerja.",
      en: "Your report is empty. Enter the realisation of at least one result.",
    },
  },
  "report.unknown-result": {
    weight: "blocking",
    text: {
      id: "Laporan memuat hasil kerja atau indikator yang tidak ada dalam SKP. Muat ulang halaman, lalu kirim lagi.",
      en: "The report names a result or indicator that is not in the plan. Reload the page and send again.",
    },
  },
  "report.repeated": {
    weight: "blocking",
    text: {
      id: "Realisasi atau bukti yang sama tercatat dua kali. Hapus salah satunya.",
      en: "The same realisation or piece of evidence is recorded twice. Remove one of them.",
    },
  },
  "report.file-missing": {
    weight: "blocking",
    text: {
      id: "Berkas “{title}” belum sampai. Tunggu sampai terkirim, atau hapus lalu lampirkan lagi.",
      en: "The file “{title}” has not arrived. Wait until it is sent, or remove it and attach it again.",
    },
  },
  "report.realisation-missing": {
    weight: "question",
    text: {
      id: "Hasil kerja {result} belum diberi realisasi. Bila memang belum tercapai, tulis kendalanya.",
      en: "Result {result} has no realisation. If nothing was achieved, write what stood in the way.",
    },
  },
  "report.evidence-missing": {
    weight: "question",
    text: {
      id: "Hasil kerja {result} belum disertai bukti dukung.",
      en: "Result {result} has no evidence yet.",
    },
  },
  "appraisal.no-plan": {
    weight: "blocking",
    text: {
      id: "SKP pegawai ini belum ditetapkan, sehingga belum dapat dinilai. Mohon tetapkan SKP-nya lebih dahulu.",
      en: "This employee's plan is not approved yet. Please approve it first.",
    },
  },
  "appraisal.no-report": {
    weight: "blocking",
    text: {
      id: "Pegawai ini belum mengirim laporan. Draf penilaian Bapak/Ibu aman; dapat dikirim setelah laporan masuk.",
      en: "This employee has not reported yet. Your draft is safe; it can be sent once the report is in.",
    },
  },
  "appraisal.organisation-predicate-missing": {
    weight: "blocking",
    text: {
      id: "Predikat kinerja organisasi {unit} belum ditetapkan. Draf Bapak/Ibu aman; penilaian dapat dikirim setelah itu.",
      en: "The organisation predicate of {unit} is not set yet. Your draft is safe; it can be sent afterwards.",
    },
  },
  "appraisal.bulk-unconfirmed": {
    weight: "blocking",
    text: {
      id: "Penilaian ini diisi sekaligus untuk beberapa orang. Mohon Bapak/Ibu periksa dan simpan untuk pegawai ini.",
      en: "This rating was filled in for several people at once. Please look at it and save it for this person.",
    },
  },
  "appraisal.rating-missing": {
    weight: "blocking",
    text: {
      id: "Bapak/Ibu belum memilih rating {aspect}.",
      en: "You have not chosen the rating of {aspect}.",
    },
  },
  "appraisal.reason-missing": {
    weight: "blocking",
    text: {
      id: "{rating} pada {aspect} memerlukan alasan. Mohon tulis apa yang Bapak/Ibu lihat.",
      en: "{rating} for {aspect} needs a reason. Please write what you saw.",
    },
  },
  "appraisal.basis-missing": {
    weight: "blocking",
    text: {
      id: "{rating} pada {aspect} memerlukan sedikitnya satu bukti dukung atau umpan balik yang tercatat.",
      en: "{rating} for {aspect} needs at least one piece of evidence or recorded feedback.",
    },
  },
  "appraisal.basis-unknown": {
    weight: "blocking",
    text: {
      id: "Bukti atau umpan balik yang dirujuk pada {aspect} tidak ditemukan. Mohon pilih kembali.",
      en: "The evidence or feedback referred to for {aspect} was not found. Please choose again.",
    },
  },
  "appraisal.unknown-subject": {
    weight: "blocking",
    text: {
      id: "Penilaian memuat hasil kerja yang tidak ada dalam SKP, atau menilai satu hal dua kali.",
      en: "The rating names a result that is not in the plan, or rates one thing twice.",
    },
  },
  "appraisal.head-rating": {
    weight: "blocking",
    text: {
      id: "Pegawai ini memimpin {unit}: rating hasil kerjanya adalah capaian unit itu, yaitu {rating}.",
      en: "This person heads {unit}: their work result is the unit's achievement, {rating}.",
    },
  },
  "appraisal.strength-missing": {
    weight: "blocking",
    text: {
      id: "Mohon tulis sedikitnya satu hal yang sudah baik.",
      en: "Please write at least one strength.",
    },
  },
  "appraisal.improvement-missing": {
    weight: "blocking",
    text: {
      id: "Mohon tulis sedikitnya satu hal yang dapat ditingkatkan.",
      en: "Please write at least one thing to improve.",
    },
  },
  "appraisal.above-main-below": {
    weight: "question",
    text: {
      id: "Kriteria Di Atas Ekspektasi: tidak ada hasil kerja utama di bawah ekspektasi. Di sini ada {count}.",
      en: "Criterion of above expectation: no main result below expectation. Here there are {count}.",
    },
  },
  "appraisal.above-not-most": {
    weight: "question",
    text: {
      id: "Kriteria Di Atas Ekspektasi: sebagian besar atau seluruh hasil kerja di atas ekspektasi. Di sini {count} dari {total}.",
      en: "Criterion of above expectation: most or all results above. Here {count} of {total}.",
    },
  },
  "appraisal.meets-main-below": {
    weight: "question",
    text: {
      id: "Kriteria Sesuai Ekspektasi: hanya sebagian kecil hasil kerja utama di bawah ekspektasi. Di sini {count} dari {total}.",
      en: "Criterion of meets expectation: only a small part of main results below. Here {count} of {total}.",
    },
  },
  "appraisal.meets-not-most": {
    weight: "question",
    text: {
      id: "Kriteria Sesuai Ekspektasi: sebagian besar atau seluruh hasil kerja sesuai ekspektasi. Di sini {count} dari {total} di bawahnya.",
      en: "Criterion of meets expectation: most or all results as expected. Here {count} of {total} are below.",
    },
  },
  "appraisal.below-not-most": {
    weight: "question",
    text: {
      id: "Kriteria Di Bawah Ekspektasi: sebagian besar atau seluruh hasil kerja di bawah ekspektasi. Di sini {count} dari {total}.",
      en: "Criterion of below expectation: most or all results below. Here {count} of {total}.",
    },
  },
  "appraisal.could-be-above": {
    weight: "question",
    text: {
      id: "{count} dari {total} hasil kerja di atas ekspektasi dan tidak ada hasil utama di bawahnya: kriteria Di Atas Ekspektasi terpenuhi.",
      en: "{count} of {total} results are above and no main result is below: the criteria of above expectation are met.",
    },
  },
  "appraisal.text-repeated": {
    weight: "question",
    text: {
      id: "Kalimat “{text}” dipakai untuk {count} orang. Apakah berlaku bagi masing-masing?",
      en: "The sentence “{text}” is used for {count} people. Does it fit each of them?",
    },
  },
  "appraisal.already-read": {
    weight: "blocking",
    text: {
      id: "Hasil ini sudah dibaca pegawai, sehingga tidak dapat ditarik kembali. Bila perlu diubah, buka kembali dengan alasan.",
      en: "The employee has read this result, so it cannot be withdrawn. Reopen it with a reason if it must change.",
    },
  },
  "appraisal.report-window-open": {
    weight: "blocking",
    text: {
      id: "Laporan pegawai ini masih dapat tiba sampai {until}; penutupan “belum ada laporan” menunggu sampai saat itu.",
      en: "This employee's report may still arrive until {until}; closing as “no report” has to wait.",
    },
  },
} as const satisfies Record<`${"report" | "appraisal"}.${string}`, { weight: Weight; text: Text }>;

export type AppraisalVerdictCode = keyof typeof appraisalVerdicts;
export const appraisalVerdictCodes = Object.keys(appraisalVerdicts) as [
  AppraisalVerdictCode,
  ...AppraisalVerdictCode[],
];
