/** Nobody answered: no signal, or it gave out on the way. Whether the request took effect is not known. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super("nobody answered", { cause });
    this.name = "Unreachable";
  }
}

/** Not any `TypeError`, although `fetch` throws one: a mistake of ours would then pass for a lack of network. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof Unreachable;
}
