import type { VNode } from "preact";
import { windowSentences } from "#shared/cycles/messages.ts";
import type { Text } from "#shared/platform/text.ts";
import { useReader } from "../app/me.ts";
import { momentOf } from "../i18n/format.ts";
import { useSay } from "../i18n/language.ts";
import { ClosedState } from "../ui/notice.tsx";
import type { WindowStanding } from "./windows.ts";

interface ClosedWindowProps {
  readonly standing: WindowStanding;
  /** The official name of its step: "Perencanaan SKP". */
  readonly step: Text;
}

/** Which window is not open, until or since when, that nothing is lost, and who can extend it. */
export function ClosedWindow({ standing: { state, opensAt, closesAt }, step }: ClosedWindowProps): VNode {
  const say = useSay();
  const reader = useReader();
  return (
    <ClosedState>
      {say(windowSentences[state], {
        step: say(step),
        opensAt: momentOf(opensAt, reader),
        closesAt: momentOf(closesAt, reader),
      })}
    </ClosedState>
  );
}
