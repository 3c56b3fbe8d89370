import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useReader } from "../../app/me.ts";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ActDialog } from "../../work/act-dialog.tsx";
import { keepCycle } from "./cycle-data.ts";
import { cycleTexts } from "./cycle-texts.ts";

/** What takes a cycle away: before its opening it is cancelled, and an opening is taken back while nobody has started. */
export function CycleActs({ cycle }: { readonly cycle: Cycle }): VNode | null {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const { state } = cycle;
  const act = state === "planned" ? "cancel" : state === "open" || state === "scoping" ? "undo" : undefined;
  if (act === undefined) return null;
  const { button, lead } = acts[act];
  return (
    <Card title={say(cycleTexts.otherActs)} isQuiet>
      <div class="cycle-act">
        <p class="lead">{say(lead)}</p>
        <Button kind="dangerous" onClick={() => setAsking(true)}>
          {say(button)}
        </Button>
      </div>
      {isAsking && <Asking cycle={cycle} act={act} onClose={() => setAsking(false)} />}
    </Card>
  );
}

const acts = {
  cancel: {
    button: cycleTexts.cancelCycle,
    title: cycleTexts.cancelTitle,
    lead: cycleTexts.cancelLead,
    done: cycleTexts.cancelled,
    call: api.cycles.cancelCycle,
  },
  undo: {
    button: cycleTexts.undo,
    title: cycleTexts.undoTitle,
    lead: cycleTexts.undoLead,
    done: cycleTexts.undone,
    call: api.cycles.undoOpening,
  },
} as const;

interface AskingProps {
  readonly cycle: Cycle;
  readonly act: keyof typeof acts;
  readonly onClose: () => void;
}

function Asking({ cycle, act, onClose }: AskingProps): VNode {
  const say = useSay();
  const { language } = useReader();
  const { button, title, lead, done, call } = acts[act];
  const name = { title: cycle.title[language] };
  const run = useMutation({
    mutationFn: () => call({ params: { cycleId: cycle.id }, ifMatch: cycle.version }),
    onSuccess: (next) => {
      keepCycle(next);
      toast(say(done, name));
      onClose();
    },
  });
  return (
    <ActDialog
      title={say(title, name)}
      act={say(button)}
      kind="dangerous"
      cancel={say(cycleTexts.keep)}
      write={run}
      onAct={() => run.mutate()}
      onClose={onClose}
    >
      <p>{say(lead)}</p>
    </ActDialog>
  );
}
