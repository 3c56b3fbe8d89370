/** Where people live by law: their data stays in Jakarta (PP 71/2019). */
export const homeRegion = "ap-southeast-3";
/** CloudFront's web ACL and certificate exist only here. */
export const edgeRegion = "us-east-1";

export type StageName = "dev" | "prod";

/** What differs between deployments, and nothing else. Values that a person gets only by deploying may be absent. */
export interface Stage {
  readonly name: StageName;
  /** Where people open the service. Never a reference to the distribution: it stands in mails and in Cognito. */
  readonly publicUrl: string;
  /** Host names of web app and API; absent: CloudFront's and API Gateway's own. */
  readonly domain?: { readonly web: string; readonly api: string };
  /** The regional certificate of the API's host name, in Jakarta. Needed with `domain`. */
  readonly apiCertificateArn?: string;
  /** Outputs of the stage's edge stack, which is deployed apart, in us-east-1. */
  readonly edge?: { readonly webAclArn: string; readonly certificateArn: string };
  /** The domain that mail is sent from, the sender's address in it, and whether SES has seen its DNS records. */
  readonly mail: {
    readonly domain: string;
    readonly address: string;
    readonly isVerified: boolean;
    /** Mails a second that SES has granted. SES refuses what is above it, and refused mails are tried again. */
    readonly perSecond: number;
  };
  /** The prefix of the hosted sign-in page: unique in the region. */
  readonly signInPrefix: string;
  /** Token endpoints of agencies' own providers that the web app may call (CSP `connect-src`). */
  readonly signInOrigins: readonly string[];
  /** Gets alarms and the budget's warnings. */
  readonly operatorMail: string;
  readonly monthlyBudgetDollars: number;
  /** Requests a second that the API admits; the account's quota in Jakarta starts at 2,500 and 1,250. */
  readonly throttle: { readonly ratePerSecond: number; readonly burst: number };
  /** Keep table, files, keys and accounts when a stack is deleted, and refuse to delete them. */
  readonly keepsData: boolean;
  readonly logRetentionDays: 14 | 90;
  /** How long an audit anchor can be neither changed nor deleted, by anyone. */
  readonly anchorRetentionDays: number;
  /** Raise by one after rotating the origin key, so that CloudFormation gives CloudFront the new value. */
  readonly originKeyRotation: number;
}

export const stages: Readonly<Record<StageName, Stage>> = {
  dev: {
    name: "dev",
    publicUrl: "https://dev.kinerja.example",
    mail: {
      domain: "dev.kinerja.example",
      address: "pengingat@dev.kinerja.example",
      isVerified: false,
      perSecond: 100,
    },
    signInPrefix: "kinerja-dev",
    signInOrigins: [],
    operatorMail: "operator@kinerja.example",
    monthlyBudgetDollars: 50,
    throttle: { ratePerSecond: 500, burst: 500 },
    keepsData: false,
    logRetentionDays: 14,
    anchorRetentionDays: 1,
    originKeyRotation: 1,
  },
  prod: {
    name: "prod",
    publicUrl: "https://kinerja.example",
    domain: { web: "kinerja.example", api: "api.kinerja.example" },
    mail: {
      domain: "kinerja.example",
      address: "pengingat@kinerja.example",
      isVerified: false,
      perSecond: 14,
    },
    signInPrefix: "kinerja-prod",
    signInOrigins: [],
    operatorMail: "operator@kinerja.example",
    monthlyBudgetDollars: 1_000,
    throttle: { ratePerSecond: 2_500, burst: 1_250 },
    keepsData: true,
    logRetentionDays: 90,
    anchorRetentionDays: 3_650,
    originKeyRotation: 1,
  },
};

/** The stage of that name. Throws on another word, naming the known ones. */
export function stageNamed(name: string): Stage {
  const stage = Object.values(stages).find((each) => each.name === name);
  if (stage === undefined) throw new Error(`No stage "${name}": one of ${Object.keys(stages).join(", ")}`);
  return stage;
}

/**
 * What a person must still write into the stage before it may be deployed for real, each in words. Synthesis works without.
 * The dev stage may lack its own domain; what holds people's data may not.
 */
export function missingForDeployment(stage: Stage): string[] {
  const missing: string[] = [];
  if (stage.publicUrl.endsWith(".example")) missing.push("publicUrl: the address people open");
  if (stage.mail.domain.endsWith(".example")) missing.push("mail: a domain that you own");
  if (stage.operatorMail.endsWith(".example")) missing.push("operatorMail: who gets the alarms");
  if (stage.name !== "prod") return missing;
  if (stage.domain === undefined) missing.push("domain: host names of web app and API");
  if (stage.apiCertificateArn === undefined)
    missing.push("apiCertificateArn: the API's certificate in Jakarta");
  if (stage.edge === undefined) missing.push("edge: the outputs of its edge stack");
  return missing;
}
