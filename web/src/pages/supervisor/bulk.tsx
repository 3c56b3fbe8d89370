import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { initialsOf } from "../../app/initials.ts";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import type { TeamRow } from "../../data/inbox.ts";
import { refresh } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { LinkButton } from "../../ui/link.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import { Refusal } from "../../work/refusal.tsx";
import { evaluationOf } from "./queue.ts";
import { beginSitting } from "./sitting.ts";
import { supervisorTexts as texts } from "./texts.ts";

interface BulkListProps {
  readonly cycle: Cycle;
  readonly rows: readonly TeamRow[];
  readonly onEnd: () => void;
}

/** The service fills at most so many at once. */
const mostAtOnce = 100;

/** Several people get a draft “Sesuai” at once; then each is looked at and made final alone. */
export function BulkList({ cycle, rows, onEnd }: BulkListProps): VNode {
  const say = useSay();
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // Who has a draft already keeps it.
  const free = rows.filter(({ waiting }) => waiting.every(({ state }) => state !== "drafted"));
  const picked = free.filter(({ part }) => chosen.has(part));
  const fill = useMutation({
    mutationFn: () => fillDrafts(cycle, picked),
    onSuccess: ({ drafted, kept }) => {
      toast(say(texts.bulkDone, { drafted, kept }));
      refresh(["appraisals/readEvaluation"]);
      beginSitting(picked);
      const [first] = picked;
      if (first !== undefined) navigate(pathTo(webPaths.rating, { part: first.part }));
    },
  });
  const toggle = (part: string) => {
    const next = new Set(chosen);
    if (!next.delete(part)) next.add(part);
    setChosen(next);
  };
  return (
    <>
      <Card
        title={say(texts.ready, { count: free.length })}
        isQuiet
        action={
          <span class="row">
            <LinkButton
              isAlone
              onClick={() => setChosen(new Set(free.slice(0, mostAtOnce).map(({ part }) => part)))}
            >
              {say(texts.pickAll)}
            </LinkButton>
            <LinkButton isAlone onClick={onEnd}>
              {say(texts.pickNone)}
            </LinkButton>
          </span>
        }
      >
        <ul class="pick-list">
          {free.map((row) => (
            <li key={row.part}>
              <label class="pick">
                <input
                  type="checkbox"
                  checked={chosen.has(row.part)}
                  aria-label={say(texts.pickPerson, { name: row.name })}
                  onChange={() => toggle(row.part)}
                />
                <Avatar initials={initialsOf(row.name)} size="middle" />
                <span class="pick-name">
                  <strong>{row.name}</strong>
                  <span class="meta">{row.post}</span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </Card>
      <Refusal error={fill.error} />
      <StickyFoot>
        <p class="meta">{say(texts.bulkMeaning)}</p>
        <Button
          kind="primary"
          isWide
          isBusy={fill.isPending}
          missing={picked.length === 0 && say(texts.bulkMissing)}
          onClick={() => fill.mutate()}
        >
          {say(texts.bulk, { count: picked.length })}
        </Button>
      </StickyFoot>
    </>
  );
}

/** One request for each evaluation that the chosen people wait in; nearly always one. */
async function fillDrafts(cycle: Cycle, rows: readonly TeamRow[]) {
  const parts = new Map<string, TeamRow["part"][]>();
  for (const row of rows) {
    const evaluation = evaluationOf(row, null);
    if (evaluation !== undefined) parts.set(evaluation, [...(parts.get(evaluation) ?? []), row.part]);
  }
  const outcomes: string[] = [];
  for (const [evaluationId, ids] of parts) {
    const params = { cycleId: cycle.id, evaluationId };
    const { items } = await api.appraisals.draftInBulk({ params, body: { parts: ids } });
    outcomes.push(...items.map(({ outcome }) => outcome));
  }
  const count = (of: string) => outcomes.filter((outcome) => outcome === of).length;
  return { drafted: count("drafted"), kept: count("kept") };
}
