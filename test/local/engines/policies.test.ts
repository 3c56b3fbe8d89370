import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PolicyStatement } from "#infra/local/engines/contract.ts";
import { type Caller, CompiledPolicy, refusal } from "#infra/local/engines/iam/authorize.ts";
import type { ContextValue } from "#infra/local/engines/iam/patterns.ts";

const roleArn = "arn:aws:iam::000000000000:role/plans";
const table = "arn:aws:dynamodb:ap-southeast-3:000000000000:table/main";

type Keys = Record<string, ContextValue>;

function decide(
  statements: PolicyStatement[],
  action: string,
  resource: string,
  keys: Keys = {},
  resourcePolicy?: PolicyStatement[],
): string | undefined {
  const caller: Caller = {
    arn: "arn:aws:sts::000000000000:assumed-role/plans/local",
    roleArn,
    policy: new CompiledPolicy(statements),
    sessionPolicy: undefined,
  };
  const context = (key: string) => keys[key];
  return refusal(caller, { action, resource, context }, resourcePolicy && new CompiledPolicy(resourcePolicy));
}

const allows = (...parameters: Parameters<typeof decide>) => decide(...parameters) === undefined;
const allow = (parts: Partial<PolicyStatement>): PolicyStatement => ({
  Effect: "Allow",
  Action: "*",
  Resource: "*",
  ...parts,
});
const deny = (parts: Partial<PolicyStatement>) => ({ ...allow(parts), Effect: "Deny" as const });

describe("a policy", () => {
  test("denies by default, in AWS's words", () => {
    expect(decide([], "dynamodb:GetItem", table)).toBe(
      `User: arn:aws:sts::000000000000:assumed-role/plans/local is not authorized to perform: dynamodb:GetItem on resource: ${table} because no identity-based policy allows the dynamodb:GetItem action`,
    );
  });

  test("lets an explicit deny win, wherever it stands", () => {
    const statements = [allow({}), deny({ Action: "dynamodb:Delete*" })];
    for (const order of [statements, statements.toReversed()]) {
      expect(decide(order, "dynamodb:DeleteItem", table)).toMatch(
        /explicit deny in an identity-based policy/,
      );
      expect(allows(order, "dynamodb:GetItem", table)).toBe(true);
    }
    const onResource = [deny({ Principal: "*", Action: "s3:*" })];
    expect(decide([allow({})], "s3:GetObject", "arn:aws:s3:::b/k", {}, onResource)).toMatch(/resource-based/);
  });

  test.each<[string, Partial<PolicyStatement>, string, string, boolean]>([
    ["exact", { Action: "dynamodb:GetItem", Resource: table }, "dynamodb:GetItem", table, true],
    ["in any case of the action", { Action: "DynamoDB:getitem" }, "dynamodb:GetItem", table, true],
    ["by a list", { Action: ["sqs:*", "dynamodb:Get*"] }, "dynamodb:GetItem", table, true],
    ["not another action", { Action: "dynamodb:GetItem" }, "dynamodb:PutItem", table, false],
    ["not an index by its table", { Resource: table }, "dynamodb:Query", `${table}/index/team`, false],
    [
      "an index by its own ARN",
      { Resource: `${table}/index/team` },
      "dynamodb:Query",
      `${table}/index/team`,
      true,
    ],
    ["by one character", { Resource: "arn:aws:s3:::b/?" }, "s3:GetObject", "arn:aws:s3:::b/k", true],
    ["not two by one", { Resource: "arn:aws:s3:::b/?" }, "s3:GetObject", "arn:aws:s3:::b/kk", false],
    [
      "not in another case of the resource",
      { Resource: "arn:aws:s3:::B/k" },
      "s3:GetObject",
      "arn:aws:s3:::b/k",
      false,
    ],
    [
      "a pattern is no regular expression",
      { Resource: "arn:aws:s3:::b/a.c" },
      "s3:GetObject",
      "arn:aws:s3:::b/abc",
      false,
    ],
  ])("matches %s", (_, parts, action, resource, expected) => {
    expect(allows([allow(parts)], action, resource)).toBe(expected);
  });

  test("knows NotAction and NotResource", () => {
    const { Action: _, ...rest } = allow({});
    expect(allows([{ ...rest, NotAction: "iam:*" }], "s3:GetObject", "x")).toBe(true);
    expect(allows([{ ...rest, NotAction: "s3:*" }], "s3:GetObject", "x")).toBe(false);
    const notResource: PolicyStatement = {
      Effect: "Allow",
      Action: "*",
      NotResource: "arn:aws:s3:::secret/*",
    };
    expect(allows([notResource], "s3:GetObject", "arn:aws:s3:::open/k")).toBe(true);
    expect(allows([notResource], "s3:GetObject", "arn:aws:s3:::secret/k")).toBe(false);
  });
});

