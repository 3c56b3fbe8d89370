import { afterAll, beforeAll } from "vitest";
import type { Account, Engines } from "#infra/local/engines/contract.ts";
import { startEngines } from "#infra/local/engines/start-engines.ts";
import { arns, fixtureOptions, region, roleArn } from "../local/engines/fixture.ts";

/** A pool as the service's own is: names besides addresses, long passwords, codes by mail. */
const properties = {
  AliasAttributes: ["email"],
  Policies: {
    PasswordPolicy: {
      MinimumLength: 12,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
    },
    SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] },
  },
};

export interface HostedPool {
  readonly id: string;
  readonly engines: Engines;
  accounts(): readonly Account[];
  find(name: string): Account | undefined;
}

/** The hosted provider of a test file's own, to which functions speak as they speak to AWS. */
export function useHostedPool(): HostedPool {
  const id = "pool-1";
  let engines: Engines | undefined;
  beforeAll(async () => {
    engines = await startEngines(fixtureOptions({ userPools: [{ name: id, arn: arns.pool, properties }] }));
    const { accessKeyId, secretAccessKey, sessionToken } = engines.credentialsFor(roleArn("all"));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: engines.endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      // Who calls tries again, and without the SDK's pauses.
      AWS_MAX_ATTEMPTS: "1",
      USER_POOL_ID: id,
      SIGN_IN_CODES_BY_MAIL: "yes",
    });
  });
  afterAll(async () => {
    await engines?.close();
  });
  const running = () => {
    if (engines === undefined) throw new Error("The pool runs from beforeAll on.");
    return engines;
  };
  return {
    id,
    get engines() {
      return running();
    },
    accounts: () => running().accounts.list(id),
    find: (name) => running().accounts.find(id, name),
  };
}
