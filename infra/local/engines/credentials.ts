import { createHmac, randomBytes } from "node:crypto";
import type { Credentials, PolicyStatement } from "./contract.ts";
import { KeptFile } from "./kept-file.ts";

/** Who is calling: a role, worn under a session name, with the session's tags. */
export interface Session {
  roleArn: string;
  sessionName: string;
  tags: Readonly<Record<string, string>>;
  /** Virtual time at which the credentials end; undefined for the ones the runner gives its functions. */
  expiresAtMs: number | undefined;
  /** A session policy narrows the role's; undefined: the role's alone. */
  policy: readonly PolicyStatement[] | undefined;
}

interface Known {
  session: Session;
  secretAccessKey: string;
}

const longestKeyCache = 1_000;

/**
 * Temporary credentials without a store: the token is the session and its seal, and key id and secret derive from it,
 * so that they survive a restart (a presigned URL lives up to a week) and any number of sessions costs nothing.
 */
export class CredentialBook {
  readonly #seed: Buffer;
  readonly #known = new Map<string, Known>();
  readonly #signingKeys = new Map<string, Buffer>();

  /** `path` keeps the seed; undefined: a new one each time. */
  constructor(path: string | undefined) {
    if (path === undefined) {
      this.#seed = randomBytes(32);
      return;
    }
    const kept = new KeptFile<{ seed: string }>(path, { seed: "" });
    if (kept.value.seed === "") kept.set({ seed: randomBytes(32).toString("base64") });
    this.#seed = Buffer.from(kept.value.seed, "base64");
  }

  /** Credentials of a session. */
  issue(session: Session): Credentials {
    const content = Buffer.from(JSON.stringify(session)).toString("base64url");
    const sessionToken = `${content}.${this.#derive("seal", content, "base64url")}`;
    return { ...this.#keysOf(sessionToken), sessionToken };
  }

  /** The session behind a key id and token, `unknown` for anything not issued here, `expired` when its time is over. */
  find(accessKeyId: string, sessionToken: string, nowMs: number): Known | "unknown" | "expired" {
    const known = this.#known.get(sessionToken) ?? this.#open(sessionToken);
    if (known === undefined || this.#keysOf(sessionToken).accessKeyId !== accessKeyId) return "unknown";
    const { expiresAtMs } = known.session;
    return expiresAtMs !== undefined && expiresAtMs <= nowMs ? "expired" : known;
  }

  /** SigV4's derived key, kept because it changes once a day. */
  signingKey(secretAccessKey: string, date: string, region: string, service: string): Buffer {
    const name = `${secretAccessKey}/${date}/${region}/${service}`;
    let key = this.#signingKeys.get(name);
    if (key === undefined) {
      const steps = [date, region, service, "aws4_request"];
      key = steps.reduce<Buffer>((last, step) => hmac(last, step), Buffer.from(`AWS4${secretAccessKey}`));
      if (this.#signingKeys.size >= longestKeyCache) this.#signingKeys.clear();
      this.#signingKeys.set(name, key);
    }
    return key;
  }

  #open(sessionToken: string): Known | undefined {
    const [content = "", seal] = sessionToken.split(".");
    if (content === "" || seal !== this.#derive("seal", content, "base64url")) return undefined;
    const session = JSON.parse(Buffer.from(content, "base64url").toString()) as Session;
    const known = { session, secretAccessKey: this.#keysOf(sessionToken).secretAccessKey };
    if (this.#known.size >= longestKeyCache) this.#known.clear();
    this.#known.set(sessionToken, known);
    return known;
  }

  readonly #keys = new Map<string, { accessKeyId: string; secretAccessKey: string }>();

  #keysOf(sessionToken: string) {
    let keys = this.#keys.get(sessionToken);
    if (keys === undefined) {
      const id = this.#derive("id", sessionToken, "hex").slice(0, 16).toUpperCase();
      keys = {
        accessKeyId: `ASIA${id}`,
        secretAccessKey: this.#derive("secret", sessionToken, "base64").slice(0, 40),
      };
      if (this.#keys.size >= longestKeyCache) this.#keys.clear();
      this.#keys.set(sessionToken, keys);
    }
    return keys;
  }

  #derive(purpose: string, text: string, encoding: "hex" | "base64" | "base64url"): string {
    return hmac(this.#seed, `${purpose}\n${text}`).toString(encoding);
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
