import { describe, expect, test } from "vitest";
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
