import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
} from "node:crypto";
import { AwsError, jsonAnswer, unknownOperation } from "./aws-error.ts";
import type { EngineOptions, KeySpec } from "./contract.ts";
import { readJsonCall, textMember } from "./json-request.ts";
import { KeptFile } from "./kept-file.ts";
import type { Call, Input, Service } from "./service.ts";
import { signDigest, verifyDigest } from "./sign-digest.ts";

/** Key material by key id: PKCS #8 of an elliptic key, or the bytes of a symmetric or MAC key; base64. */
type Material = Readonly<Record<string, string>>;

const signingAlgorithm = "ECDSA_SHA_256";
const macAlgorithm = "HMAC_SHA_256";

/** KMS: signing with P-256, envelope encryption and MACs, with the rule that a key does only what it was made for. */
export function kmsService(options: Pick<EngineOptions, "keys" | "accountId">, path: string): Service {
  const kept = new KeptFile<Material>(path, {});
  const fresh = options.keys.filter(({ name }) => kept.value[name] === undefined);
  if (fresh.length > 0) {
    kept.set({ ...kept.value, ...Object.fromEntries(fresh.map((key) => [key.name, newMaterial(key)])) });
  }

  const find = (id: string) => {
    const name = id.replace(/^arn:aws:kms:[^:]*:[^:]*:(?=alias\/)/, "");
    return options.keys.find((key) => id === key.name || id === key.arn || key.aliases.includes(name));
  };

  function existing(input: Input): KeySpec {
    const id = idOf(input);
    const key = find(id);
    if (key === undefined) throw new AwsError(400, "NotFoundException", `Key '${id}' does not exist`);
    return key;
  }

  function keyOf(input: Input, wanted: string): KeySpec {
    const key = existing(input);
    const usage = usageOf(key);
    if (wanted !== "" && usage !== wanted) {
      const message = `${key.arn} key usage is ${usage} which is not valid for this operation.`;
      throw new AwsError(400, "InvalidKeyUsageException", message);
    }
    return key;
  }

  const secretOf = (key: KeySpec) => Buffer.from(kept.value[key.name] ?? "", "base64");
  const privateKeyOf = (key: KeySpec) =>
    createPrivateKey({ key: secretOf(key), format: "der", type: "pkcs8" });

  const operations: Record<string, (input: Input) => unknown> = {
    DescribeKey: (input) => ({ KeyMetadata: metadata(keyOf(input, ""), options.accountId) }),
    Sign: (input) => {
      const key = keyOf(input, "SIGN_VERIFY");
      checkAlgorithm(textMember(input, "SigningAlgorithm"), signingAlgorithm);
      const message = Buffer.from(textMember(input, "Message"), "base64");
      const signature = isDigest(input, message)
        ? signDigest(message, privateKeyOf(key))
        : sign("sha256", message, privateKeyOf(key));
      return { KeyId: key.arn, Signature: signature.toString("base64"), SigningAlgorithm: signingAlgorithm };
    },
    Verify: (input) => {
      const key = keyOf(input, "SIGN_VERIFY");
      checkAlgorithm(textMember(input, "SigningAlgorithm"), signingAlgorithm);
      const message = Buffer.from(textMember(input, "Message"), "base64");
      const signature = Buffer.from(textMember(input, "Signature"), "base64");
      const isValid = isDigest(input, message)
        ? verifyDigest(message, privateKeyOf(key), signature)
        : verify("sha256", message, createPublicKey(privateKeyOf(key)), signature);
      if (!isValid) throw new AwsError(400, "KMSInvalidSignatureException", "The signature is not valid.");
      return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: signingAlgorithm };
    },
    GetPublicKey: (input) => {
      const key = keyOf(input, "SIGN_VERIFY");
      const der = createPublicKey(privateKeyOf(key)).export({ format: "der", type: "spki" });
      const spec = specOf(key);
      return {
        KeyId: key.arn,
        PublicKey: der.toString("base64"),
        KeySpec: spec,
        CustomerMasterKeySpec: spec,
        KeyUsage: "SIGN_VERIFY",
        SigningAlgorithms: [signingAlgorithm],
      };
    },
    Encrypt: (input) => {
      const key = keyOf(input, "ENCRYPT_DECRYPT");
      const plain = Buffer.from(textMember(input, "Plaintext"), "base64");
      if (plain.length < 1 || plain.length > 4096) {
        throw new AwsError(400, "ValidationException", "'plaintext' must have a length between 1 and 4096");
      }
      return {
        KeyId: key.arn,
        CiphertextBlob: seal(key, secretOf(key), plain, input),
        EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
      };
    },
    Decrypt: (input) => {
      const key = keyOf(input, "ENCRYPT_DECRYPT");
      const plain = open(
        key,
        secretOf(key),
        Buffer.from(textMember(input, "CiphertextBlob"), "base64"),
        input,
      );
      return {
        KeyId: key.arn,
        Plaintext: plain.toString("base64"),
        EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
      };
    },
    GenerateDataKey: (input) => dataKey(input, true),
    GenerateDataKeyWithoutPlaintext: (input) => dataKey(input, false),
    GenerateMac: (input) => {
      const key = keyOf(input, "GENERATE_VERIFY_MAC");
      checkAlgorithm(textMember(input, "MacAlgorithm"), macAlgorithm);
      return { KeyId: key.arn, Mac: macOf(key, input).toString("base64"), MacAlgorithm: macAlgorithm };
    },
    VerifyMac: (input) => {
      const key = keyOf(input, "GENERATE_VERIFY_MAC");
      checkAlgorithm(textMember(input, "MacAlgorithm"), macAlgorithm);
      const [given, real] = [Buffer.from(textMember(input, "Mac"), "base64"), macOf(key, input)];
      if (given.length !== real.length || !timingSafeEqual(given, real)) {
        throw new AwsError(400, "KMSInvalidMacException", "The HMAC is not valid.");
      }
      return { KeyId: key.arn, MacValid: true, MacAlgorithm: macAlgorithm };
    },
  };

  function macOf(key: KeySpec, input: Input): Buffer {
    return createHmac("sha256", secretOf(key))
      .update(Buffer.from(textMember(input, "Message"), "base64"))
      .digest();
  }

  function dataKey(input: Input, isPlainWanted: boolean) {
    const key = keyOf(input, "ENCRYPT_DECRYPT");
    const length = textMember(input, "KeySpec") === "AES_128" ? 16 : Number(input["NumberOfBytes"] ?? 32);
    const plain = randomBytes(length);
    const sealed = { KeyId: key.arn, CiphertextBlob: seal(key, secretOf(key), plain, input) };
    return isPlainWanted ? { ...sealed, Plaintext: plain.toString("base64") } : sealed;
  }

  return {
    read: readJsonCall,
    needs: ({ operation, input }) => {
      const key = existing(input);
      return [
        { action: `kms:${operation}`, resource: key.arn, context: (name) => contextValue(name, input, key) },
      ];
    },
    answer: async ({ operation, input }: Call) => {
      const run = operations[operation];
      if (run === undefined) throw unknownOperation("kms", operation);
      return jsonAnswer("kms", run(input));
    },
  };
}

