import type { EmployeeKind } from "./model.ts";

/**
 * Golongan ruang of PNS and CPNS with their pangkat, as official forms print them.
 * Kept in rising order; the order is the scale.
 */
export const civilServantRanks = {
  "I/a": "Juru Muda",
  "I/b": "Juru Muda Tingkat I",
  "I/c": "Juru",
  "I/d": "Juru Tingkat I",
  "II/a": "Pengatur Muda",
  "II/b": "Pengatur Muda Tingkat I",
  "II/c": "Pengatur",
  "II/d": "Pengatur Tingkat I",
  "III/a": "Penata Muda",
  "III/b": "Penata Muda Tingkat I",
  "III/c": "Penata",
  "III/d": "Penata Tingkat I",
  "IV/a": "Pembina",
  "IV/b": "Pembina Tingkat I",
  "IV/c": "Pembina Utama Muda",
  "IV/d": "Pembina Utama Madya",
  "IV/e": "Pembina Utama",
} as const;

/** Golongan of PPPK, which have no pangkat. */
export const contractRanks = [
  "I",
  "II",
  "III",
  "IV",
  "V",
  "VI",
  "VII",
  "VIII",
  "IX",
  "X",
  "XI",
  "XII",
  "XIII",
  "XIV",
  "XV",
  "XVI",
  "XVII",
] as const;

/** Is this the golongan of the scale on which this kind of employee stands? */
export function isRankOf(kind: EmployeeKind, rank: string): boolean {
  return isContractKind(kind)
    ? (contractRanks as readonly string[]).includes(rank)
    : Object.hasOwn(civilServantRanks, rank);
}

/** PPPK and PPPK paruh waktu: contract, other scale, other NIP layout, no credit points, no six-month track. */
export function isContractKind(kind: EmployeeKind): boolean {
  return kind === "PPPK" || kind === "PPPK_PARUH_WAKTU";
}