describe("a condition", () => {
  test.each<[string, PolicyStatement["Condition"], Keys, boolean]>([
    ["StringEquals", { StringEquals: { "s3:prefix": ["a", "b"] } }, { "s3:prefix": "b" }, true],
    [
      "StringEquals takes stars literally",
      { StringEquals: { "s3:prefix": "*" } },
      { "s3:prefix": "b" },
      false,
    ],
    ["StringEquals of an absent key", { StringEquals: { "s3:prefix": "b" } }, {}, false],
    ["…IfExists of an absent key", { StringEqualsIfExists: { "s3:prefix": "b" } }, {}, true],
    [
      "…IfExists of a present key",
      { StringEqualsIfExists: { "s3:prefix": "b" } },
      { "s3:prefix": "c" },
      false,
    ],
    ["StringNotEquals of an absent key", { StringNotEquals: { "s3:prefix": "b" } }, {}, true],
    [
      "StringNotEquals of any listed",
      { StringNotEquals: { "s3:prefix": ["a", "b"] } },
      { "s3:prefix": "a" },
      false,
    ],
    ["StringLike", { StringLike: { "s3:prefix": "exports/*" } }, { "s3:prefix": "exports/a" }, true],
    [
      "StringLike of nothing alike",
      { StringLike: { "s3:prefix": "exports/*" } },
      { "s3:prefix": "imports/a" },
      false,
    ],
    ["StringNotLike", { StringNotLike: { "s3:prefix": "exports/*" } }, { "s3:prefix": "imports/a" }, true],
    ["StringEqualsIgnoreCase", { StringEqualsIgnoreCase: { "s3:prefix": "A" } }, { "s3:prefix": "a" }, true],
    ["Bool", { Bool: { "aws:SecureTransport": "true" } }, { "aws:securetransport": "true" }, true],
    ["Bool false", { Bool: { "aws:SecureTransport": false } }, { "aws:securetransport": "true" }, false],
    ["Null true of an absent key", { Null: { "s3:prefix": "true" } }, {}, true],
    ["Null false of an absent key", { Null: { "s3:prefix": "false" } }, {}, false],
    [
      "Null false of an empty list",
      { Null: { "dynamodb:LeadingKeys": "false" } },
      { "dynamodb:leadingkeys": [] },
      false,
    ],
    ["NumericLessThan", { NumericLessThan: { "s3:max-keys": "10" } }, { "s3:max-keys": "9" }, true],
    [
      "NumericLessThan at its bound",
      { NumericLessThan: { "s3:max-keys": "10" } },
      { "s3:max-keys": "10" },
      false,
    ],
    [
      "NumericLessThanEquals",
      { NumericLessThanEquals: { "s3:max-keys": 10 } },
      { "s3:max-keys": "10" },
      true,
    ],
    [
      "NumericGreaterThan of no number",
      { NumericGreaterThan: { "s3:max-keys": "1" } },
      { "s3:max-keys": "x" },
      false,
    ],
    [
      "DateGreaterThan",
      { DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } },
      { "aws:currenttime": "2026-02-01T00:00:00Z" },
      true,
    ],
    [
      "ArnLike part by part",
      { ArnLike: { "aws:SourceArn": "arn:aws:*:*:0:x/*" } },
      { "aws:sourcearn": "arn:aws:s3:r:0:x/y" },
      true,
    ],
    [
      "ArnLike not over a colon",
      { ArnLike: { "aws:SourceArn": "arn:aws:*:x" } },
      { "aws:sourcearn": "arn:aws:s3:r:0:x" },
      false,
    ],
    [
      "ArnNotEquals",
      { ArnNotEquals: { "aws:PrincipalArn": roleArn } },
      { "aws:principalarn": roleArn },
      false,
    ],
    [
      "ForAllValues within",
      { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["A#1#*"] } },
      { "dynamodb:leadingkeys": ["A#1#x", "A#1#y"] },
      true,
    ],
    [
      "ForAllValues with one outside",
      { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["A#1#*"] } },
      { "dynamodb:leadingkeys": ["A#1#x", "A#2#y"] },
      false,
    ],
    [
      "ForAllValues of nothing (hence Null)",
      { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["A#1#*"] } },
      {},
      true,
    ],
    [
      "ForAnyValue with one within",
      { "ForAnyValue:StringEquals": { "aws:TagKeys": ["a"] } },
      { "aws:tagkeys": ["a", "b"] },
      true,
    ],
    ["ForAnyValue of nothing", { "ForAnyValue:StringEquals": { "aws:TagKeys": ["a"] } }, {}, false],
    [
      "a variable",
      { StringLike: { "s3:prefix": "${aws:PrincipalTag/agency}/*" } },
      { "s3:prefix": "agc_1/x", "aws:principaltag/agency": "agc_1" },
      true,
    ],
    [
      "a variable of somebody else",
      { StringLike: { "s3:prefix": "${aws:PrincipalTag/agency}/*" } },
      { "s3:prefix": "agc_2/x", "aws:principaltag/agency": "agc_1" },
      false,
    ],
    [
      "a variable that is absent",
      { StringLike: { "s3:prefix": "${aws:PrincipalTag/agency}*" } },
      { "s3:prefix": "" },
      false,
    ],
    [
      "a variable's star taken literally",
      { StringLike: { "s3:prefix": "${aws:PrincipalTag/agency}/*" } },
      { "s3:prefix": "agc_2/x", "aws:principaltag/agency": "*" },
      false,
    ],
    [
      "a variable's default",
      { StringEquals: { "s3:prefix": "${aws:PrincipalTag/agency, 'none'}" } },
      { "s3:prefix": "none" },
      true,
    ],
    [
      "all of several",
      { StringEquals: { "s3:prefix": "a" }, Bool: { "aws:SecureTransport": "true" } },
      { "s3:prefix": "a", "aws:securetransport": "false" },
      false,
    ],
  ])("%s", (_, Condition, keys, expected) => {
    expect(
      allows([allow({ ...(Condition && { Condition }) })], "s3:ListBucket", "arn:aws:s3:::b", keys),
    ).toBe(expected);
  });

  test.each([
    ["operator", { IpAddress: { "aws:SecureTransport": "10.0.0.0/8" } }, "IpAddress"],
    ["key", { StringEquals: { "aws:SourceVpc": "vpc-1" } }, "aws:SourceVpc"],
  ])("with an %s unknown here closes and names it", (_, Condition, name) => {
    expect(decide([allow({ Sid: "Odd", Condition })], "s3:GetObject", "x")).toMatch(
      new RegExp(`${name}.*Odd`),
    );
    expect(decide([allow({}), deny({ Condition })], "s3:GetObject", "x")).toContain(name);
  });
});

