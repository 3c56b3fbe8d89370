import { Temporal } from "../platform/clock.ts";
import type { PartId } from "../platform/part-id.ts";
import type { Proofs } from "../platform/proofs.ts";
import type { WindowKey } from "./model.ts";

/** The part and the window that a token is for. */
interface Place {
  readonly part: PartId;
  readonly window: WindowKey;
}

/** What a token proves: when the service last answered its holder, and which token it is, so that it is used once. */
export interface WindowToken {
  readonly seenAt: Temporal.Instant;
  readonly nonce: string;
}

const nonceBytes = 12;

/** What a device takes along while a window is open, beside the draft: the time by the service's clock, signed. */
export function writeWindowToken(proofs: Proofs, place: Place, now: Temporal.Instant): string {
  const random = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const body = `${now.epochMilliseconds}.${Buffer.from(random).toString("base64url")}`;
  return `${body}.${proofs.write("window", textOf(place, body))}`;
}

/** The token behind a text that we wrote for this login, part and window; undefined for any other. */
export function readWindowToken(proofs: Proofs, place: Place, text: string): WindowToken | undefined {
  const [at = "", nonce = "", proof = "", ...rest] = text.split(".");
  const isOurs = rest.length === 0 && proofs.holds("window", textOf(place, `${at}.${nonce}`), proof);
  if (!isOurs) return undefined;
  return { seenAt: Temporal.Instant.fromEpochMilliseconds(Number(at)), nonce };
}

function textOf({ part, window }: Place, body: string): string {
  return `${part}\n${window}\n${body}`;
}
