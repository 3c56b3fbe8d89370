import { createHash, randomUUID } from "node:crypto";
import type { KeptAccounts } from "./accounts.ts";
import { AwsError, jsonAnswer, unknownOperation } from "./aws-error.ts";
import type { Account, UserPoolSpec } from "./contract.ts";
import { readJsonCall, textMember } from "./json-request.ts";
import { mailsCodes, requirePassword } from "./password-policy.ts";
import type { Call, Input, Service } from "./service.ts";

interface Attribute {
  Name: string;
  Value: string;
}

/** Cognito's admin calls on the pools' accounts; signing in is the identity provider's part. No invitation mail is sent. */
export function cognitoService(
  pools: readonly UserPoolSpec[],
  accounts: KeptAccounts,
  arnOf: (poolId: string) => string,
): Service {
  function poolOf(input: Input): UserPoolSpec {
    const id = textMember(input, "UserPoolId");
    const pool = pools.find(({ name }) => name === id);
    if (pool === undefined)
      throw new AwsError(400, "ResourceNotFoundException", `User pool ${id} does not exist.`);
    return pool;
  }

  function existing(input: Input): { pool: string; account: Account } {
    const pool = poolOf(input).name;
    const account = accounts.find(pool, textMember(input, "Username"));
    if (account === undefined) throw new AwsError(400, "UserNotFoundException", "User does not exist.");
    return { pool, account };
  }

  function create(input: Input) {
    const pool = poolOf(input);
    const name = textMember(input, "Username");
    const given = Object.fromEntries(
      ((input["UserAttributes"] ?? []) as Attribute[]).map(({ Name, Value }) => [Name, Value]),
    );
    const names = (property: string) => ((pool.properties[property] ?? []) as string[]).includes("email");
    // A pool that signs people in by address only gives them a user name of its own: the subject.
    const isByAddress = names("UsernameAttributes");
    const isByEither = names("AliasAttributes");
    if (isByEither && name.includes("@"))
      throw new AwsError(
        400,
        "InvalidParameterException",
        "Username cannot be of email format, since user pool is configured for email alias.",
      );
    const email = given["email"] ?? (name.includes("@") ? name : undefined);
    if (accounts.find(pool.name, name) !== undefined)
      throw new AwsError(400, "UsernameExistsException", "User account already exists");
    if (email !== undefined && accounts.find(pool.name, email) !== undefined)
      throw isByEither
        ? new AwsError(400, "AliasExistsException", "An account with the email already exists.")
        : new AwsError(400, "UsernameExistsException", "User account already exists");
    const sub = randomUUID();
    const username = isByAddress ? sub : name;
    const attributes = { ...given, ...(isByAddress && email !== undefined && { email }), sub };
    const first = firstPassword(pool, textMember(input, "TemporaryPassword"));
    return {
      User: {
        ...userOf(accounts.put(pool.name, { username, attributes, ...first })),
        Attributes: attributesOf(attributes),
      },
    };
  }

  function setPassword(input: Input) {
    const { pool, account } = existing(input);
    const password = textMember(input, "Password");
    requirePassword(poolOf(input), password);
    const status = input["Permanent"] === true ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
    accounts.replace(pool, account.username, { ...account, status, passwordHash: hashOf(password) });
    return {};
  }

  function enable(input: Input, isEnabled: boolean) {
    const { pool, account } = existing(input);
    accounts.replace(pool, account.username, { ...account, isEnabled });
    return {};
  }

  function remove(input: Input) {
    const { pool, account } = existing(input);
    accounts.replace(pool, account.username, undefined);
    return {};
  }

  function get(input: Input) {
    const { account } = existing(input);
    return { ...userOf(account), UserAttributes: attributesOf(account.attributes) };
  }

  return {
    read: readJsonCall,
    needs: ({ operation, input }) => [
      {
        action: `cognito-idp:${operation}`,
        resource: arnOf(textMember(input, "UserPoolId")),
        context: () => undefined,
      },
    ],
    answer: async ({ operation, input }: Call) => {
      switch (operation) {
        case "AdminCreateUser":
          return jsonAnswer("cognito-idp", create(input));
        case "AdminGetUser":
          return jsonAnswer("cognito-idp", get(input));
        case "AdminSetUserPassword":
          return jsonAnswer("cognito-idp", setPassword(input));
        case "AdminDisableUser":
          return jsonAnswer("cognito-idp", enable(input, false));
        case "AdminEnableUser":
          return jsonAnswer("cognito-idp", enable(input, true));
        case "AdminDeleteUser":
          return jsonAnswer("cognito-idp", remove(input));
        default:
          throw unknownOperation("cognito-idp", operation);
      }
    },
  };
}

/** Without a password given, an account signs in by code where its pool mails codes; else Cognito makes one up. */
function firstPassword(pool: UserPoolSpec, given: string): Pick<Account, "status" | "passwordHash"> {
  if (given === "" && mailsCodes(pool)) return { status: "CONFIRMED" };
  if (given !== "") requirePassword(pool, given);
  return { status: "FORCE_CHANGE_PASSWORD", passwordHash: hashOf(given === "" ? randomUUID() : given) };
}

function hashOf(password: string): string {
  return createHash("sha256").update(password).digest("hex");
}

function userOf({ username, isEnabled, status, createdAt }: Account) {
  const at = Date.parse(createdAt) / 1000;
  return {
    Username: username,
    Enabled: isEnabled,
    UserStatus: status,
    UserCreateDate: at,
    UserLastModifiedDate: at,
  };
}

function attributesOf(attributes: Readonly<Record<string, string>>): Attribute[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}
