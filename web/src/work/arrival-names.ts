import type { Arrival } from "#shared/cycles/states.ts";
import type { Text } from "#shared/platform/text.ts";

/** How a submission arrived, as receipts say it. */
export const arrivalNames: Readonly<Record<Arrival, Text>> = {
  "on-time": { id: "tepat waktu", en: "on time" },
  "on-time-proven": { id: "tepat waktu, terbukti oleh segel", en: "on time, proven by its seal" },
  "late-accepted": {
    id: "tiba terlambat, diterima karena gangguan layanan",
    en: "came late, accepted because of an outage",
  },
  "late-appraiser-decides": {
    id: "tiba terlambat, diputuskan penilai",
    en: "came late, the appraiser decides",
  },
};
