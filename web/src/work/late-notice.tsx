import type { ComponentChildren, VNode } from "preact";
import type { LateArrival } from "#shared/cycles/states.ts";
import { capitalised } from "#shared/platform/text.ts";
import { useReader } from "../app/me.ts";
import { momentOf } from "../i18n/format.ts";
import { type Catalogue, useSay } from "../i18n/language.ts";
import { hourglass } from "../ui/icons.ts";
import { Notice } from "../ui/notice.tsx";
import { arrivalNames } from "./arrival-names.ts";

const texts = {
  late: { id: "Tiba terlambat", en: "Came late" },
  facts: {
    id: "Batas waktu {closes}, tiba {received}. Server terakhir melayani pegawai ini {seen}.",
    en: "Due {closes}, received {received}. The server had last answered this person {seen}.",
  },
  claimed: {
    id: "Menurut perangkatnya isian disegel {moment}; itu tidak dapat dibuktikan.",
    en: "By the device's own clock it was sealed {moment}; that cannot be proven.",
  },
} as const satisfies Catalogue;

const minute = 60_000;

interface LateNoticeProps {
  readonly late: {
    readonly arrival: LateArrival;
    readonly closesAt: string;
    readonly receivedAt: string;
    readonly lastSeenAt: string;
    readonly claimedAt?: string | undefined;
  };
  readonly action?: ComponentChildren;
  /** What follows from it for the reader. */
  readonly children?: ComponentChildren;
}

/** That a submission came after its deadline: what the service knows of that, and what the device only claims. */
export function LateNotice({ late, action, children }: LateNoticeProps): VNode {
  const say = useSay();
  const reader = useReader();
  const moment = (instant: string) => momentOf(instant, reader);
  const { arrival, closesAt, receivedAt, lastSeenAt, claimedAt } = late;
  // It names the first moment that is too late; people know the last minute that counts.
  const lastMinute = new Date(Date.parse(closesAt) - minute).toISOString();
  const facts = { closes: moment(lastMinute), received: moment(receivedAt), seen: moment(lastSeenAt) };
  const isAccepted = arrival === "late-accepted";
  return (
    <Notice tone="kunyit" icon={hourglass} lead={`${say(texts.late)}.`} action={action}>
      {say(texts.facts, facts)} {claimedAt !== undefined && say(texts.claimed, { moment: moment(claimedAt) })}{" "}
      {isAccepted && `${capitalised(say(arrivalNames[arrival]))}. `}
      {children}
    </Notice>
  );
}
