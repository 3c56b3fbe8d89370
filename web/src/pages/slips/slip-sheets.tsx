import type { VNode } from "preact";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { printer } from "../../ui/icons.ts";
import { InfoNotice } from "../../ui/notice.tsx";
import { type Slip, SlipPaper } from "./slip.tsx";
import { slipTexts } from "./texts.ts";
import "./slips.css";

interface SlipSheetsProps {
  readonly slips: readonly Slip[];
  /** How many were asked for: some may have been used meanwhile. */
  readonly asked: number;
  readonly onDone: () => void;
}

/** The slips as they will lie on paper, four to a page of A4. Nothing of them is kept once this is left. */
export function SlipSheets({ slips, asked, onDone }: SlipSheetsProps): VNode {
  const say = useSay();
  const missing = asked - slips.length;
  return (
    <div class="stack">
      <div class="stack slip-tools">
        <InfoNotice lead={say(slipTexts.secretLead)}>{say(slipTexts.secretMeaning)}</InfoNotice>
        {missing > 0 && <InfoNotice>{say(slipTexts.fewer, { count: missing })}</InfoNotice>}
        <div class="row">
          <Button kind="primary" icon={printer} onClick={() => window.print()}>
            {say(slipTexts.print)}
          </Button>
          <Button onClick={onDone}>{say(slipTexts.done)}</Button>
        </div>
      </div>
      <div class="slips">
        {slips.map((slip) => (
          <SlipPaper key={slip.memberId} slip={slip} />
        ))}
      </div>
    </div>
  );
}
