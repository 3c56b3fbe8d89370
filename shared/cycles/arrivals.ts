import { readAgency } from "../agencies/store.ts";
import { isoInstant, Temporal } from "../platform/clock.ts";
import { placeOfPart } from "../platform/part-id.ts";
import type { CallContext } from "../platform/serve.ts";
import { arrivalOf } from "./late-arrival.ts";
import type { Cycle, WindowKey } from "./model.ts";
import { outageCovers } from "./outages.ts";
import type { Part } from "./part.ts";
import { type Lateness, receiptsOfPart } from "./receipts.ts";
import { type Sealed, sealEntity } from "./seals.ts";
import type { Arrival } from "./states.ts";
import { isWindowOpen, type Standing, windowAtHand, windowRefusal } from "./window-gate.ts";
import { readWindowToken, type WindowToken, writeWindowToken } from "./window-token.ts";
import { findWindow, windowVerdict } from "./windows.ts";

type Windows = readonly [WindowKey, ...WindowKey[]];

/** How a submission arrived; late ones with what is known and claimed of it. */
export interface Arrived {
  readonly arrival: Arrival;
  readonly lateness?: Lateness;
}

export interface Submission {
  readonly part: Part;
  /** Those that admit it; the last one's deadline is what it is held against. */
  readonly windows: Windows;
  readonly hash: string;
  readonly sent: Sealed;
  /** A result was shown already. */
  readonly published: boolean;
}

/**
 * On time while a window is open; after it only what was sealed: proven by its hash, or, with an unused token, by the
 * agency's rule. Else the refusal names the window. Only what comes late costs further reads.
 */
export async function requireArrival(context: CallContext, submission: Submission): Promise<Arrived> {
  const { part, windows, sent } = submission;
  const standing = await windowAtHand(context, part.cycleId, windows, part.unit);
  if (isWindowOpen(standing)) return { arrival: "on-time" };
  if (standing.verdict.state !== "closed" || sent.sealed !== true)
    throw windowRefusal(standing, context.language);
  const arrived = await lateArrival(context, submission, standing);
  if (arrived === undefined) throw windowRefusal(standing, context.language);
  return arrived;
}

async function lateArrival(
  context: CallContext,
  submission: Submission,
  standing: Standing,
): Promise<Arrived | undefined> {
  const { table, now } = context;
  const { part, hash, sent, published } = submission;
  const closesAt = Temporal.Instant.from(standing.verdict.closesAt);
  const seal = await table.get(sealEntity, { part: part.id, hash });
  const token = await unusedToken(context, submission, standing);
  const policy = token === undefined ? "refuse" : (await readAgency(table)).settings.lateArrival;
  const mayCover = token !== undefined && policy === "accept-in-outage";
  const arrival = arrivalOf({
    closesAt,
    receivedAt: now,
    ...(seal === undefined ? {} : { hashRecordedAt: Temporal.Instant.from(seal.receivedAt) }),
    sealedOffline: token !== undefined,
    outageCoversGap: mayCover && (await outageCovers(table, { from: token.seenAt, to: closesAt })),
    published,
    policy,
  });
  if (arrival === "refused") return undefined;
  if (arrival === "on-time" || arrival === "on-time-proven" || token === undefined) return { arrival };
  return { arrival, lateness: latenessOf(token, standing, sent) };
}

/** The token, if no receipt of the part names it. It is of before the deadline: windows only grow, and later none is given. */
async function unusedToken(
  { table, proofs }: CallContext,
  { part, sent: { windowToken } }: Submission,
  { named }: Standing,
): Promise<WindowToken | undefined> {
  if (windowToken === undefined) return undefined;
  const token = readWindowToken(proofs, { part: part.id, window: named.key }, windowToken);
  if (token === undefined) return undefined;
  const { receipt } = await table.queryTogether(receiptsOfPart(placeOfPart(part.id)));
  return receipt.some(({ lateness }) => lateness?.token === token.nonce) ? undefined : token;
}

function latenessOf({ seenAt, nonce }: WindowToken, { verdict }: Standing, { sealedAt }: Sealed): Lateness {
  return {
    closesAt: verdict.closesAt,
    lastSeenAt: isoInstant(seenAt),
    ...(sealedAt === undefined ? {} : { claimedAt: sealedAt }),
    token: nonce,
  };
}

/** The token that a reading takes along for what is submitted in these windows; null while none of them is open. */
export function windowTokenOf(
  { proofs, now }: Pick<CallContext, "proofs" | "now">,
  { id, unit }: Part,
  cycle: Cycle,
  windows: Windows,
): string | null {
  const isOpen = windows.some((key) => {
    const named = findWindow(cycle, key);
    return named !== undefined && windowVerdict(cycle, named, now, unit).state === "open";
  });
  const window = windows.at(-1);
  return isOpen && window !== undefined ? writeWindowToken(proofs, { part: id, window }, now) : null;
}
