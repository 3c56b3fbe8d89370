import { randomBytes, randomInt } from "node:crypto";
import { AwsError, jsonAnswer, unknownOperation } from "./aws-error.ts";
import type { EngineOptions, SecretSpec } from "./contract.ts";
import { readJsonCall, textMember } from "./json-request.ts";
import { KeptFile } from "./kept-file.ts";
import type { Call, Input, Service } from "./service.ts";

interface Version {
  id: string;
  stages: string[];
  text: string | undefined;
  /** Base64. */
  binary: string | undefined;
  createdAtMs: number;
}

type Versions = Readonly<Record<string, readonly Version[]>>;

/** Secrets Manager: the template's secrets, generated once and kept. */
export function secretsService(
  options: Pick<EngineOptions, "secrets" | "now" | "region" | "accountId">,
  path: string,
): Service {
  const kept = new KeptFile<Versions>(path, {});
  const fresh = options.secrets.filter(({ name }) => kept.value[name] === undefined);
  if (fresh.length > 0) {
    const made = fresh.map((spec) => [spec.name, [firstVersion(spec, options.now())]]);
    kept.set({ ...kept.value, ...Object.fromEntries(made) });
  }
  const find = (id: string) => options.secrets.find(({ name, arn }) => id === name || id === arn);

  function existing(input: Input): { spec: SecretSpec; versions: readonly Version[] } {
    const spec = find(textMember(input, "SecretId"));
    if (spec === undefined) {
      throw new AwsError(
        400,
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret.",
      );
    }
    return { spec, versions: kept.value[spec.name] ?? [] };
  }

  function get(input: Input) {
    const { spec, versions } = existing(input);
    const stage = textMember(input, "VersionStage") || "AWSCURRENT";
    const id = textMember(input, "VersionId");
    const version = versions.find((one) => (id === "" ? one.stages.includes(stage) : one.id === id));
    if (version === undefined) {
      const message = `Secrets Manager can't find the specified secret value for ${id === "" ? `staging label: ${stage}` : `VersionId: ${id}`}`;
      throw new AwsError(400, "ResourceNotFoundException", message);
    }
    return {
      ARN: spec.arn,
      Name: spec.name,
      VersionId: version.id,
      VersionStages: version.stages,
      SecretString: version.text,
      SecretBinary: version.binary,
      CreatedDate: version.createdAtMs / 1000,
    };
  }

  function put(input: Input) {
    const { spec, versions } = existing(input);
    const id = textMember(input, "ClientRequestToken") || randomBytes(16).toString("hex");
    const text = textMember(input, "SecretString") || undefined;
    const binary = textMember(input, "SecretBinary") || undefined;
    const stages = (input["VersionStages"] ?? ["AWSCURRENT"]) as string[];
    const known = versions.find((version) => version.id === id);
    if (known !== undefined && (known.text !== text || known.binary !== binary)) {
      throw new AwsError(
        400,
        "ResourceExistsException",
        "A resource with the ID you requested already exists.",
      );
    }
    const next = known ?? { id, stages: [], text, binary, createdAtMs: options.now() };
    kept.set({
      ...kept.value,
      [spec.name]: withStages([...versions.filter((one) => one !== known), next], next, stages),
    });
    return { ARN: spec.arn, Name: spec.name, VersionId: id, VersionStages: stages };
  }

  function describe(input: Input) {
    const { spec, versions } = existing(input);
    const staged = versions.filter((version) => version.stages.length > 0);
    const stages = Object.fromEntries(staged.map((version) => [version.id, version.stages]));
    return { ARN: spec.arn, Name: spec.name, VersionIdsToStages: stages };
  }

  return {
    read: readJsonCall,
    needs: ({ operation, input }) => {
      const id = textMember(input, "SecretId");
      const fallback = `arn:aws:secretsmanager:${options.region}:${options.accountId}:secret:${id}`;
      return [
        {
          action: `secretsmanager:${operation}`,
          resource: find(id)?.arn ?? fallback,
          context: (key) => contextValue(key, input),
        },
      ];
    },
    answer: async ({ operation, input }: Call) => {
      if (operation === "GetSecretValue") return jsonAnswer("secretsmanager", get(input));
      if (operation === "PutSecretValue") return jsonAnswer("secretsmanager", put(input));
      if (operation === "DescribeSecret") return jsonAnswer("secretsmanager", describe(input));
      throw unknownOperation("secretsmanager", operation);
    },
  };
}

function contextValue(key: string, input: Input) {
  if (key === "secretsmanager:secretid") return textMember(input, "SecretId") || undefined;
  if (key === "secretsmanager:versionid") return textMember(input, "VersionId") || undefined;
  return key === "secretsmanager:versionstage" ? textMember(input, "VersionStage") || undefined : undefined;
}

/** Labels move: each belongs to one version, and what was current becomes the previous one. */
function withStages(versions: readonly Version[], target: Version, stages: readonly string[]): Version[] {
  const isReplacing = stages.includes("AWSCURRENT") && !target.stages.includes("AWSCURRENT");
  return versions.map((version) => {
    if (version === target) return { ...version, stages: [...new Set([...version.stages, ...stages])] };
    const wasCurrent = isReplacing && version.stages.includes("AWSCURRENT");
    const left = version.stages.filter(
      (one) => !stages.includes(one) && !(isReplacing && one === "AWSPREVIOUS"),
    );
    return { ...version, stages: wasCurrent ? [...left, "AWSPREVIOUS"] : left };
  });
}

interface Generate {
  SecretStringTemplate?: string;
  GenerateStringKey?: string;
  PasswordLength?: number;
  ExcludeCharacters?: string;
  ExcludeLowercase?: boolean;
  ExcludeUppercase?: boolean;
  ExcludeNumbers?: boolean;
  ExcludePunctuation?: boolean;
  IncludeSpace?: boolean;
}

function firstVersion({ properties }: SecretSpec, createdAtMs: number): Version {
  const generate = properties["GenerateSecretString"] as Generate | undefined;
  const given = properties["SecretString"];
  const text = generate === undefined ? (typeof given === "string" ? given : undefined) : generated(generate);
  const stages = text === undefined ? [] : ["AWSCURRENT"];
  return { id: randomBytes(16).toString("hex"), stages, text, binary: undefined, createdAtMs };
}

function generated(rule: Generate): string {
  const sets = [
    rule.ExcludeLowercase ? "" : "abcdefghijklmnopqrstuvwxyz",
    rule.ExcludeUppercase ? "" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    rule.ExcludeNumbers ? "" : "0123456789",
    rule.ExcludePunctuation ? "" : "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    rule.IncludeSpace ? " " : "",
  ];
  const letters = [...sets.join("")].filter((letter) => !rule.ExcludeCharacters?.includes(letter));
  const length = rule.PasswordLength ?? 32;
  const password = Array.from({ length }, () => letters[randomInt(letters.length)]).join("");
  if (rule.SecretStringTemplate === undefined || rule.GenerateStringKey === undefined) return password;
  const template = JSON.parse(rule.SecretStringTemplate) as Record<string, unknown>;
  return JSON.stringify({ ...template, [rule.GenerateStringKey]: password });
}
