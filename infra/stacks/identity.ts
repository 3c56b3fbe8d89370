import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
  UserPoolEmail,
} from "aws-cdk-lib/aws-cognito";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { Resources } from "#infra/capabilities.ts";
import { acknowledge } from "#infra/constructs/acknowledge.ts";
import { homeRegion, type Stage } from "#infra/stages.ts";
import { validDays } from "#shared/identity/invite.ts";
import { webPaths } from "#shared/platform/web-paths.ts";

/** The service's own provider of sign-in, and the secrets by which functions know each other and the edge. */
export class IdentityStack extends Stack {
  readonly signIn: Resources["signIn"];
  readonly secrets: Resources["secrets"];

  constructor(scope: Construct, id: string, props: StackProps & { stage: Stage }) {
    super(scope, id, props);
    const { stage } = props;
    const pool = makeUserPool(this, stage);
    const client = makeClient(this, pool, stage);
    this.signIn = {
      issuer: pool.userPoolProviderUrl,
      clientId: client.userPoolClientId,
      userPoolId: pool.userPoolId,
      userPoolArn: pool.userPoolArn,
    };
    this.secrets = {
      sessionKey: makeRotatingSecret(this, "SessionKey", "Signs the service's session tokens"),
      originKey: makeRotatingSecret(this, "OriginKey", "Sent by CloudFront with each request to the API"),
      tokenKey: makeRotatingSecret(this, "TokenKey", "Signs cursors and window tokens"),
      operatorInvitation: makeOperatorInvitation(this, stage),
    };
  }
}

function makeUserPool(scope: Construct, stage: Stage): UserPool {
  const pool = new UserPool(scope, "UserPool", {
    userPoolName: `kinerja-${stage.name}`,
    featurePlan: FeaturePlan.ESSENTIALS,
    selfSignUpEnabled: false,
    // People without e-mail sign in with their NIP, which is then the user name.
    signInAliases: { username: true, email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    standardAttributes: {
      email: { required: false, mutable: true },
      fullname: { required: false, mutable: true },
    },
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      // A first password is good for as long as the invitation that it was made for.
      tempPasswordValidity: Duration.days(validDays),
    },
    signInPolicy: {
      allowedFirstAuthFactors: { password: true, emailOtp: stage.mail.isVerified },
    },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    deletionProtection: stage.keepsData,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    userInvitation: {
      emailSubject: "Akun Kinerja Anda",
      emailBody:
        "Yth. Bapak/Ibu,<br><br>akun Kinerja Anda sudah dibuat. Nama pengguna: {username}<br>" +
        `Kata sandi sementara: {####}<br><br>Masuk di ${stage.publicUrl} dan ganti kata sandi dalam ${validDays} hari.`,
    },
    ...(stage.mail.isVerified ? { email: mailFromOurDomain(stage) } : {}),
  });
  acknowledge(pool, {
    "AwsSolutions-COG2":
      "Guards, teachers and many others share a cheap phone and have no authenticator; a code is offered to all",
    "AwsSolutions-COG3":
      "Threat protection needs the Plus plan: several times the price of everything else together",
    "AwsSolutions-COG8": "The Essentials plan has managed login and TOTP, which is what the service uses",
  });
  return pool;
}

/** Cognito's own sender stops at 50 mails a day, and it takes another only once SES has verified it. */
function mailFromOurDomain({ mail }: Stage): UserPoolEmail {
  return UserPoolEmail.withSES({
    fromEmail: mail.address,
    fromName: "Kinerja",
    sesRegion: homeRegion,
    sesVerifiedDomain: mail.domain,
  });
}

function makeClient(scope: Construct, pool: UserPool, stage: Stage): UserPoolClient {
  pool.addDomain("SignInPage", {
    cognitoDomain: { domainPrefix: stage.signInPrefix },
    managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  });
  const client = pool.addClient("WebApp", {
    userPoolClientName: "web",
    generateSecret: false,
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
      callbackUrls: [`${stage.publicUrl}${webPaths.signIn}`],
      logoutUrls: [stage.publicUrl],
    },
    // The page asks for the name first and then offers what the account has: a code by mail, or its password.
    authFlows: { user: true },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    // The ID token is shown once, to POST /v1/sessions; from then on our own token counts.
    idTokenValidity: Duration.minutes(5),
    accessTokenValidity: Duration.minutes(5),
    refreshTokenValidity: Duration.hours(1),
  });
  new CfnManagedLoginBranding(scope, "SignInLook", {
    userPoolId: pool.userPoolId,
    clientId: client.userPoolClientId,
    useCognitoProvidedValues: true,
  });
  return client;
}

function makeRotatingSecret(scope: Construct, id: string, description: string): Secret {
  const secret = new Secret(scope, id, {
    description,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ previous: "" }),
      generateStringKey: "current",
      passwordLength: 64,
      excludePunctuation: true,
    },
  });
  acknowledge(secret, {
    "AwsSolutions-SMG4":
      "Rotated by `node infra/tools/rotate-secret.ts` (docs/deploy.md): a rotation keeps the previous value valid, which Secrets Manager's own would not",
  });
  return secret;
}

/** The first operator has nobody to be invited by: whoever may read this secret opens its address, once. */
function makeOperatorInvitation(scope: Construct, stage: Stage): Secret {
  const secret = new Secret(scope, "OperatorInvitation", {
    description: "The first operator's one-time invitation; void once there is an operator",
    generateSecretString: {
      secretStringTemplate: JSON.stringify({}),
      generateStringKey: "token",
      passwordLength: 48,
      excludePunctuation: true,
    },
  });
  acknowledge(secret, {
    "AwsSolutions-SMG4": "Works once and is void from then on: there is nothing to rotate",
  });
  new CfnOutput(scope, "FirstOperator", {
    description: `Read this secret's token and open <address>${webPaths.invitation}#<token>`,
    value: secret.secretArn,
  });
  new CfnOutput(scope, "ServiceAddress", { value: stage.publicUrl });
  return secret;
}
