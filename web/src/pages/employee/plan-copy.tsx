import { useMutation, useQueries } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import { useCycle } from "../../data/cycles.ts";
import { queries, read } from "../../data/queries.ts";
import { common } from "../../i18n/common.ts";
import { dateOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Failed } from "./plan-failed.tsx";
import { planTexts as texts } from "./plan-texts.ts";
import type { PlanDesk } from "./use-plan.ts";

interface CopyPlanProps {
  readonly desk: PlanDesk;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Beginning from what I planned before: an earlier part or cycle of my own. */
export function CopyPlan({ desk, isOpen, onClose }: CopyPlanProps): VNode {
  const say = useSay();
  const [from, setFrom] = useState<string>();
  const sources = useSources(desk, isOpen);
  const params = { cycleId: desk.part.cycleId, partId: desk.part.id };
  const copy = useMutation({
    mutationFn: (part: string) => api.plans.copyPlan({ params, body: { from: part as never } }),
    onSuccess: (plan) => {
      queries.setQueryData(read("plans", "readPlan", { params }).queryKey, plan);
      const count = (plan.draft?.results.length ?? 0) - (desk.view.draft?.results.length ?? 0);
      toast(count === 0 ? say(texts.copiedNone) : say(texts.copied, { count }));
      onClose();
    },
  });
  return (
    <Dialog
      isOpen={isOpen}
      title={say(texts.copy)}
      closeLabel={say(common.close)}
      onClose={onClose}
      {...(sources.length > 0 && {
        foot: (
          <Button
            kind="primary"
            isBusy={copy.isPending}
            missing={from === undefined && say(texts.chooseOne)}
            onClick={() => from !== undefined && copy.mutate(from)}
          >
            {say(texts.copyThis)}
          </Button>
        ),
      })}
    >
      <div class="stack">
        <p>{say(texts.copyMeaning)}</p>
        {sources.length === 0 ? (
          <p class="lead">{say(texts.noSource)}</p>
        ) : (
          <Segmented
            label={say(texts.copy)}
            layout="list"
            isLabelUnseen
            options={sources}
            value={from}
            onChange={setFrom}
          />
        )}
        <Failed error={copy.error} />
      </div>
    </Dialog>
  );
}

/** My other parts that have a plan, by cycle and days. */
function useSources({ part }: PlanDesk, isOpen: boolean) {
  const say = useSay();
  const language = useLanguage();
  const { cycles = [] } = useCycle();
  const known = cycles.filter(({ state }) => state !== "planned" && state !== "cancelled");
  const answers = useQueries({
    queries: known.map(({ id }) => ({
      ...read("cycles", "listParts", { params: { cycleId: id }, query: {} }),
      enabled: isOpen,
    })),
  });
  return known.flatMap((cycle, at) =>
    (answers[at]?.data?.items ?? [])
      .filter(({ id, plan }) => id !== part.id && plan.submittedVersion > 0)
      .map(({ id, from, to }) => ({
        value: id as string,
        label: `${say(cycle.title)}, ${say(texts.partOf, { from: dateOf(from, language), to: dateOf(to, language) })}`,
      })),
  );
}
