import type { Catalogue } from "./language.ts";

/** Words that every area of the app uses. */
export const common = {
  product: { id: "Kinerja", en: "Kinerja" },
  loading: { id: "Memuat", en: "Loading" },
  tryAgain: { id: "Coba lagi", en: "Try again" },
  cancel: { id: "Batal", en: "Cancel" },
  close: { id: "Tutup", en: "Close" },
  signIn: { id: "Masuk", en: "Sign in" },
  thisPhone: { id: "HP ini", en: "this phone" },
  thisDevice: { id: "perangkat ini", en: "this device" },
  toStart: { id: "Ke halaman awal", en: "To the first page" },
} as const satisfies Catalogue;
