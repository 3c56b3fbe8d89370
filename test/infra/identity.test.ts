import { describe, expect, test } from "vitest";
import { stages } from "#infra/stages.ts";
import { slipPassword } from "#shared/identity/hosted-account.ts";
import { validDays } from "#shared/identity/invite.ts";
import { newId } from "#shared/platform/ids.ts";
import { finishedProd, ofType, synthesize, theOnly } from "./synthesized.ts";

const { identity } = synthesize(finishedProd, {}).templates;

describe("the pool of hosted accounts", () => {
  const pool = theOnly(identity, "AWS::Cognito::UserPool");

  test("offers one-time codes by an app, never by SMS, and is kept", () => {
    expect(pool.Properties["EnabledMfas"]).toEqual(["SOFTWARE_TOKEN_MFA"]);
    expect(pool.Properties["DeletionProtection"]).toBe("ACTIVE");
    expect(pool.DeletionPolicy).toBe("Retain");
    expect(pool.Properties["UserPoolTier"]).toBe("ESSENTIALS");
  });

  test("lets nobody sign up: accounts are made for the invited", () => {
    expect(pool.Properties["AdminCreateUserConfig"].AllowAdminCreateUserOnly).toBe(true);
  });

  test("asks for long passwords of all kinds", () => {
    expect(pool.Properties["Policies"].PasswordPolicy).toMatchObject({
      MinimumLength: 12,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
    });
  });

  test("takes the first password of every slip, for as long as its invitation is open", () => {
    const policy = pool.Properties["Policies"].PasswordPolicy;
    expect(policy.TemporaryPasswordValidityDays).toBe(validDays);
    const agencyId = newId("agency", 0);
    const seen = new Set<string>();
    for (let number = 1; number <= 200; number++) {
      const password = slipPassword("k".repeat(64), {
        agencyId,
        invitationId: newId("invitation", 0),
        number,
      });
      for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /-/]) expect(password).toMatch(kind);
      expect(password.length).toBeGreaterThanOrEqual(policy.MinimumLength);
      // What is read off paper and typed has nothing in it that is taken for something else.
      expect(password).not.toMatch(/[01IlOo]/);
      seen.add(password);
    }
    expect(seen.size).toBe(200);
  });

  test("signs people in by a code that it mails, once mail leaves from our own domain", () => {
    expect(pool.Properties["Policies"].SignInPolicy).toEqual({
      AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"],
    });
    expect(theOnly(identity, "AWS::Cognito::UserPoolClient").Properties["ExplicitAuthFlows"]).toContain(
      "ALLOW_USER_AUTH",
    );
    const unverified = synthesize(stages.dev, {}).templates.identity;
    expect(theOnly(unverified, "AWS::Cognito::UserPool").Properties["Policies"].SignInPolicy).toEqual({
      AllowedFirstAuthFactors: ["PASSWORD"],
    });
  });

  test("knows people by name or address, and no name looks like an address", () => {
    expect(pool.Properties["AliasAttributes"]).toEqual(["email"]);
    expect(pool.Properties).not.toHaveProperty("UsernameAttributes");
  });

  test("has managed login of the newer kind", () => {
    expect(theOnly(identity, "AWS::Cognito::UserPoolDomain").Properties["ManagedLoginVersion"]).toBe(2);
    expect(
      theOnly(identity, "AWS::Cognito::ManagedLoginBranding").Properties["UseCognitoProvidedValues"],
    ).toBe(true);
  });

  test("gives the web app codes only, back to one address, and no secret to lose", () => {
    expect(theOnly(identity, "AWS::Cognito::UserPoolClient").Properties).toMatchObject({
      AllowedOAuthFlows: ["code"],
      CallbackURLs: ["https://kinerja.go.id/masuk"],
      GenerateSecret: false,
      PreventUserExistenceErrors: "ENABLED",
    });
  });
});

test("the secrets are made by AWS, long, and rotate with the previous one still valid", () => {
  const secrets = ofType(identity, "AWS::SecretsManager::Secret").map(([, { Properties }]) => Properties);
  expect(secrets).toHaveLength(4);
  const rotating = secrets.filter(
    ({ GenerateSecretString }) => GenerateSecretString.GenerateStringKey === "current",
  );
  expect(rotating).toHaveLength(3);
  for (const { GenerateSecretString } of rotating) {
    expect(GenerateSecretString.PasswordLength).toBe(64);
    expect(JSON.parse(GenerateSecretString.SecretStringTemplate)).toEqual({ previous: "" });
  }
});
