import { createHash, createPublicKey, verify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  SignCommand,
  VerifyCommand,
  VerifyMacCommand,
} from "@aws-sdk/client-kms";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
} from "@aws-sdk/client-secrets-manager";
import { SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-sesv2";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Engines, MailEvent } from "#infra/local/engines/contract.ts";
import { arns, clientsOf, role, startFixture } from "./fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "kinerja-services-"));
const events: MailEvent[] = [];
let engines: Engines;
const virtualNow = Date.now();
const options = () => ({
  dataDir: folder,
  now: () => virtualNow,
  onMailEvent: (event: MailEvent) => void events.push(event),
  principals: [
    role("all", [{ Effect: "Allow" as const, Action: "*", Resource: "*" }]),
    role("notices", [
      {
        Effect: "Allow" as const,
        Action: "ses:SendEmail",
        Resource: [arns.identity, arns.configurationSet],
        Condition: { StringEquals: { "ses:FromAddress": "noreply@kinerja.example" } },
      },
    ]),
  ],
});

beforeAll(async () => {
  engines = await startFixture(options());
});
beforeEach(() => {
  events.length = 0;
});
afterAll(async () => {
  await engines.close();
  rmSync(folder, { recursive: true });
});

const restart = async () => {
  await engines.close();
  engines = await startFixture(options());
};
const clients = () => clientsOf(engines);

describe("mail", () => {
  const mail = (changes: Partial<SendEmailCommandInput> = {}): SendEmailCommandInput => ({
    FromEmailAddress: "Kinerja <noreply@kinerja.example>",
    Destination: { ToAddresses: ["Siti@dinas.go.id"] },
    ConfigurationSetName: "notices",
    EmailTags: [{ Name: "ledger", Value: "cyc_1-3" }],
    Content: {
      Simple: {
        Subject: { Data: "Pengingat: 3 penilaian menunggu" },
        Body: { Text: { Data: "Bapak/Ibu …" }, Html: { Data: "<p>Bapak/Ibu …</p>" } },
        Headers: [{ Name: "List-Unsubscribe", Value: "<https://kinerja.example/u>" }],
      },
    },
    ...changes,
  });
  const send = (changes: Partial<SendEmailCommandInput> = {}, who = "all") =>
    clientsOf(engines, who).ses.send(new SendEmailCommand(mail(changes)));

  test("is kept whole, with the virtual time, and survives a restart", async () => {
    const { MessageId = "" } = await send();
    await restart();
    expect(engines.mail.find(MessageId)).toEqual({
      messageId: MessageId,
      at: new Date(virtualNow).toISOString(),
      from: "Kinerja <noreply@kinerja.example>",
      to: ["Siti@dinas.go.id"],
      cc: [],
      bcc: [],
      replyTo: [],
      subject: "Pengingat: 3 penilaian menunggu",
      text: "Bapak/Ibu …",
      html: "<p>Bapak/Ibu …</p>",
      headers: [{ name: "List-Unsubscribe", value: "<https://kinerja.example/u>" }],
      tags: { ledger: "cyc_1-3" },
      configurationSet: "notices",
      outcome: { "siti@dinas.go.id": "delivered" },
    });
    expect(engines.mail.list({ to: "SITI@dinas.go.id" }).map((one) => one.messageId)).toContain(MessageId);
    expect(engines.mail.list({ since: new Date(virtualNow + 1).toISOString() })).toEqual([]);
  });

  test("that is raw shows its subject and both bodies", async () => {
    const lines = [
      "From: noreply@kinerja.example",
      "To: siti@dinas.go.id",
      "Subject: =?utf-8?B?UGVuZ2luZ2F0IOKAlCAz?=",
      'Content-Type: multipart/alternative; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "Yth. =E2=80=94 Bapak=",
      "/Ibu",
      "--b",
      "Content-Type: text/html; charset=utf-8",
      "Content-Transfer-Encoding: base64",
      "",
      Buffer.from("<p>Yth.</p>").toString("base64"),
      "--b--",
    ];
    const Data = Buffer.from(lines.join("\r\n"));
    const { MessageId = "" } = await send({
      Content: { Raw: { Data } },
      FromEmailAddress: undefined,
      Destination: undefined,
    });
    expect(engines.mail.find(MessageId)).toMatchObject({
      subject: "Pengingat — 3",
      to: ["siti@dinas.go.id"],
      text: expect.stringContaining("Yth. — Bapak/Ibu"),
      html: "<p>Yth.</p>",
    });
  });

  test("reports each outcome as SES's own event, with the tags", async () => {
    const ToAddresses = [
      "a@dinas.go.id",
      "bounce@simulator.amazonses.com",
      "complaint@simulator.amazonses.com",
    ];
    const { MessageId } = await send({ Destination: { ToAddresses } });
    await expect
      .poll(() => events.map((event) => event.eventType))
      .toEqual(["Send", "Delivery", "Bounce", "Complaint"]);
    expect(events[2]?.document).toMatchObject({
      eventType: "Bounce",
      mail: { messageId: MessageId, tags: { ledger: ["cyc_1-3"], "ses:configuration-set": ["notices"] } },
      bounce: {
        bounceType: "Permanent",
        bouncedRecipients: [{ emailAddress: "bounce@simulator.amazonses.com" }],
      },
    });
  });

  test.each<[string, Partial<SendEmailCommandInput>, string]>([
    ["from an address that is not verified", { FromEmailAddress: "x@elsewhere.id" }, "MessageRejected"],
    ["from a domain that only ends alike", { FromEmailAddress: "x@evil-kinerja.example" }, "MessageRejected"],
    ["with an unknown configuration set", { ConfigurationSetName: "none" }, "BadRequestException"],
    ["to nobody", { Destination: {} }, "BadRequestException"],
    [
      "to more than 50",
      { Destination: { ToAddresses: Array.from({ length: 51 }, (_, index) => `a${index}@b.id`) } },
      "BadRequestException",
    ],
    ["to what is no address", { Destination: { ToAddresses: ["siti"] } }, "BadRequestException"],
    [
      "by a template",
      { Content: { Template: { TemplateName: "t", TemplateData: "{}" } } },
      "BadRequestException",
    ],
  ])("is refused %s", async (_, changes, name) => {
    await expect(send(changes)).rejects.toMatchObject({ name });
  });

  test("needs the grant of its identity, its sender and its kind", async () => {
    await send({}, "notices");
    const denied = { name: "AccessDeniedException" };
    await expect(send({ FromEmailAddress: "boss@kinerja.example" }, "notices")).rejects.toMatchObject(denied);
    const raw = { Content: { Raw: { Data: Buffer.from("Subject: x\n\nx") } } };
    await expect(send(raw, "notices")).rejects.toMatchObject(denied);
  });
});

describe("a secret", () => {
  const get = (more = {}) =>
    clients().secrets.send(new GetSecretValueCommand({ SecretId: arns.secret, ...more }));

  test("is generated by its rule, once", async () => {
    const first = await get();
    expect(first.SecretString).toMatch(/^[A-Za-z0-9]{40}$/);
    await restart();
    expect((await get()).SecretString).toBe(first.SecretString);
    expect((await clients().secrets.send(new GetSecretValueCommand({ SecretId: "session-key" }))).ARN).toBe(
      arns.secret,
    );
  });

  test("keeps its previous value when it is replaced", async () => {
    const before = (await get()).SecretString;
    await clients().secrets.send(new PutSecretValueCommand({ SecretId: arns.secret, SecretString: "next" }));
    expect((await get()).SecretString).toBe("next");
    expect((await get({ VersionStage: "AWSPREVIOUS" })).SecretString).toBe(before);
    const { VersionIdsToStages = {} } = await clients().secrets.send(
      new DescribeSecretCommand({ SecretId: arns.secret }),
    );
    expect(Object.values(VersionIdsToStages).flat().sort()).toEqual(["AWSCURRENT", "AWSPREVIOUS"]);
  });

  test("that does not exist is not found", async () => {
    await expect(
      clients().secrets.send(new GetSecretValueCommand({ SecretId: "none" })),
    ).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});

describe("a key", () => {
  const Message = Buffer.from("dokumen evaluasi");
  const digest = createHash("sha256").update(Message).digest();
  const SigningAlgorithm = "ECDSA_SHA_256" as const;
  const sign = (MessageType: "RAW" | "DIGEST", KeyId = "signing") =>
    clients().kms.send(
      new SignCommand({
        KeyId,
        Message: MessageType === "RAW" ? Message : digest,
        MessageType,
        SigningAlgorithm,
      }),
    );

  test("signs message and digest so that its public key verifies both, also after a restart", async () => {
    const { PublicKey = new Uint8Array() } = await clients().kms.send(
      new GetPublicKeyCommand({ KeyId: "alias/signing" }),
    );
    const publicKey = createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
    await restart();
    for (let count = 0; count < 20; count += 1) {
      for (const kind of ["RAW", "DIGEST"] as const) {
        const { Signature = new Uint8Array() } = await sign(kind);
        expect(verify("sha256", Message, publicKey, Signature)).toBe(true);
        const other = kind === "RAW" ? "DIGEST" : "RAW";
        const check = (changed: Buffer) =>
          new VerifyCommand({
            KeyId: arns.signingKey,
            Message: changed,
            MessageType: other,
            Signature,
            SigningAlgorithm,
          });
        const right = other === "RAW" ? Message : digest;
        expect((await clients().kms.send(check(right))).SignatureValid).toBe(true);
        const wrong = other === "RAW" ? Buffer.from("lain") : createHash("sha256").update("lain").digest();
        await expect(clients().kms.send(check(wrong))).rejects.toMatchObject({
          name: "KMSInvalidSignatureException",
        });
      }
    }
  });

  test("does only what it was made for", async () => {
    await expect(sign("RAW", "sealing")).rejects.toMatchObject({ name: "InvalidKeyUsageException" });
    await expect(sign("RAW", "none")).rejects.toMatchObject({ name: "NotFoundException" });
  });

  test("opens what it sealed, under the same encryption context only", async () => {
    const EncryptionContext = { round: "r1" };
    const sealed = await clients().kms.send(
      new EncryptCommand({ KeyId: "sealing", Plaintext: Message, EncryptionContext }),
    );
    const open = (context: Record<string, string>, blob = sealed.CiphertextBlob) =>
      clients().kms.send(new DecryptCommand({ CiphertextBlob: blob, EncryptionContext: context }));
    expect(Buffer.from((await open(EncryptionContext)).Plaintext ?? [])).toEqual(Message);
    await expect(open({ round: "r2" })).rejects.toMatchObject({ name: "InvalidCiphertextException" });
    const cut = Buffer.from(sealed.CiphertextBlob ?? []).subarray(0, -1);
    await expect(open(EncryptionContext, cut)).rejects.toMatchObject({ name: "InvalidCiphertextException" });
  });

  test("gives a data key that it can open again", async () => {
    const { Plaintext, CiphertextBlob } = await clients().kms.send(
      new GenerateDataKeyCommand({ KeyId: "sealing", KeySpec: "AES_256" }),
    );
    expect(Plaintext).toHaveLength(32);
    expect((await clients().kms.send(new DecryptCommand({ CiphertextBlob }))).Plaintext).toEqual(Plaintext);
  });

  test("makes and checks MACs", async () => {
    const MacAlgorithm = "HMAC_SHA_256" as const;
    const { Mac } = await clients().kms.send(new GenerateMacCommand({ KeyId: "mac", Message, MacAlgorithm }));
    const check = (text: Uint8Array) =>
      clients().kms.send(new VerifyMacCommand({ KeyId: "mac", Message: text, Mac, MacAlgorithm }));
    expect((await check(Message)).MacValid).toBe(true);
    await expect(check(Buffer.from("lain"))).rejects.toMatchObject({ name: "KMSInvalidMacException" });
  });
});

describe("an account", () => {
  const UserPoolId = "pool-1";
  const UserAttributes = [{ Name: "email", Value: "budi@dinas.go.id" }];
  const create = () =>
    clients().cognito.send(
      new AdminCreateUserCommand({ UserPoolId, Username: "budi@dinas.go.id", UserAttributes }),
    );
  const named = { UserPoolId, Username: "budi@dinas.go.id" };

  test("is created once, found by address, switched off and on, and kept", async () => {
    const { User } = await create();
    await expect(create()).rejects.toMatchObject({ name: "UsernameExistsException" });
    await clients().cognito.send(new AdminDisableUserCommand(named));
    await restart();
    const found = await clients().cognito.send(new AdminGetUserCommand(named));
    expect(found).toMatchObject({ Username: User?.Username, Enabled: false });
    await clients().cognito.send(new AdminEnableUserCommand(named));
    expect(engines.accounts.find(UserPoolId, "BUDI@dinas.go.id")).toMatchObject({
      isEnabled: true,
      subject: User?.Username,
      attributes: { email: "budi@dinas.go.id" },
    });
  });

  test("has a first password as its pool asks for, until its owner chooses one", async () => {
    const Username = "198105172006041003";
    const create = (TemporaryPassword: string) =>
      clients().cognito.send(
        new AdminCreateUserCommand({
          UserPoolId: "pool-2",
          Username,
          TemporaryPassword,
          MessageAction: "SUPPRESS",
        }),
      );
    await expect(create("pendek")).rejects.toMatchObject({ name: "InvalidPasswordException" });
    await expect(create("panjang-tanpa-angka")).rejects.toMatchObject({ name: "InvalidPasswordException" });
    expect((await create("panjang-dan-4567")).User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    const own = { UserPoolId: "pool-2", Username, Password: "pilihan-sendiri-9", Permanent: true };
    await clients().cognito.send(new AdminSetUserPasswordCommand(own));
    const found = await clients().cognito.send(new AdminGetUserCommand({ UserPoolId: "pool-2", Username }));
    expect(found.UserStatus).toBe("CONFIRMED");
  });

  test("of a pool with addresses beside names has no name like an address, and an address of its own", async () => {
    const create = (Username: string) =>
      clients().cognito.send(new AdminCreateUserCommand({ UserPoolId: "pool-2", Username, UserAttributes }));
    await expect(create("budi@dinas.go.id")).rejects.toMatchObject({ name: "InvalidParameterException" });
    // Without a password, since the pool mails codes.
    expect((await create("surel-1")).User?.UserStatus).toBe("CONFIRMED");
    await expect(create("surel-1")).rejects.toMatchObject({ name: "UsernameExistsException" });
    await expect(create("surel-2")).rejects.toMatchObject({ name: "AliasExistsException" });
  });

  test("that was deleted is unknown", async () => {
    await clients().cognito.send(new AdminDeleteUserCommand(named));
    await expect(clients().cognito.send(new AdminGetUserCommand(named))).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
  });

  test("that was seeded keeps its subject when it is seeded again", () => {
    const seed = { username: "op", attributes: { email: "op@kinerja.example" } };
    const { subject } = engines.accounts.put(UserPoolId, seed);
    expect(engines.accounts.put(UserPoolId, seed).subject).toBe(subject);
  });
});

test("an operation that does not live here says so", async () => {
  const { AdminResetUserPasswordCommand } = await import("@aws-sdk/client-cognito-identity-provider");
  const command = new AdminResetUserPasswordCommand({ UserPoolId: "pool-1", Username: "x" });
  await expect(clients().cognito.send(command)).rejects.toThrow(
    "does not have the operation AdminResetUserPassword",
  );
});
