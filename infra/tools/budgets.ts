/** What things may cost. Tests hold these figures and `npm run bench` prints what is measured beside them. */

/** Kilobytes (of 1,024 bytes) of a function's bundle, minified, without its source map. See ADR 30. */
const usualBundle = 500;
/** Those that reach into the bucket or send mail carry one more client of the SDK, and readers of whole files theirs. */
const largerBundles: Readonly<Record<string, number>> = {
  "reports-handlers": 530,
  "reminders-on-digests": 540,
  "people-handlers": 570,
  "reports-on-exports": 600,
  "people-on-uploads": 665,
  "people-on-imports": 700,
};

/** The most a function's bundle may hold. */
export function bundleKilobytes(name: string): number {
  return largerBundles[name] ?? usualBundle;
}
