/** Nobody answered: no signal, or it gave out on the way. Whether the request took effect is not known. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError");
}
