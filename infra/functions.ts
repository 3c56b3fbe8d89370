import { type SubscriptionName, subscriptions } from "#shared/platform/events.ts";
import { milestoneAreas, milestoneQueue, type QueueName, queues } from "#shared/platform/queues.ts";
import {
  accounts,
  type Capability,
  deadLetters,
  evidenceFiles,
  evidenceRemoval,
  exportFiles,
  hostedSignIn,
  mail,
  operatorInvitation,
  originKey,
  sendTo,
  sessionKey,
  table,
  tokenKey,
  uploadFiles,
} from "./capabilities.ts";

/** One Lambda function: the unit of permission, of alarms and of logs. */
export interface FunctionSpec {
  /** Its file without ending, under `functions/`. */
  readonly entry: string;
  /** What breaks for whom. It is the text of the function's alarms. */
  readonly ifThisFails: string;
  readonly touches: readonly Capability[];
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
}

/** `people/on-imports` → `people-on-imports`: the folder of its bundle, and the end of its name. */
export function bundleName(entry: string): string {
  return entry.replace("/", "-");
}

/** The physical name. It is fixed, so that alarms need no reference from stack to stack. */
export function functionName(stage: string, entry: string): string {
  return `kinerja-${stage}-${bundleName(entry)}`;
}

/** Where its log goes; fixed too, so that a line of it can be watched. */
export function logGroupName(stage: string, { entry }: Pick<FunctionSpec, "entry">): string {
  return `/kinerja/${stage}/${bundleName(entry)}`;
}

/** A function behind the API: one per area. It answers within API Gateway's 30 s or not at all. */
function http(
  area: string,
  ifThisFails: string,
  touches: readonly Capability[],
  memoryMegabytes = 512,
): FunctionSpec {
  return {
    entry: `${area}/handlers`,
    ifThisFails,
    touches: [originKey, tokenKey, ...touches],
    memoryMegabytes,
    timeoutSeconds: 29,
  };
}

const usualSize = { memoryMegabytes: 512, timeoutSeconds: 60 };
/** For whole files and whole agencies; such work goes on in a further message before its time is up. */
const largeSize = { memoryMegabytes: 1024, timeoutSeconds: 300 };

/** How many environments of a function that mails may run; each gets its share of the rate that SES grants. */
export const mailers = { digests: 10, notices: 5 } as const;

/** The only consumer of a queue. */
function consumer(
  queue: QueueName,
  ifThisFails: string,
  touches: readonly Capability[],
  size = usualSize,
): FunctionSpec {
  return { entry: queues[queue].consumer, ifThisFails, touches, ...size };
}

