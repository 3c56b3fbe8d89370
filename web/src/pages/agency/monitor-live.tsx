import type { VNode } from "preact";
import { useNow, useReader } from "../../app/me.ts";
import { momentOf, secondOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { LiveMark } from "../../ui/live-mark.tsx";
import type { Monitor } from "./monitor-data.ts";
import { monitorTexts } from "./monitor-texts.ts";

/** As of when the figures are, to the second; and whether they still come in. */
export function Live({ monitor: { at, isLive } }: { readonly monitor: Monitor }): VNode {
  const now = useNow();
  if (at !== undefined) return <AsOf at={at} isLive={isLive} />;
  // Until then as wide as it will be: what stands below keeps its place.
  return (
    <span class="monitor-live-to-come" aria-hidden="true">
      <AsOf at={now} isLive />
    </span>
  );
}

function AsOf({ at, isLive }: { readonly at: string; readonly isLive: boolean }): VNode {
  const say = useSay();
  const reader = useReader();
  const zone = momentOf(at, reader).split(" ").at(-1);
  return (
    <LiveMark isLive={isLive}>
      {say(isLive ? monitorTexts.live : monitorTexts.notLive)}{" "}
      <strong class="figures">
        {secondOf(at, reader)} {zone}
      </strong>
    </LiveMark>
  );
}
