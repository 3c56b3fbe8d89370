import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useReader } from "../../app/me.ts";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { ActDialog } from "../../work/act-dialog.tsx";
import { keepCycle } from "./cycle-data.ts";
import { cycleTexts } from "./cycle-texts.ts";

interface CycleEvaluationsProps {
  readonly cycle: Cycle;
  /** What is to be added, as the data check says it. */
  readonly fix: string;
}

/** Mends what part-time PPPK lack in a planned cycle; what an opening has frozen stays as it is. */
export function CycleEvaluations({ cycle, fix }: CycleEvaluationsProps): VNode {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  if (cycle.state !== "planned") return <p class="meta">{say(cycleTexts.evaluationsFrozen)}</p>;
  return (
    <div>
      <Button onClick={() => setAsking(true)}>{say(cycleTexts.addEvaluations)}</Button>
      {isAsking && <Asking cycle={cycle} fix={fix} onClose={() => setAsking(false)} />}
    </div>
  );
}

interface AskingProps extends CycleEvaluationsProps {
  readonly onClose: () => void;
}

function Asking({ cycle, fix, onClose }: AskingProps): VNode {
  const say = useSay();
  const { language } = useReader();
  const add = useMutation({
    mutationFn: () =>
      api.cycles.addEvaluations({ params: { cycleId: cycle.id }, body: { kind: "PPPK_PARUH_WAKTU" } }),
    onSuccess: (next) => {
      const known = new Set(cycle.evaluations.map(({ id }) => id));
      const added = next.evaluations.filter(({ id }) => !known.has(id));
      toast(
        say(cycleTexts.evaluationsAdded, {
          evaluations: added.map(({ title }) => title[language]).join(", "),
        }),
      );
      keepCycle(next);
      onClose();
    },
  });
  return (
    <ActDialog
      title={say(cycleTexts.addEvaluationsTitle)}
      act={say(cycleTexts.addEvaluations)}
      cancel={say(cycleTexts.keep)}
      write={add}
      onAct={() => add.mutate()}
      onClose={onClose}
    >
      <p>{fix}</p>
      <p>{say(cycleTexts.addEvaluationsEffect)}</p>
    </ActDialog>
  );
}