/** The functions behind the API, by area. A further area is one entry here; it is deployed once it has a route. */
export const httpFunctions: Readonly<Record<string, FunctionSpec>> = {
  agencies: http(
    "agencies",
    "No agency can be onboarded, and administrators cannot read or change settings.",
    [table({ write: ["agency", "members", "invitations", "directory"], append: ["audit"] })],
  ),
  people: http(
    "people",
    "Administrators cannot see or change units, people and assignments, nor import a roster.",
    [
      table({
        read: ["cycles"],
        write: [
          "agency",
          "person",
          "units",
          "officials",
          "nip",
          "names",
          "mailAddress",
          "imports",
          "milestones",
        ],
        append: ["audit"],
        indexes: ["team", "unit", "reserve"],
      }),
      uploadFiles("put", "get"),
    ],
  ),
  identity: http(
    "identity",
    "Nobody can sign in or renew a session; who is signed in is thrown out within 15 minutes.",
    [
      table({
        read: ["agency", "issuer", "officials", "units", "person"],
        write: ["login", "session", "members", "invitations"],
        append: ["audit"],
        indexes: ["unit"],
      }),
      sessionKey,
      hostedSignIn,
      operatorInvitation,
    ],
  ),
  cycles: http(
    "cycles",
    "Planners cannot plan, check, extend or follow a cycle; cycles still open by themselves.",
    [
      table({
        read: ["agency", "person", "units", "officials", "supervisors", "tally", "mailAddress"],
        write: ["cycles", "milestones", "outages"],
        append: ["audit"],
        indexes: ["team", "unit"],
      }),
    ],
    // A whole processor: data check and dry run look at everyone within one request.
    1769,
  ),
  plans: http(
    "plans",
    "Employees cannot write or submit plans, and supervisors and external officials cannot approve or return them.",
    [
      table({
        read: ["agency", "cycles", "outages", "units", "officials"],
        write: ["person", "confirmations"],
        append: ["audit"],
        indexes: ["team", "unit"],
      }),
    ],
  ),
  appraisals: http(
    "appraisals",
    "Supervisors cannot rate, external officials cannot confirm, and employees cannot report, see or acknowledge their result.",
    [
      table({
        read: ["agency", "cycles", "outages", "units", "officials", "tally", "members"],
        write: ["person", "organisationPredicates", "milestones", "confirmations"],
        append: ["audit"],
        indexes: ["team", "unit"],
      }),
    ],
  ),
  evidence: http(
    "evidence",
    "Employees cannot attach photos and files to their reports, and nobody can open those that are there; reports are still written and sent.",
    [
      table({
        read: ["agency", "cycles", "members", "officials", "confirmations"],
        write: ["person", "milestones"],
      }),
      evidenceFiles,
    ],
  ),
  reminders: http(
    "reminders",
    "Planners cannot see who was or will be mailed; the mails themselves still leave.",
    [
      table({
        read: [
          "agency",
          "cycles",
          "units",
          "officials",
          "person",
          "members",
          "supervisors",
          "organisationPredicates",
          "tally",
          "reminders",
          "mailDays",
          "mailAddress",
        ],
        indexes: ["team", "unit"],
      }),
    ],
  ),
  reports: http("reports", "Leaders do not see the monitor, and nobody can order or fetch an export.", [
    table({
      read: ["agency", "cycles", "units", "tally", "trend", "person"],
      write: ["exports"],
      append: ["audit"],
      indexes: ["unit"],
    }),
    exportFiles("get"),
  ]),
  health: http(
    "health",
    "The operator sees neither the agencies' state nor what stands still; alarms still ring.",
    [table({ read: ["directory", "health"] }), deadLetters],
  ),
  public: {
    ...http(
      "public",
      "The description of the API and its documentation cannot be read; the service itself works.",
      [],
    ),
    // It has no lists to page through, so it signs nothing.
    touches: [originKey],
  },
};

export const authorizer: FunctionSpec = {
  entry: "identity/authorizer",
  ifThisFails: "Every signed-in request is refused: the service is down for everybody.",
  touches: [table({ read: ["login"] }), sessionKey],
  memoryMegabytes: 512,
  timeoutSeconds: 5,
};

export const relay: FunctionSpec = {
  entry: "events/relay",
  ifThisFails:
    "Counts stand still and no mail follows from what people do; after 24 hours changes are lost to both.",
  touches: [sendTo(...(Object.keys(subscriptions) as SubscriptionName[]))],
  memoryMegabytes: 256,
  timeoutSeconds: 60,
};

export const sweeper: FunctionSpec = {
  entry: "cycles/on-tick",
  ifThisFails:
    "No cycle opens, no window closes and no reminder leaves on time; all of it catches up once it works.",
  touches: [
    table({ write: ["milestones", "health"], indexes: ["due"] }),
    sendTo(...milestoneAreas.map(milestoneQueue)),
  ],
  memoryMegabytes: 256,
  timeoutSeconds: 300,
};

