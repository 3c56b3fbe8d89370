/** A number of histories, or of milliseconds for them: small in `npm test`, large in `npm run test:full`. */
export function atScale(usual: number, full: number): number {
  return process.env["TEST_SCALE"] === "full" ? full : usual;
}
