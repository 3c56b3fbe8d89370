import { randomUUID } from "node:crypto";
import type { KeptAccounts } from "./accounts.ts";
import { AwsError, jsonAnswer, unknownOperation } from "./aws-error.ts";
import type { Account, UserPoolSpec } from "./contract.ts";
import { readJsonCall, textMember } from "./json-request.ts";
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
    const email = given["email"] ?? (name.includes("@") ? name : undefined);
    const isTaken = [name, email].some(
      (one) => one !== undefined && accounts.find(pool.name, one) !== undefined,
    );
    if (isTaken) throw new AwsError(400, "UsernameExistsException", "User account already exists");
    // A pool that signs people in by address gives them a user name of its own: the subject.
    const isByAddress = ((pool.properties["UsernameAttributes"] ?? []) as string[]).includes("email");
    const sub = randomUUID();
    const username = isByAddress ? sub : name;
    const attributes = { ...given, ...(isByAddress && email !== undefined && { email }), sub };
    return {
      User: {
        ...userOf(accounts.put(pool.name, { username, attributes })),
        Attributes: attributesOf(attributes),
      },
    };
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

function userOf({ username, isEnabled, createdAt }: Account) {
  const at = Date.parse(createdAt) / 1000;
  return {
    Username: username,
    Enabled: isEnabled,
    UserStatus: "CONFIRMED",
    UserCreateDate: at,
    UserLastModifiedDate: at,
  };
}

function attributesOf(attributes: Readonly<Record<string, string>>): Attribute[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}
