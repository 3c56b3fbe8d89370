import { useMutation, useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { useNow, useReader } from "../../app/me.ts";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { read, refresh } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { triangleAlert } from "../../ui/icons.ts";
import { Notice } from "../../ui/notice.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { dayAt } from "../../ui/wall-clock.ts";
import { ActDialog } from "../../work/act-dialog.tsx";
import { cycleTexts } from "./cycle-texts.ts";
import { monthTitle } from "./local-time.ts";
import { indexAhead, type PeriodKind, periodsInYear, startOf, usualKind, yearAhead } from "./periods.ts";

interface PlanCycleDialogProps {
  readonly cycles: readonly Cycle[];
  readonly onClose: () => void;
}

/** Kind, year and which one; the service proposes the rest. */
export function PlanCycleDialog({ cycles, onClose }: PlanCycleDialogProps): VNode {
  const say = useSay();
  const { language, zone } = useReader();
  const [, go] = useLocation();
  const today = dayAt(useNow(), zone);
  const thisYear = Number(today.slice(0, 4));
  const agency = useQuery(read("agencies", "readAgency")).data;
  const [chosenKind, setKind] = useState<PeriodKind>();
  const kind = chosenKind ?? usualKind(agency?.preset);
  const [chosenYear, setYear] = useState<number>();
  const year = chosenYear ?? yearAhead(kind, today, cycles);
  const [chosenIndex, setIndex] = useState<number>();
  const index = chosenIndex ?? indexAhead(kind, year, today, cycles);
  const plan = useMutation({
    mutationFn: () => api.cycles.planCycle({ body: { period: { kind, year, index } } }),
    onSuccess: ({ id, title }) => {
      refresh(["cycles/listCycles"]);
      toast(say(cycleTexts.planned, { title: title[language] }));
      go(pathTo(webPaths.cycle, { id }));
    },
  });
  const changeKind = (wanted: PeriodKind) => {
    setKind(wanted);
    setIndex(undefined);
    plan.reset();
  };
  return (
    <ActDialog
      title={say(cycleTexts.plan)}
      act={say(cycleTexts.plan)}
      write={plan}
      onAct={() => plan.mutate()}
      onClose={onClose}
    >
      <p class="lead">{say(cycleTexts.planLead)}</p>
      <Segmented
        label={say(cycleTexts.kind)}
        options={(["annual", "semester", "quarter", "month"] as const).map((value) => ({
          value,
          label: say(cycleTexts[value]),
        }))}
        value={kind}
        onChange={changeKind}
      />
      {kind === "semester" && <p class="meta">{say(cycleTexts.semesterHint)}</p>}
      <div class="pair">
        <Select
          label={say(cycleTexts.year)}
          value={String(year)}
          onChange={(value) => {
            setYear(Number(value));
            setIndex(undefined);
            plan.reset();
          }}
          options={[thisYear - 1, thisYear, thisYear + 1].map((value) => ({
            value: String(value),
            label: String(value),
          }))}
        />
        {kind !== "annual" && (
          <Select
            label={say(cycleTexts.whichPeriod)}
            value={String(index)}
            onChange={(value) => {
              setIndex(Number(value));
              plan.reset();
            }}
            options={Array.from({ length: periodsInYear[kind] }, (_, at) => ({
              value: String(at + 1),
              label: periodName(at + 1),
            }))}
          />
        )}
      </div>
      {startOf(kind, year, index) <= today && (
        <Notice tone="kunyit" icon={triangleAlert}>
          {say(cycleTexts.hasBegun)}
        </Notice>
      )}
    </ActDialog>
  );

  /** "Semester II", "Juli": the year stands beside it. */
  function periodName(at: number): string {
    if (kind === "month")
      return monthTitle(`${year}-${String(at).padStart(2, "0")}-01`, language).replace(/ \d+$/, "");
    return `${say(cycleTexts[kind])} ${romans[at - 1] ?? at}`;
  }
}

const romans = ["I", "II", "III", "IV"];
