/** A number of histories, or of milliseconds for them: small in `npm test`, large in `npm run test:full`. */
export function atScale(usual: number, full: number): number {
  return isFullScale() ? full : usual;
}

/** Whether the whole matrix is run: every theme, size and language. */
export function isFullScale(): boolean {
  return process.env["TEST_SCALE"] === "full";
}
