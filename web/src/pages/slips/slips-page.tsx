import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { webPaths } from "#shared/platform/web-paths.ts";
import { TaskPage } from "../../app/page.tsx";
import { useSay } from "../../i18n/language.ts";
import type { Slip } from "./slip.tsx";
import { SlipChoice } from "./slip-choice.tsx";
import { SlipSheets } from "./slip-sheets.tsx";
import { slipTexts } from "./texts.ts";

interface Shown {
  readonly slips: readonly Slip[];
  readonly asked: number;
}

/** Activation slips of a unit: chosen, looked at, printed. What stands on them is in this page's memory alone. */
export function SlipsPage(): VNode {
  const say = useSay();
  const [shown, setShown] = useState<Shown>();
  return (
    <TaskPage title={say(slipTexts.title)} back={{ href: webPaths.people, label: say(slipTexts.back) }}>
      {shown === undefined ? (
        <SlipChoice onReady={(slips, asked) => setShown({ slips, asked })} />
      ) : (
        <SlipSheets {...shown} onDone={() => setShown(undefined)} />
      )}
    </TaskPage>
  );
}