/** Every queue's consumer. */
export const consumers: Readonly<Record<QueueName, FunctionSpec>> = {
  tallies: consumer("tallies", "The monitor and its exports show old counts.", [
    table({ read: ["person"], write: ["tally", "counted"] }),
  ]),
  health: consumer("health", "The operator sees old states of cycles, imports and mail.", [
    table({ write: ["health"] }),
  ]),
  accounts: consumer(
    "accounts",
    "Whoever is invited has no account to sign in with, and slips stay in preparation.",
    [table({ read: ["members", "person", "login"], write: ["invitations"] }), tokenKey, accounts],
  ),
  notices: consumer(
    "notices",
    "Nobody is told of an invitation, a confirmation that is asked for, a returned plan, a declined report, a published result, a decided ticket, contracts that end or what a data check found.",
    [
      table({
        read: [
          "agency",
          "cycles",
          "milestones",
          "officials",
          "person",
          "members",
          "invitations",
          "confirmations",
          "imports",
          "mailAddress",
        ],
        write: ["mailDays", "mailCounts"],
      }),
      tokenKey,
      mail(mailers.notices),
    ],
  ),
  "cycles-milestones": consumer(
    "cycles-milestones",
    "Cycles that are due neither open nor close, recorded outages extend no window, and nobody is told what is to be mended before an opening.",
    [
      table({
        read: ["agency", "person", "units", "officials", "mailAddress", "directory"],
        write: ["cycles", "milestones", "outages"],
        append: ["audit"],
        indexes: ["unit"],
      }),
      sendTo("openings"),
    ],
    largeSize,
  ),
  "people-milestones": consumer(
    "people-milestones",
    "Transfers and acting posts do not take effect on their day, and nobody is told of contracts that end.",
    [table({ read: ["agency"], write: ["person", "milestones"], indexes: ["reserve"] })],
  ),
  "appraisals-milestones": consumer(
    "appraisals-milestones",
    "Results that nobody answers are not deemed received: the time for objections does not begin.",
    [table({ write: ["person", "milestones"], append: ["audit"] })],
  ),
  "evidence-milestones": consumer(
    "evidence-milestones",
    "Files that were attached and that no report names stay in the bucket.",
    [table({ read: ["cycles"], write: ["person", "milestones"] }), evidenceRemoval],
  ),
  people: consumer("people", "Parts of running cycles do not follow transfers, joiners and corrections.", [
    table({ read: ["cycles"], write: ["person", "supervisors"], append: ["audit"] }),
  ]),
  "reports-milestones": consumer(
    "reports-milestones",
    "Nobody proves the counts of the monitor, nor makes up for changes that were never told.",
    [
      table({
        read: ["cycles", "person", "units"],
        write: ["tally", "counted", "trend", "milestones"],
        indexes: ["unit"],
      }),
    ],
    largeSize,
  ),
  "reminders-milestones": consumer(
    "reminders-milestones",
    "Reminder steps that are due do not begin.",
    [
      table({
        read: ["agency", "cycles", "supervisors", "units"],
        write: ["milestones"],
        indexes: ["unit"],
      }),
      sendTo("digests"),
    ],
    largeSize,
  ),
  imports: consumer(
    "imports",
    "Confirmed rosters are applied half-way and wait; nothing is lost.",
    [
      table({
        read: ["agency"],
        write: [
          "person",
          "units",
          "officials",
          "nip",
          "names",
          "mailAddress",
          "imports",
          "members",
          "invitations",
          "milestones",
        ],
        append: ["audit"],
        indexes: ["unit"],
      }),
      uploadFiles("get", "put"),
      sendTo("imports"),
    ],
    largeSize,
  ),
  openings: consumer(
    "openings",
    "A cycle that has begun to open stops half-way: some people have no part in it yet.",
    [
      table({
        read: ["units"],
        write: ["person", "cycles", "supervisors", "milestones"],
        append: ["audit"],
        indexes: ["unit"],
      }),
      sendTo("openings"),
    ],
    largeSize,
  ),
  digests: consumer(
    "digests",
    "Supervisors with open work, and employees with a step of their own, are not mailed.",
    [
      table({
        read: [
          "agency",
          "cycles",
          "supervisors",
          "units",
          "officials",
          "person",
          "members",
          "mailAddress",
          "organisationPredicates",
          "tally",
        ],
        write: ["reminders", "mailDays", "mailCounts", "milestones"],
        indexes: ["team", "reserve"],
      }),
      mail(mailers.digests),
      sendTo("digests"),
    ],
    largeSize,
  ),
  exports: consumer(
    "exports",
    "Ordered exports are never ready.",
    [
      table({
        read: ["agency", "cycles", "units", "officials", "person", "tally"],
        write: ["exports"],
        append: ["audit"],
        indexes: ["unit"],
      }),
      exportFiles("put"),
    ],
    largeSize,
  ),
  uploads: consumer(
    "uploads",
    "An uploaded roster gets no preview.",
    [
      table({
        read: ["agency", "units", "officials", "person"],
        write: ["imports"],
        append: ["audit"],
        indexes: ["unit"],
      }),
      uploadFiles("get", "put"),
    ],
    largeSize,
  ),
  "mail-events": consumer("mail-events", "Mail goes on being sent to addresses that bounce.", [
    table({ read: ["mailDays"], write: ["mailAddress", "reminders", "mailCounts"] }),
  ]),
};

/** Every function that is deployed when these areas have routes. */
export function deployedFunctions(areas: readonly string[]): FunctionSpec[] {
  return [...areas.map(httpFunctionOf), authorizer, relay, sweeper, ...Object.values(consumers)];
}

/** The function of an area's routes. Throws where the table above lacks the area. */
export function httpFunctionOf(area: string): FunctionSpec {
  const spec = httpFunctions[area];
  if (spec === undefined)
    throw new Error(`The area "${area}" has routes but no function in infra/functions.ts`);
  return spec;
}
