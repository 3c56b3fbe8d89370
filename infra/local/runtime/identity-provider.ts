import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import type { OidcWorkerData } from "./oidc-worker.ts";

/** Somebody who can sign in here with one tap. */
export interface LocalPerson {
  /** The `sub` claim, by which the service knows the login. */
  subject: string;
  username: string;
  name: string;
  email: string | undefined;
  /** One line under the name: role, post. */
  description?: string;
  /** What stands in the letter or on the slip of somebody who has not signed in yet. */
  invitation?: string;
}

/** Who can sign in, and who is behind an e-mail address or a NIP. */
export interface PersonDirectory {
  list(): Promise<readonly LocalPerson[]>;
  find(as: string, agency: string | undefined): Promise<LocalPerson | undefined>;
}

/** What the identity provider stands for and runs on. */
export interface IdentityProviderOptions {
  /** The issuer as the template names it: the address of the user pool in AWS. */
  issuer: string;
  clientId: string;
  /** The local cloud as browsers know it; its functions ask by another name of this machine. */
  publicUrl: string;
  /** Where the browser may be sent back to. */
  redirectUris: readonly string[];
  /** Keys stay here between runs; undefined: a new key each time. */
  dataDir: string | undefined;
  clock: SharedArrayBuffer;
  now: () => number;
  people: PersonDirectory;
}

/** Where the provider lies under the local address. */
export const oidcPath = "/_oidc";
/** Cognito's path of its public keys. */
const jwksPath = "/.well-known/jwks.json";
const discoveryPath = "/.well-known/openid-configuration";
const tokenSeconds = 300;

/** A request of the provider's thread to the main one. */
export interface DirectoryQuestion {
  id: number;
  /** By subject, e-mail address or NIP; undefined: the list to choose from. */
  as: string | undefined;
}

/**
 * The user pool's sign-in, played by `oidc-provider` in a thread of its own, where `Date` is the virtual clock. The thread
 * starts with the first page asked for; public keys and directly minted tokens do not need it.
 */
export class IdentityProvider {
  readonly #options: IdentityProviderOptions;
  #key: Promise<JWK> | undefined;
  #thread: Promise<{ worker: Worker; port: number }> | undefined;

  constructor(options: IdentityProviderOptions) {
    this.#options = options;
  }

  /** Who can sign in. */
  get people(): PersonDirectory {
    return this.#options.people;
  }

  /** An ID token as the provider would issue it now, five minutes valid. */
  async mintIdToken(person: LocalPerson, nonce: string = randomUUID()): Promise<string> {
    const key = await this.#signingKey();
    const now = Math.floor(this.#options.now() / 1000);
    const { subject, username, name, email } = person;
    const mail = email === undefined ? {} : { email, email_verified: true };
    return new SignJWT({
      token_use: "id",
      auth_time: now,
      nonce,
      name,
      "cognito:username": username,
      ...mail,
    })
      .setProtectedHeader({ alg: "RS256", kid: String(key.kid) })
      .setIssuer(this.#options.issuer)
      .setAudience(this.#options.clientId)
      .setSubject(subject)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + tokenSeconds)
      .sign(await importJWK(key, "RS256"));
  }

  /** Answers whatever lies under `/_oidc`. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === oidcPath + jwksPath) {
      const { kty, n, e, kid } = await this.#signingKey();
      send(response, { keys: [{ kty, n, e, kid, use: "sig", alg: "RS256" }] });
      return;
    }
    if (request.url === oidcPath + discoveryPath) {
      send(response, this.#discovery(`http://${request.headers.host}${oidcPath}`, this.#options.publicUrl));
      return;
    }
    this.#thread ??= this.#startThread();
    forward(request, response, (await this.#thread).port);
  }

  async close(): Promise<void> {
    const thread = await this.#thread;
    await thread?.worker.terminate();
  }

  /** Answered here, since every function that verifies a token asks for it and nobody else needs the thread. */
  #discovery(address: string, publicUrl: string): object {
    const pages = publicUrl + oidcPath;
    return {
      issuer: this.#options.issuer,
      authorization_endpoint: `${pages}/oauth2/authorize`,
      token_endpoint: `${pages}/oauth2/token`,
      userinfo_endpoint: `${pages}/oauth2/userInfo`,
      end_session_endpoint: `${pages}/logout`,
      jwks_uri: address + jwksPath,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      scopes_supported: ["openid", "email", "profile"],
      code_challenge_methods_supported: ["S256"],
    };
  }

  /** Made once; generating one takes longer than everything else here. */
  #signingKey(): Promise<JWK> {
    this.#key ??= readOrMakeKey(this.#options.dataDir);
    return this.#key;
  }

  async #startThread(): Promise<{ worker: Worker; port: number }> {
    const { issuer, clientId, redirectUris, clock } = this.#options;
    const key = await this.#signingKey();
    const workerData: OidcWorkerData = {
      issuer,
      clientId,
      redirectUris,
      clock,
      key,
      mountPath: oidcPath,
      jwksPath,
    };
    const worker = new Worker(new URL("./oidc-worker.ts", import.meta.url), {
      workerData,
      execArgv: ["--disable-warning=ExperimentalWarning"],
      // The library warns of settings that only matter in production.
      stdout: true,
      stderr: true,
    });
    return new Promise((resolve, reject) => {
      worker.once("error", reject);
      worker.on("message", (message: { port: number } | DirectoryQuestion) => {
        if ("port" in message) resolve({ worker, port: message.port });
        else void this.#answerThread(worker, message);
      });
    });
  }

  async #answerThread(worker: Worker, { id, as }: DirectoryQuestion): Promise<void> {
    const { people } = this.#options;
    const listed = await people.list();
    if (as === undefined) {
      worker.postMessage({ id, people: listed });
      return;
    }
    const person =
      listed.find(({ subject }) => subject === as) ??
      (await people.find(as.replace(/^mail:/, ""), undefined));
    worker.postMessage({ id, people: person === undefined ? [] : [person] });
  }
}

async function readOrMakeKey(dataDir: string | undefined): Promise<JWK> {
  const file = dataDir === undefined ? undefined : path.join(dataDir, "oidc-key.json");
  try {
    if (file !== undefined) return JSON.parse(readFileSync(file, "utf8")) as JWK;
  } catch {
    // The first run makes it.
  }
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const key: JWK = { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: "RS256", use: "sig" };
  if (file !== undefined) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  }
  return key;
}

function send(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json", "cache-control": "public, max-age=300" });
  response.end(JSON.stringify(body));
}

function forward(request: IncomingMessage, response: ServerResponse, port: number): void {
  const { method, url: path, headers } = request;
  const onward = http.request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.writeHead(502).end());
  request.pipe(onward);
}
