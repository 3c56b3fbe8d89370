import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { JWK } from "jose";
import type { DirectoryQuestion, LocalPerson } from "./identity-provider.ts";
import { installVirtualDate } from "./virtual-date.ts";

/** What the provider's thread is given. */
export interface OidcWorkerData {
  issuer: string;
  clientId: string;
  redirectUris: readonly string[];
  clock: SharedArrayBuffer;
  key: JWK;
  mountPath: string;
  jwksPath: string;
}

const data = workerData as OidcWorkerData;
const port = parentPort as MessagePort;
installVirtualDate(data.clock);
// Imported after the clock is in place: the library must not keep a Date of its own.
const { Provider } = await import("oidc-provider");

const waiting = new Map<number, (people: LocalPerson[]) => void>();
port.on("message", ({ id, people }: { id: number; people: LocalPerson[] }) => {
  waiting.get(id)?.(people);
  waiting.delete(id);
});

let questions = 0;
function askDirectory(as: string | undefined): Promise<LocalPerson[]> {
  const question: DirectoryQuestion = { id: ++questions, as };
  return new Promise((resolve) => {
    waiting.set(question.id, resolve);
    port.postMessage(question);
  });
}

const provider = new Provider(data.issuer, {
  clients: [
    {
      client_id: data.clientId,
      redirect_uris: [...data.redirectUris],
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  jwks: { keys: [data.key as never] },
  // The paths of Cognito's own pages, so that only the origin differs.
  routes: {
    authorization: "/oauth2/authorize",
    token: "/oauth2/token",
    userinfo: "/oauth2/userInfo",
    end_session: "/logout",
    jwks: data.jwksPath,
  },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "cognito:username"] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  ttl: { IdToken: 300, AccessToken: 300, Interaction: 3600, Session: 3600, Grant: 3600 },
  cookies: { keys: ["local"] },
  clientBasedCORS: () => true,
  interactions: { url: (_context, interaction) => `${data.mountPath}/interaction/${interaction.uid}` },
  findAccount: async (_context, subject) => {
    const person = (await askDirectory(subject))[0];
    if (person === undefined) return undefined;
    const { name, username, email } = person;
    const claims = {
      sub: subject,
      name,
      "cognito:username": username,
      email,
      email_verified: email !== undefined,
    };
    return { accountId: subject, claims: () => claims };
  },
  // Nobody is asked for consent: there is one client, the service itself.
  loadExistingGrant: async (context) => {
    const grant = new provider.Grant({
      clientId: context.oidc.client?.clientId ?? "",
      accountId: context.oidc.session?.accountId ?? "",
    });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});
provider.proxy = true;

const callback = provider.callback();
const server = createServer((request, response) => {
  const answer = request.url?.startsWith(`${data.mountPath}/interaction/`) ? chooser : library;
  void answer(request, response).catch((error: unknown) => {
    console.error(error);
    response
      .writeHead(400, { "content-type": "text/plain; charset=utf-8" })
      .end("Permintaan masuk ini sudah tidak berlaku.");
  });
});
server.listen(0, "127.0.0.1", () => port.postMessage({ port: (server.address() as AddressInfo).port }));

async function library(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Mounted as by a router: the library builds its addresses from the part that is cut off.
  const mounted = Object.assign(request, { originalUrl: request.url, baseUrl: data.mountPath });
  mounted.url = (request.url ?? "").slice(data.mountPath.length) || "/";
  await callback(mounted, response);
}

/** The page on which one taps the person to be. */
async function chooser(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { searchParams } = new URL(request.url ?? "", "http://local");
  const chosen = searchParams.get("as");
  if (request.method === "POST" && chosen !== null) {
    await provider.interactionFinished(request, response, { login: { accountId: chosen } });
    return;
  }
  await provider.interactionDetails(request, response);
  const sought = searchParams.get("cari")?.trim() || undefined;
  const people = await askDirectory(sought);
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(chooserPage(people, sought));
}

/** A city has more people than a list has room for: whoever is not on it is found by address or NIP. */
function chooserPage(people: readonly LocalPerson[], sought = ""): string {
  const rows = people.map(
    ({ subject, name, description, email }) =>
      `<form method="post" action="?as=${encodeURIComponent(subject)}"><button><b>${escapeHtml(name)}</b><span>${escapeHtml(description ?? email ?? "")}</span></button></form>`,
  );
  const nobody = sought === "" ? "Belum ada akun." : "Tidak ada akun dengan surel atau NIP itu.";
  return `<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Masuk – awan lokal</title><style>
body{font:15px/22px "Plus Jakarta Sans",system-ui,sans-serif;background:#F6F4EE;color:#1A1E2E;margin:0 auto;padding:28px 16px;max-width:420px}
h1{font-size:25px;line-height:31px;letter-spacing:-.015em}p{color:#474C5C}
button{display:block;width:100%;min-height:56px;margin:0 0 8px;padding:8px 16px;text-align:left;font:inherit;color:inherit;background:#fff;border:1px solid #8A8473;border-radius:12px;cursor:pointer}
input{box-sizing:border-box;width:100%;min-height:48px;margin:4px 0 16px;padding:8px 12px;font:inherit;color:inherit;background:#fff;border:1px solid #8A8473;border-radius:10px}
input:focus-visible,button:focus-visible,button:hover{outline:2px solid #2A3D8F}b{display:block;font-weight:650}span{color:#646876;font-size:13px}
</style><h1>Masuk sebagai siapa?</h1><p>Akun di mesin ini; tanpa kata sandi.</p>
<form><label>Surel atau NIP<input name="cari" value="${escapeHtml(sought)}"></label></form>${rows.join("") || `<p>${nobody}</p>`}</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
