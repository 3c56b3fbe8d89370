import { describe, expect, test } from "vitest";
import { keyPattern } from "#infra/capabilities.ts";
import { stages } from "#infra/stages.ts";
import type { Id } from "#shared/platform/ids.ts";
import { type KeyClass, keyClasses, keys } from "#shared/platform/table/keys.ts";
import { fixtureRoutes } from "./fixture-routes.ts";
import { functionStatements, isLike, listOf, type Statement, synthesize } from "./synthesized.ts";

const { templates } = synthesize(stages.dev, fixtureRoutes(10));
const all = functionStatements(templates).map(({ fn, statement }) => ({
  fn,
  statement,
  actions: listOf(statement.Action),
}));
const onTable = all.filter(({ actions }) => actions.some((action) => action.startsWith("dynamodb:")));
const ofStream = (actions: readonly string[]) =>
  actions.some((action) => /Stream|Records|Shard/.test(action));
const onItems = onTable.filter(({ actions }) => !ofStream(actions));

function patternsOf({ Condition }: Statement): readonly string[] {
  return (Condition?.["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"] ?? []) as readonly string[];
}

const agency = `agc_${"a".repeat(26)}` as Id<"agency">;
const cycle = `cyc_${"c".repeat(26)}` as Id<"cycle">;
const employee = `emp_${"e".repeat(26)}` as Id<"employee">;
const part = { employeeId: employee, cycleId: cycle, number: 1 };
const place = {
  cycleId: cycle,
  window: "appraisal",
  deadlineVersion: 1,
  shard: 0,
  step: "7",
  person: employee,
};
const confirmation = `cfm_${"c".repeat(26)}` as Id<"confirmation">;
const invitation = `inv_${"i".repeat(26)}` as Id<"invitation">;

/** A real key of each class, some of several. */
const samples: [KeyClass, string][] = [
  ["agency", keys.agency(agency).pk],
  ["units", keys.unit(agency, "unt_1" as Id<"unit">).pk],
  ["officials", keys.official(agency, "ofc_1" as Id<"official">).pk],
  ["person", keys.employee(agency, employee).pk],
  ["person", keys.part(agency, part).pk],
  ["person", keys.logEntry(agency, employee, "2027-01-04", "1").pk],
  ["person", keys.feedback(agency, employee, "2027-01-04", "1").pk],
  ["nip", keys.nipClaim(agency, "198105172006041003").pk],
  ["names", keys.name(agency, "Siti Aminah", employee).pk],
  ["members", keys.member(agency, "mbr_1" as Id<"member">).pk],
  ["invitations", keys.invitation(agency, invitation).pk],
  ["confirmations", keys.confirmation(agency, confirmation).pk],
  ["imports", keys.import(agency, "imp_1" as Id<"import">).pk],
  ["exports", keys.export(agency, "exp_1" as Id<"export">).pk],
  ["cycles", keys.cycle(agency, cycle).pk],
  ["outages", keys.outage(agency, "2027-01-01T00:00:00.000Z", "out_1").pk],
  ["milestones", keys.milestone(agency, cycle, "2027-01-01T00:00:00.000Z", "cycle.open").pk],
  ["supervisors", keys.supervisor(agency, cycle, employee).pk],
  ["tally", keys.tally(agency, cycle, "unt_1").pk],
  ["counted", keys.counted(agency, cycle, "prt_1").pk],
  ["trend", keys.trend(agency, cycle, "planning", "2027-01-04").pk],
  ["trend", keys.unitTrend(agency, cycle, "unt_1" as Id<"unit">, "planning", "2027-01-04").pk],
  ["trend", keys.recount(agency, cycle).pk],
  ["reminders", keys.reminder(agency, place).pk],
  ["mailDays", keys.mailDay(agency, employee, "2027-01-04").pk],
  ["mailCounts", keys.mailCount(agency, "2027-01-04").pk],
  ["mailAddress", keys.mailAddressState(agency, "hash").pk],
  [
    "organisationPredicates",
    keys.organisationPredicate(agency, cycle, "evl_1" as Id<"evaluation">, "unt_1" as Id<"unit">).pk,
  ],
  ["round", keys.opinion(agency, "1", "2").pk],
  ["survey", keys.surveyAnswer(agency, "service", 1, "token").pk],
  ["audit", keys.audit(agency, "E#x", 1).pk],
  // A subject that spells other classes must still be the audit's.
  ["audit", keys.audit(agency, `${agency}#E#${employee}#NIP#1#C#${cycle}#TALLY`, 1).pk],
  ["login", keys.login("iss_1", "A#x#E#y").pk],
  ["session", keys.session("ses_1" as Id<"session">).pk],
  ["issuer", keys.issuer("iss_1").pk],
  ["document", keys.document("code").pk],
  ["directory", keys.directoryEntry(agency).pk],
  ["health", keys.healthTick().pk],
  ["health", keys.healthNote(agency, "cycle", cycle).pk],
];

