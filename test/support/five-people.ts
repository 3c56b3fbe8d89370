const places = { unit: "Dinas Sosial", parent: "Pemerintah Kota Uji" };

/** Who appraises the four below. */
export const head = {
  nip: "198001012005011001",
  name: "Dewi Anggraini",
  email: "dewi@uji.go.id",
  ...places,
};

/** Somebody of the same office under that head; `n` from 2 to 9 tells them apart. */
export function under(n: number, name: string) {
  return {
    nip: `19800101200501100${n}`,
    name,
    email: `orang${n}@uji.go.id`,
    appraiser: head.nip,
    ...places,
  };
}

export const siti = under(2, "Siti Aminah");
export const budi = under(3, "Budi Santoso");
export const tini = under(4, "Tini Suryani");
export const rudi = under(5, "Rudi Hartono");
