import { useInfiniteQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { PageFailed } from "../../app/failure.tsx";
import { useNow, useReader } from "../../app/me.ts";
import { PageWaits } from "../../app/waiting.tsx";
import { api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { check, circleAlert, clock, minus, undo2 } from "../../ui/icons.ts";
import { Select } from "../../ui/select.tsx";
import { wallClockAt } from "../../ui/wall-clock.ts";
import { LongList } from "./long-list.tsx";
import { phaseAtHand, phasesOf } from "./monitor-phase.ts";
import {
  audienceWords,
  type LedgerEntry,
  ledgerCounts,
  ledgerStates,
  remindedWindows,
  stepWords,
  type WindowKey,
} from "./reminder-words.ts";
import { reminderTexts } from "./reminders-texts.ts";

/** What became of each step of each person in one window. */
export function Ledger({ cycle }: { readonly cycle: Cycle }): VNode {
  const say = useSay();
  const { language } = useReader();
  const now = wallClockAt(useNow(), cycle.zone);
  const [window, setWindow] = useState<WindowKey>(() => windowAtHand(cycle, now));
  const windows = remindedWindows(cycle).map(({ key, step, title }) => ({
    value: key,
    label: say(reminderTexts.windowOf, { step: say(step), title: title[language] }),
  }));
  return (
    <Card title={say(reminderTexts.ledger)}>
      <Select
        label={say(reminderTexts.window)}
        value={window}
        options={windows}
        onChange={(key) => setWindow(windows.find(({ value }) => value === key)?.value ?? window)}
      />
      <Entries key={window} cycle={cycle} window={window} />
    </Card>
  );
}

function windowAtHand(cycle: Cycle, now: string): WindowKey {
  const phase = phaseAtHand(phasesOf(cycle), now);
  return phase === undefined || phase.id === "planning" ? "planning" : `${phase.id}.report`;
}

/** As many as the service gives at once, and as many of those as are read without being asked for. */
const pageSize = 200;
const readAhead = 5;

function useEntries(cycle: Cycle["id"], window: WindowKey) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["reminders", "readReminderLedger", cycle, window],
    queryFn: ({ pageParam }) =>
      api.reminders.readReminderLedger({ query: { cycle, window, limit: pageSize, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const pages = data?.pages.length ?? 0;
  const isAhead = hasNextPage && !isFetchingNextPage && pages > 0 && pages < readAhead;
  useEffect(() => {
    if (isAhead) void fetchNextPage();
  }, [isAhead, fetchNextPage]);
  return {
    entries: data?.pages.flatMap(({ items }) => items),
    hasMore: hasNextPage,
    error,
    more: () => void fetchNextPage(),
    again: () => void refetch(),
  };
}

interface EntriesProps {
  readonly cycle: Cycle;
  readonly window: WindowKey;
}

function Entries({ cycle, window }: EntriesProps): VNode {
  const say = useSay();
  const [step, setStep] = useState("");
  const [state, setState] = useState("");
  const rowOf = useEntryRow();
  const { entries, hasMore, error, more, again } = useEntries(cycle.id, window);
  if (entries === undefined)
    return error === null ? <PageWaits /> : <PageFailed error={error} again={again} />;
  if (entries.length === 0) return <p class="reminders-hint">{say(reminderTexts.ledgerNone)}</p>;
  const ofStep = entries.filter((entry) => step === "" || entry.step === step);
  const counts = ledgerCounts(ofStep)
    .map((each) => `${each.count} ${say(reminderTexts[each.state])}`)
    .join(", ");
  const shown = ofStep.filter((entry) => state === "" || entry.state === state);
  const steps = [...new Set(entries.map((entry) => entry.step))].sort();
  return (
    <>
      <div class="reminders-filters">
        <Select
          label={say(reminderTexts.step)}
          value={step}
          options={[
            { value: "", label: say(reminderTexts.allSteps) },
            ...steps.map((each) => {
              const { text, values } = stepWords(each);
              return { value: each, label: say(text, values) };
            }),
          ]}
          onChange={setStep}
        />
        <Select
          label={say(reminderTexts.state)}
          value={state}
          options={[
            { value: "", label: say(reminderTexts.allStates) },
            ...ledgerStates.map((each) => ({ value: each, label: say(reminderTexts[each]) })),
          ]}
          onChange={setState}
        />
      </div>
      <p class="reminders-hint" role="status">
        <strong>
          {say(hasMore ? reminderTexts.ledgerFirst : reminderTexts.ledgerCounts, {
            count: ofStep.length,
            counts,
          })}
        </strong>
      </p>
      {shown.length === 0 && <p class="reminders-hint">{say(reminderTexts.ledgerNoneSuch)}</p>}
      <LongList
        label={say(reminderTexts.ledger)}
        items={shown}
        keyOf={keyOf}
        rowOf={rowOf}
        restText={reminderTexts.rest}
      />
      {hasMore && <Button onClick={more}>{say(reminderTexts.more)}</Button>}
    </>
  );
}

function keyOf({ personId, audience, step, at }: LedgerEntry): string {
  return `${personId} ${audience} ${step} ${at}`;
}

const looks = {
  sent: { tone: "daun", icon: check },
  skipped: { tone: "abu", icon: minus },
  unknown: { tone: "kunyit", icon: circleAlert },
  claimed: { tone: "nila", icon: clock },
} as const;

function useEntryRow() {
  const say = useSay();
  const reader = useReader();
  return ({ name, audience, step, state, at, why, bouncedAt }: LedgerEntry) => {
    const { text, values } = stepWords(step);
    const { tone, icon } = looks[state];
    return {
      title: name,
      detail: (
        <>
          {say(audienceWords(audience))}, {say(text, values)}, {momentOf(at, reader)}
          {why !== undefined && <div>{say(why)}</div>}
          {state === "unknown" && <div>{say(reminderTexts.unknownMeaning)}</div>}
        </>
      ),
      end: (
        <span class="row">
          {bouncedAt !== undefined && (
            <Chip tone="secang" icon={undo2}>
              {say(reminderTexts.bounced)}
            </Chip>
          )}
          <Chip tone={tone} icon={icon}>
            {say(reminderTexts[state])}
          </Chip>
        </span>
      ),
    };
  };
}