test.each(samples)("the pattern of %s, and no other, admits the key %s", (keyClass, pk) => {
  const admitting = Object.entries(keyClasses).filter(([, pattern]) => isLike(keyPattern(pattern), pk));
  expect(admitting.map(([name]) => name)).toEqual([keyClass]);
});

test("no class of keys is left out above", () => {
  expect([...new Set(samples.map(([keyClass]) => keyClass))].sort()).toEqual(Object.keys(keyClasses).sort());
});

describe("a function's reach into the table", () => {
  test("is bounded by leading keys in every statement, and a request without keys is refused", () => {
    expect(onItems.length).toBeGreaterThan(30);
    for (const { fn, statement } of onItems) {
      expect(patternsOf(statement).length, fn).toBeGreaterThan(0);
      expect(statement.Condition?.["Null"], fn).toEqual({ "dynamodb:LeadingKeys": "false" });
      expect(
        patternsOf(statement).some((pattern) => pattern.startsWith("*")),
        fn,
      ).toBe(false);
    }
  });

  test("has no scan, no PartiQL and no control of the table", () => {
    const known = /^dynamodb:(GetItem|BatchGetItem|Query|ConditionCheckItem|PutItem|UpdateItem|DeleteItem)$/;
    for (const { fn, actions } of onItems) {
      expect(
        actions.filter((action) => !known.test(action)),
        fn,
      ).toEqual([]);
    }
  });

  test("lets everyone who writes also check a condition within the same transaction", () => {
    for (const { fn, statement, actions } of onItems.filter((each) =>
      each.actions.includes("dynamodb:UpdateItem"),
    )) {
      const checked = onItems
        .filter((each) => each.fn === fn && each.actions.includes("dynamodb:ConditionCheckItem"))
        .flatMap((each) => patternsOf(each.statement));
      expect(checked, `${fn} ${actions}`).toEqual(expect.arrayContaining([...patternsOf(statement)]));
    }
  });

  test("names an index only to query it", () => {
    const indexed = onItems.filter(({ statement }) => JSON.stringify(statement.Resource).includes("/index/"));
    expect(indexed.length).toBeGreaterThan(5);
    for (const { fn, actions, statement } of indexed) {
      expect(actions, fn).toEqual(["dynamodb:Query"]);
      expect(JSON.stringify(statement.Resource), fn).not.toContain("/index/*");
    }
  });
});

test("nobody may change or delete an audit entry; who writes adds one", () => {
  const auditKeys = samples.filter(([keyClass]) => keyClass === "audit").map(([, pk]) => pk);
  const admits = (statement: Statement) =>
    patternsOf(statement).some((pattern) => auditKeys.some((pk) => isLike(pattern, pk)));
  const touching = onItems.filter(({ statement }) => admits(statement));
  expect(touching.length).toBeGreaterThan(10);
  for (const { fn, actions } of touching) expect(actions, fn).toEqual(["dynamodb:PutItem"]);
});

test("only the sweeper reads what is due across agencies", () => {
  const readers = onItems.filter(({ statement }) =>
    JSON.stringify(statement.Resource).includes("/index/due"),
  );
  expect(readers.map(({ fn }) => fn)).toEqual(["kinerja-dev-cycles-on-tick"]);
});