/** The key a call names; a symmetric ciphertext names its own. */
function idOf(input: Input): string {
  const named = textMember(input, "KeyId");
  if (named !== "" || input["CiphertextBlob"] === undefined) return named;
  const blob = Buffer.from(textMember(input, "CiphertextBlob"), "base64");
  return blob.subarray(1, 1 + (blob[0] ?? 0)).toString();
}

function specOf({ properties }: KeySpec): string {
  return String(properties["KeySpec"] ?? "SYMMETRIC_DEFAULT");
}

function usageOf({ properties }: KeySpec): string {
  return String(properties["KeyUsage"] ?? "ENCRYPT_DECRYPT");
}

function newMaterial(key: KeySpec): string {
  const spec = specOf(key);
  if (spec === "ECC_NIST_P256") {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    return privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
  }
  if (spec === "SYMMETRIC_DEFAULT" || spec === "HMAC_256") return randomBytes(32).toString("base64");
  throw new Error(`The local cloud cannot make a key of ${spec} (${key.arn}).`);
}

function metadata(key: KeySpec, accountId: string) {
  const usage = usageOf(key);
  return {
    AWSAccountId: accountId,
    KeyId: key.name,
    Arn: key.arn,
    Enabled: true,
    KeyState: "Enabled",
    KeyUsage: usage,
    KeySpec: specOf(key),
  };
}

function checkAlgorithm(given: string, only: string): void {
  if (given === only) return;
  throw new AwsError(
    400,
    "ValidationException",
    `Algorithm ${given} is incompatible with the key; it takes ${only}.`,
  );
}

function isDigest(input: Input, message: Buffer): boolean {
  if (textMember(input, "MessageType") !== "DIGEST") return false;
  if (message.length !== 32)
    throw new AwsError(400, "ValidationException", "Digest is invalid length for algorithm ECDSA_SHA_256.");
  return true;
}

/** A blob that names its key: length, key id, nonce, tag, text; the encryption context is authenticated with it. */
function seal(key: KeySpec, secret: Buffer, plain: Buffer, input: Input): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", secret, nonce).setAAD(
    contextBytes(input["EncryptionContext"]),
  );
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  const id = Buffer.from(key.name);
  return Buffer.concat([Buffer.from([id.length]), id, nonce, cipher.getAuthTag(), text]).toString("base64");
}

function open(key: KeySpec, secret: Buffer, blob: Buffer, input: Input): Buffer {
  const start = 1 + (blob[0] ?? 0);
  try {
    if (blob.subarray(1, start).toString() !== key.name) throw new Error("sealed with another key");
    const decipher = createDecipheriv("aes-256-gcm", secret, blob.subarray(start, start + 12))
      .setAAD(contextBytes(input["EncryptionContext"]))
      .setAuthTag(blob.subarray(start + 12, start + 28));
    return Buffer.concat([decipher.update(blob.subarray(start + 28)), decipher.final()]);
  } catch {
    throw new AwsError(400, "InvalidCiphertextException", "");
  }
}

function contextBytes(context: unknown): Buffer {
  return Buffer.from(JSON.stringify(Object.entries((context ?? {}) as object).sort()));
}

function contextValue(name: string, input: Input, key: KeySpec) {
  const encryption = (input["EncryptionContext"] ?? {}) as Record<string, string>;
  if (name.startsWith("kms:encryptioncontext:")) {
    const wanted = name.slice("kms:encryptioncontext:".length);
    return Object.entries(encryption).find(([own]) => own.toLowerCase() === wanted)?.[1];
  }
  switch (name) {
    case "kms:encryptioncontextkeys":
      return Object.keys(encryption);
    case "kms:signingalgorithm":
      return textMember(input, "SigningAlgorithm") || undefined;
    case "kms:macalgorithm":
      return textMember(input, "MacAlgorithm") || undefined;
    case "kms:messagetype":
      return textMember(input, "MessageType") || undefined;
    case "kms:requestalias":
      return /alias\/.+$/.exec(textMember(input, "KeyId"))?.[0];
    case "kms:resourcealiases":
      return key.aliases;
    default:
      return undefined;
  }
}
