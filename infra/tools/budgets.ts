/** What things may cost. Tests hold these figures and `npm run bench` prints what is measured beside them. */

/** Kilobytes (of 1,024 bytes) of a function's bundle, minified, without its source map. See ADR 30. */
const usualBundle = 500;
/**
 * Those that reach into the bucket or send mail carry one more client of the SDK, and readers of whole files theirs;
 * appraising has the most rules of all areas, and what describes the API holds the schemas of every route.
 */
const largerBundles: Readonly<Record<string, number>> = {
  "appraisals-handlers": 540,
  "public-handlers": 520,
  "reports-handlers": 535,
  "evidence-handlers": 580,
  "reminders-on-notices": 510,
  "evidence-on-milestones": 510,
  "reminders-on-digests": 540,
  "people-handlers": 590,
  "reports-on-exports": 600,
  "people-on-uploads": 665,
  "people-on-imports": 700,
};

/** The most a function's bundle may hold. */
export function bundleKilobytes(name: string): number {
  return largerBundles[name] ?? usualBundle;
}

/** Of the time that the table's client alone takes to import. */
export const importRatio = 1.2;

/** The preview of a roster of 10,000 rows, read from XLSX. */
export const rosterPreviewSeconds = 5;

/** What an operation that many people do at once may take of the table. */
export interface TableBudget {
  readonly title: string;
  /** The requests, in their order. */
  readonly commands: readonly string[];
  /** Capacity units: at the operation's minimum, or little above it. */
  readonly units: number;
  /** Where the operation is not there yet: what it must not exceed meanwhile. */
  readonly heldAt?: number;
}

/**
 * The hot operations, by their number among the ten. A transaction writes each of its items doubled: submitting writes
 * the part with its two index entries moved, the version, the receipt, the audit entry and its conditions.
 */
export const hotOperations = {
  openPlan: { title: "1 open my page (the plan)", commands: ["Query"], units: 1 },
  openEvaluation: { title: "1 open my page (the evaluation)", commands: ["Query"], units: 1 },
  addDraft: { title: "2 save a first draft of a result", commands: ["Put"], units: 1 },
  saveDraft: { title: "2 save a draft of a result again", commands: ["Put"], units: 1 },
  saveReport: { title: "2 save a report", commands: ["Put"], units: 1 },
  submitPlan: { title: "3 submit a plan", commands: ["Query", "TransactWrite"], units: 26 },
  makeFinal: { title: "3 make an evaluation final", commands: ["Query", "TransactWrite"], units: 33 },
  readInbox: { title: "4 a supervisor's inbox, 20 rows", commands: ["Query"], units: 1, heldAt: 3.5 },
  approvePlan: { title: "5 decide on one row of it", commands: ["Query", "TransactWrite"], units: 18 },
  readMonitor: { title: "9 an agency's dashboard", commands: ["Query"], units: 0.5 },
} as const satisfies Record<string, TableBudget>;

export type HotOperation = keyof typeof hotOperations;

/** A handler's whole path against the same calls to the table made bare, the two interleaved. */
export const overhead = { cpu: 1.3, p50: 1.15, p99: 1.5 } as const;

/** Opening a cycle: writes until it takes effect, and the walk that puts everybody's parts. */
export const opening = {
  writesToTakeEffect: 1,
  /** Of the rate at which the table takes the same puts bare. */
  leastOfCeiling: 0.8,
  growthExponent: 1,
  growthTolerance: 0.03,
  grownMegabytes: 20,
} as const;

/** A run of reminders: calls against those that a digest made just before sending cannot do without. */
export const reminderRun = { callsPerDigest: 5, callsRatio: 1.05 } as const;

/** DynamoDB takes 1,000 written units a second for a partition key; half of it is for surprises. */
export const hottestKeyUnits = 500;

/** The last evening of a semester: the country's burst, and what of it falls to its largest agency. */
export const lastEvening = {
  requestsPerSecond: 6000,
  people: 6_000_000,
  peopleOfLargestAgency: 300_000,
  /** Page, two saves, submission, approval. */
  requestsPerSubmission: 5,
} as const;

/** Gzipped kilobytes of the web app's JavaScript: before anything shows, and all that one person's work brings to their device. */
export const webKilobytes = { firstScreen: 60, person: 150 } as const;

/** Megabytes of JavaScript's memory with a roster of 5,000 people read to its end. */
export const peopleMegabytes = 8;

/** Until the largest part of a first screen stands, on slow 4G and a phone four times slower than this machine. */
export const firstScreenSeconds = 2;
