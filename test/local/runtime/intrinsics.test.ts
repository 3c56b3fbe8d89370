import { describe, expect, it } from "vitest";
import { holds, resolve, resolveDynamicReferences, type Scope } from "#infra/local/runtime/intrinsics.ts";

const scope: Scope = {
  ref: (name) =>
    ({ Bucket: "files", "AWS::Region": "ap-southeast-3", Names: ["a", "b"] })[name] ?? fail(`Ref ${name}`),
  attribute: (id, name) => `${id}/${name}`,
  importValue: (name) => `imported ${name}`,
  condition: (name) =>
    ({ Yes: { "Fn::Equals": [{ Ref: "Bucket" }, "files"] }, No: { "Fn::Equals": ["a", "b"] } })[name],
  mapping: (...keys) => keys.join("."),
};

/** What `Fn::Sub` replaces. */
const placeholder = (name: string) => `\${${name}}`;

function fail(what: string): never {
  throw new Error(`unknown ${what}`);
}

describe("intrinsics resolve as CloudFormation does", () => {
  const cases: [string, unknown, unknown][] = [
    ["Ref", { Ref: "Bucket" }, "files"],
    ["GetAtt as list", { "Fn::GetAtt": ["Table", "Arn"] }, "Table/Arn"],
    ["GetAtt as text", { "Fn::GetAtt": "Table.Stream.Arn" }, "Table/Stream.Arn"],
    ["Join over resolved parts", { "Fn::Join": ["-", ["x", { Ref: "Bucket" }]] }, "x-files"],
    ["Join over a list reference", { "Fn::Join": [",", { Ref: "Names" }] }, "a,b"],
    [
      "Sub with reference, attribute and escape",
      { "Fn::Sub": `${placeholder("Bucket")}/${placeholder("Table.Arn")}/${placeholder("!Raw")}` },
      `files/Table/Arn/${placeholder("Raw")}`,
    ],
    [
      "Sub with its own values",
      { "Fn::Sub": [`${placeholder("here")}:${placeholder("AWS::Region")}`, { here: { Ref: "Bucket" } }] },
      "files:ap-southeast-3",
    ],
    ["Select from Split", { "Fn::Select": [1, { "Fn::Split": [":", "a:b:c"] }] }, "b"],
    ["ImportValue of a joined name", { "Fn::ImportValue": { "Fn::Join": ["", ["x", "y"]] } }, "imported xy"],
    ["FindInMap", { "Fn::FindInMap": ["map", { Ref: "AWS::Region" }, "key"] }, "map.ap-southeast-3.key"],
    ["Base64", { "Fn::Base64": "hai" }, "aGFp"],
    ["If true", { "Fn::If": ["Yes", "then", "else"] }, "then"],
    ["If false", { "Fn::If": ["No", "then", { Ref: "Bucket" }] }, "files"],
    ["NoValue removes a property", { a: 1, b: { Ref: "AWS::NoValue" } }, { a: 1 }],
    ["NoValue removes a list entry", [1, { "Fn::If": ["No", 2, { Ref: "AWS::NoValue" }] }], [1]],
    ["a property that only looks like one", { Reference: { Name: "x" } }, { Reference: { Name: "x" } }],
  ];
  it.each(cases)("%s", (_title, value, expected) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  it("an unknown intrinsic is refused by name", () => {
    expect(() => resolve({ "Fn::Cidr": ["10.0.0.0/8"] }, scope)).toThrow("Fn::Cidr");
  });
});

describe("conditions", () => {
  const cases: [unknown, boolean][] = [
    [{ Condition: "Yes" }, true],
    [{ "Fn::Not": [{ Condition: "Yes" }] }, false],
    [{ "Fn::And": [{ Condition: "Yes" }, { Condition: "No" }] }, false],
    [{ "Fn::Or": [{ Condition: "Yes" }, { Condition: "No" }] }, true],
  ];
  it.each(cases)("%j is %s", (expression, expected) => {
    expect(holds(expression, scope)).toBe(expected);
  });
});

describe("dynamic references", () => {
  const lookUp = (id: string, key: string) => Promise.resolve(`<${id}|${key}>`);

  it("a secret's JSON key and whole string are looked up wherever they stand", async () => {
    const arn = "arn:aws:secretsmanager:ap-southeast-3:000000000000:secret:origin-abc123";
    const value = {
      list: [`x{{resolve:secretsmanager:${arn}:SecretString:current::}}`],
      all: "{{resolve:secretsmanager:s:SecretString:::}}",
    };
    expect(await resolveDynamicReferences(value, lookUp)).toEqual({
      list: [`x<${arn}|current>`],
      all: "<s|>",
    });
  });

  it("another kind is refused by name", async () => {
    await expect(resolveDynamicReferences("{{resolve:ssm:/name}}", lookUp)).rejects.toThrow(
      "resolve:ssm:/name",
    );
  });
});