describe("a resource policy", () => {
  const key = "arn:aws:kms:ap-southeast-3:000000000000:key/1";
  const root = { AWS: "arn:aws:iam::000000000000:root" };

  test("opens a bucket to a role that it names, without a grant of the role's own", () => {
    const policy = [allow({ Principal: { AWS: roleArn } })];
    expect(allows([], "s3:GetObject", "arn:aws:s3:::b/k", {}, policy)).toBe(true);
    const another = [allow({ Principal: { AWS: `${roleArn}-2` } })];
    expect(allows([], "s3:GetObject", "arn:aws:s3:::b/k", {}, another)).toBe(false);
  });

  test("that names a service or the account does not by itself open anything to a role", () => {
    const policy = [allow({ Principal: { Service: "events.amazonaws.com" } }), allow({ Principal: root })];
    expect(allows([], "sqs:SendMessage", "arn:aws:sqs:r:0:q", {}, policy)).toBe(false);
    expect(allows([allow({})], "sqs:SendMessage", "arn:aws:sqs:r:0:q", {}, policy)).toBe(true);
  });

  test("of a key must hand the decision to the account before a role's grant counts", () => {
    expect(decide([allow({})], "kms:Sign", key)).toMatch(/no resource-based policy/);
    expect(allows([allow({})], "kms:Sign", key, {}, [allow({ Principal: root })])).toBe(true);
    expect(allows([], "kms:Sign", key, {}, [allow({ Principal: root })])).toBe(false);
    expect(allows([], "kms:Sign", key, {}, [allow({ Principal: { AWS: roleArn } })])).toBe(true);
  });
});

test("a key wall lets through exactly the keys of its pattern", () => {
  const wall = allow({
    Action: "dynamodb:Query",
    Resource: table,
    Condition: {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["A#1#E#*", "A#1#CYCLES"] },
      Null: { "dynamodb:LeadingKeys": "false" },
    },
  });
  const keys = fc.array(
    fc.oneof(
      fc.constantFrom("A#1#CYCLES", "A#1#CYCLES#", "A#1#E#", "A#2#E#1", "a#1#E#1", "XA#1#E#1", "A#1#E#\n"),
      fc.string().map((tail) => `A#1#E#${tail}`),
      fc.string(),
    ),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(keys, (leading) => {
      const isInside = leading.every((one) => one.startsWith("A#1#E#") || one === "A#1#CYCLES");
      const expected = leading.length > 0 && isInside;
      expect(allows([wall], "dynamodb:Query", table, { "dynamodb:leadingkeys": leading })).toBe(expected);
    }),
  );
});