test("the public function reaches no data at all, and the authorizer only reads logins", () => {
  const reach = (fn: string) => onItems.filter((each) => each.fn === `kinerja-dev-${fn}`);
  expect(reach("public-handlers")).toEqual([]);
  expect(reach("identity-authorizer").flatMap(({ statement }) => patternsOf(statement))).toEqual(["LOGIN#*"]);
  expect(reach("identity-authorizer").flatMap(({ actions }) => actions)).not.toContain("dynamodb:PutItem");
});

test("who keeps and shows the operator's notes reaches into no agency", () => {
  const reach = (fn: string) =>
    onItems
      .filter((each) => each.fn === `kinerja-dev-${fn}`)
      .flatMap(({ statement }) => patternsOf(statement));
  expect([...new Set(reach("health-on-health"))]).toEqual(["HEALTH"]);
  expect([...new Set(reach("health-handlers"))].sort()).toEqual(["DIRECTORY", "HEALTH"]);
});

test("dead letters are counted by the operator's page alone, which takes no message out", () => {
  const onDead = all.filter(({ statement }) => resources(statement).some((each) => each.includes("-dead")));
  expect(onDead.map(({ fn }) => fn)).toEqual(["kinerja-dev-health-handlers"]);
  expect(onDead.flatMap(({ actions }) => actions)).toEqual(["sqs:GetQueueAttributes", "sqs:GetQueueUrl"]);
});

test.each([
  ["secretsmanager:GetSecretValue", "SessionKey", ["identity-authorizer", "identity-handlers"]],
  ["secretsmanager:GetSecretValue", "OperatorInvitation", ["identity-handlers"]],
  ["cognito-idp:AdminCreateUser", "UserPool", ["identity-on-accounts"]],
  ["ses:SendEmail", "", ["reminders-on-digests", "reminders-on-notices"]],
  ["s3:PutObject", "-exports-", ["reports-on-exports"]],
  ["dynamodb:GetRecords", "Stream", ["events-relay"]],
])("%s on %s is for these alone: %s", (action, resource, functions) => {
  const granted = all
    .filter(
      ({ actions, statement }) =>
        actions.includes(action) && resources(statement).some((each) => each.includes(resource)),
    )
    .map(({ fn }) => fn.replace("kinerja-dev-", ""));
  expect([...new Set(granted)].sort()).toEqual(functions);
});

function resources({ Resource }: Statement): string[] {
  return listOf(Resource).map((each) => JSON.stringify(each));
}

test("accounts are made by one function alone, which removes and stops none", () => {
  const onAccounts = all.filter(({ actions }) => actions.some((action) => action.startsWith("cognito-idp:")));
  expect(onAccounts.map(({ fn }) => fn)).toEqual(["kinerja-dev-identity-on-accounts"]);
  expect(onAccounts.flatMap(({ actions }) => actions).sort()).toEqual([
    "cognito-idp:AdminCreateUser",
    "cognito-idp:AdminGetUser",
    "cognito-idp:AdminSetUserPassword",
  ]);
});

test("files of evidence are reached by their own area's functions alone, and they reach no other bucket", () => {
  const onObjects = all.filter(({ actions }) => actions.some((action) => action.startsWith("s3:")));
  const reached = onObjects.map(({ fn, statement, actions }) => ({
    fn: fn.replace("kinerja-dev-", ""),
    bucket: /kinerja-dev-(uploads|exports|evidence|anchors|web)-/.exec(
      JSON.stringify(statement.Resource),
    )?.[1],
    actions,
  }));
  expect(reached.length).toBeGreaterThan(4);
  expect(reached.filter(({ fn, bucket }) => (bucket === "evidence") !== fn.startsWith("evidence-"))).toEqual(
    [],
  );
  expect(
    reached
      .filter(({ bucket }) => bucket === "evidence")
      .flatMap(({ fn, actions }) => actions.map((action) => `${fn} ${action}`))
      .sort(),
  ).toEqual([
    "evidence-handlers s3:DeleteObject",
    "evidence-handlers s3:GetObject",
    "evidence-handlers s3:ListBucket",
    "evidence-handlers s3:PutObject",
    "evidence-on-milestones s3:DeleteObject",
  ]);
});
