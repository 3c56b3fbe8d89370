import type { Catalogue } from "../../i18n/language.ts";

/** Words for an external official who is asked about plans. */
export const planDecisionTexts = {
  title: { id: "Penetapan SKP", en: "Decide on plans" },
  lead: {
    id: "{assistant} meminta keputusan atas SKP {cycle} dari {count} orang di {agency}. Belum ada yang ditetapkan: mohon dilihat, lalu ditetapkan atau dikembalikan.",
    en: "{assistant} asks for a decision on the plans of {count} people of {agency} for {cycle}. None is approved yet: please look, then approve or return.",
  },
  amendment: {
    id: "SKP ini perubahan; yang lama berlaku sampai ini ditetapkan.",
    en: "This amends a plan, which holds until this one is approved.",
  },
  changed: {
    id: "SKP ini dikirim ulang sesudah tautan dibuat.",
    en: "This plan was sent anew after the link was made.",
  },
  changedMeaning: {
    id: "Mohon dilihat lagi; tidak ikut dalam “Tetapkan semua”.",
    en: "Please look at it again; it is not part of “Approve all”.",
  },
  late: { id: "SKP ini tiba terlambat.", en: "This plan came late." },
  lateMeaning: {
    id: "Menetapkannya berarti menerimanya; bila tidak, kembalikan dengan alasan.",
    en: "Approving accepts it; otherwise return it with a reason.",
  },
  approve: { id: "Tetapkan", en: "Approve" },
  approveSeen: { id: "Sudah saya lihat, tetapkan", en: "I have looked, approve" },
  approved: { id: "SKP ditetapkan", en: "Plan approved" },
  returned: { id: "SKP dikembalikan kepada pegawai", en: "Plan returned to the employee" },
  settled: { id: "Tidak lagi menunggu keputusan", en: "No longer waits for a decision" },
  return: { id: "Kembalikan", en: "Return" },
  returnTitle: { id: "Kembalikan SKP: {name}", en: "Return the plan: {name}" },
  reason: { id: "Alasan dikembalikan", en: "Why it is returned" },
  reasonHint: {
    id: "Dibaca pegawai, yang lalu memperbaiki SKP-nya.",
    en: "The employee reads it and puts the plan right.",
  },
  reasonMissing: { id: "Tulis alasannya", en: "Write the reason" },
  all: { id: "Tetapkan semua ({count})", en: "Approve all ({count})" },
  allTitle: { id: "Tetapkan {count} SKP?", en: "Approve {count} plans?" },
  allMeaning: {
    id: "SKP ditetapkan atas nama Bapak/Ibu dan berlaku bagi pegawainya.",
    en: "They are approved in your name and hold for the employees.",
  },
  progress: { id: "{done} dari {all} diputuskan", en: "{done} of {all} decided" },
  done: { id: "Semua SKP sudah diputuskan.", en: "All plans are decided on." },
} as const satisfies Catalogue;
