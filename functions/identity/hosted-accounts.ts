import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AliasExistsException,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { userNameOfAddress } from "#shared/identity/hosted-account.ts";
import type { SlipAccount } from "#shared/identity/model.ts";
import { membershipEntity, membershipsOf } from "#shared/identity/store.ts";
import { readEnv } from "#shared/platform/env.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { PlatformTable } from "#shared/platform/table/table.ts";
import { hostedIssuerId } from "./id-token.ts";

let client: CognitoIdentityProviderClient | undefined;

function provider(): CognitoIdentityProviderClient {
  client ??= new CognitoIdentityProviderClient({});
  return client;
}

/**
 * An account that signs in by this address, unless there is one. Where the pool sends codes by mail it has no password
 * and our own invitation is all that its owner gets; else the provider mails a first password.
 */
export async function admitAddress(email: string): Promise<void> {
  await createAccount({
    Username: userNameOfAddress(email),
    // Signing in proves it: the code, or the first password, goes nowhere else.
    UserAttributes: [
      { Name: "email", Value: email },
      { Name: "email_verified", Value: "true" },
    ],
    ...(readEnv("accounts").SIGN_IN_CODES_BY_MAIL === "yes"
      ? { MessageAction: "SUPPRESS" }
      : { DesiredDeliveryMediums: ["EMAIL"] }),
  });
}

/**
 * An account of that name with this password, which is to be changed at the first sign-in. One that somebody signs in
 * with keeps its own password, whoever invites them: an agency must not be able to take over another one's login.
 */
export async function giveFirstPassword(
  userName: string,
  password: string,
): Promise<SlipAccount["password"]> {
  const isNew = await createAccount({
    Username: userName,
    TemporaryPassword: password,
    MessageAction: "SUPPRESS",
  });
  if (isNew) return "temporary";
  const place = { UserPoolId: readEnv("accounts").USER_POOL_ID, Username: userName };
  const { UserStatus, UserAttributes = [] } = await provider().send(new AdminGetUserCommand(place));
  const subject = UserAttributes.find(({ Name }) => Name === "sub")?.Value;
  if (UserStatus !== "FORCE_CHANGE_PASSWORD" && (await isMember(subject))) return "own";
  await provider().send(new AdminSetUserPasswordCommand({ ...place, Password: password, Permanent: false }));
  return "temporary";
}

/** Whether this call made it. Told twice, or invited by a second agency, it is there already. */
async function createAccount(account: Omit<AdminCreateUserCommandInput, "UserPoolId">): Promise<boolean> {
  const { USER_POOL_ID } = readEnv("accounts");
  try {
    await provider().send(new AdminCreateUserCommand({ UserPoolId: USER_POOL_ID, ...account }));
    return true;
  } catch (error) {
    // An alias is the address of an account that somebody made by hand.
    if (error instanceof UsernameExistsException || error instanceof AliasExistsException) return false;
    throw error;
  }
}

async function isMember(subject: string | undefined): Promise<boolean> {
  if (subject === undefined) return false;
  const range = membershipsOf(hostedIssuerId, subject);
  const { items } = await new PlatformTable(functionConnection()).query(membershipEntity, range, {
    limit: 1,
  });
  return items.length > 0;
}
