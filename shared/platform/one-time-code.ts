import { createHmac, timingSafeEqual } from "node:crypto";
import { type Id, idSchema } from "./ids.ts";
import { deriveKey } from "./secrets.ts";

/** What a letter, a slip or a link may be about. */
type Purpose = "invitation" | "confirmation";

/** What such a text carries: which agency, which item, the how manieth of its texts; and the proof that we wrote it. */
export interface OneTimeCode<P extends Purpose> {
  readonly agencyId: Id<"agency">;
  readonly id: Id<P>;
  readonly number: number;
}

/** The code as a text of about 90 characters without anything that a link must escape. */
export function writeOneTimeCode<P extends Purpose>(
  tokenKey: string,
  purpose: P,
  { agencyId, id, number }: OneTimeCode<P>,
): string {
  const body = `${agencyId}.${id}.${number}`;
  return `${body}.${proof(tokenKey, purpose, body)}`;
}

/** The code behind a text that we wrote for this purpose; undefined for any other, and where there is no key ("", none before). */
export function readOneTimeCode<P extends Purpose>(
  tokenKey: string,
  purpose: P,
  text: string,
): OneTimeCode<P> | undefined {
  if (tokenKey === "") return undefined;
  const [agency, item, number, mac, ...rest] = text.split(".");
  const agencyId = idSchema("agency").safeParse(agency);
  const id = idSchema(purpose).safeParse(item);
  if (!agencyId.success || !id.success || !/^\d{1,4}$/.test(number ?? "") || rest.length > 0)
    return undefined;
  const expected = Buffer.from(proof(tokenKey, purpose, `${agency}.${item}.${number}`));
  const given = Buffer.from(mac ?? "");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return { agencyId: agencyId.data, id: id.data as Id<P>, number: Number(number) };
}

/** 128 bits of HMAC, under a key of the purpose's own. */
function proof(tokenKey: string, purpose: Purpose, body: string): string {
  const mac = createHmac("sha256", deriveKey(tokenKey, purpose)).update(body).digest();
  return mac.subarray(0, 16).toString("base64url");
}
