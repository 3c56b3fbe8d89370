/** A dye and its one job: nila action and choice, daun done, kunyit waits, secang error or past the deadline, abu neutral. */
export type Tone = "nila" | "daun" | "kunyit" | "secang" | "abu";
