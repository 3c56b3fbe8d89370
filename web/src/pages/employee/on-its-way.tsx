import type { ComponentChildren, VNode } from "preact";
import { useReader } from "../../app/me.ts";
import { momentOf } from "../../i18n/format.ts";
import { type Catalogue, useSay } from "../../i18n/language.ts";
import { cloudOff } from "../../ui/icons.ts";
import { Notice, SealedDraft } from "../../ui/notice.tsx";

const texts = {
  sealed: { id: "Segel diterima server {moment}.", en: "The seal was received {moment}." },
  sealedMeaning: {
    id: "Itu membuktikan isinya sudah ada pada waktu tersebut; isinya boleh menyusul sampai 24 jam setelah batas waktu.",
    en: "It proves that the content was there by then; it may follow until 24 hours after the deadline.",
  },
} as const satisfies Catalogue;

interface OnItsWayProps {
  /** When the service recorded the hash of what waits. */
  readonly sealedAt: string | undefined;
  /** What waits for a network, and what becomes of it. */
  readonly lead: string;
  readonly meaning: string;
  readonly action?: ComponentChildren;
}

/** A submission that has not arrived: why, that it is safe, and whether its time is proven. */
export function OnItsWay({ sealedAt, lead, meaning, action }: OnItsWayProps): VNode {
  const say = useSay();
  const reader = useReader();
  if (sealedAt !== undefined) {
    return (
      <SealedDraft lead={say(texts.sealed, { moment: momentOf(sealedAt, reader) })} action={action}>
        {say(texts.sealedMeaning)}
      </SealedDraft>
    );
  }
  return (
    <Notice tone="kunyit" icon={cloudOff} lead={lead} action={action} role="status">
      {meaning}
    </Notice>
  );
}
