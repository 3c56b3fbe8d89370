import { useMutation, useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { announce } from "../../app/announce.tsx";
import { useNow, useReader } from "../../app/me.ts";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { read, refresh } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { Timeline } from "../../ui/timeline.tsx";
import { columnWidth } from "../../ui/timeline-days.ts";
import { wallClockAt } from "../../ui/wall-clock.ts";
import { Refusal } from "../../work/refusal.tsx";
import { CycleActs } from "./cycle-acts.tsx";
import { CycleAgenda, CycleWindows } from "./cycle-agenda.tsx";
import { ChosenCard } from "./cycle-chosen.tsx";
import { keepCycle, useMailDays } from "./cycle-data.ts";
import { HolidaysCard, useDaysOff } from "./cycle-holidays.tsx";
import { type Drawing, frameOf, lanesOf, mailsOf } from "./cycle-lanes.ts";
import { OpeningCard } from "./cycle-opening-card.tsx";
import { changesOf, type OpeningChange, problemsOf } from "./cycle-problems.ts";
import { cycleTexts } from "./cycle-texts.ts";
import { pictureAtHand, picturesOf, stateOf, type WindowChanges } from "./cycle-windows.ts";
import { dateOfTime, monthTitle } from "./local-time.ts";
import { useAddress } from "./use-address.ts";

/** The windows on their days, and below them what is chosen; of a planned cycle all can be changed. */
export function CycleSchedule({ cycle }: { readonly cycle: Cycle }): VNode {
  const say = useSay();
  const { language } = useReader();
  const { said, to } = useAddress();
  const [, go] = useLocation();
  const now = wallClockAt(useNow(), cycle.zone);
  const [changes, setChanges] = useState<WindowChanges>({});
  const [opening, setOpening] = useState<OpeningChange>({});
  const pictures = picturesOf(cycle, changes);
  const wanted = said.get("jendela") ?? undefined;
  const part = said.get("bagian");
  const picture =
    pictures.find(({ windows }) => windows.some(({ key }) => key === wanted)) ??
    pictures.find(({ key }) => key === part) ??
    pictureAtHand(pictures, now);
  const mails = useMailDays(cycle);
  const { data: agency } = useQuery(read("agencies", "readAgency"));
  const organisationsSet = useOrganisationsSet(cycle, picture?.evaluation?.id);
  const daysOff = useDaysOff();
  const card = useFocusOn(wanted);
  if (picture === undefined) return <Card>{say(cycleTexts.none)}</Card>;

  const { objection, workingWeek } = agency?.settings ?? {};
  const atHand = picture.windows.find(
    (window) => stateOf(window, now) === "open" && window.step !== "progress",
  );
  const chosen = wanted ?? (atHand ?? picture.windows[0])?.key;
  const choose = (key: string) => go(to({ jendela: key }), { replace: wanted !== undefined });
  const shown = mailsOf(picture, mails);
  const frame = frameOf(picture, shown);
  const drawing: Drawing = {
    say,
    language,
    mails,
    organisationsSet,
    objectionDays: objection?.days,
    column: columnWidth(frame),
    chosen,
    choose,
  };
  const problems = problemsOf(cycle, changes, opening);
  return (
    <>
      {pictures.length > 1 && (
        <Parts
          parts={pictures.map(({ key, evaluation }) => ({
            value: key,
            label: evaluation?.title[language] ?? say(cycleTexts.planning),
          }))}
          value={picture.key}
          onChange={(key) => go(to({ bagian: key, jendela: undefined }), { replace: true })}
        />
      )}
      <div class="cycle-wide">
        <Card>
          <Timeline
            label={say(cycleTexts.scheduleOf, { title: cycle.title[language] })}
            {...frame}
            today={dateOfTime(now)}
            holidays={new Set(daysOff.map(({ date }) => date))}
            workWeek={workingWeek === "six-days" ? 6 : 5}
            lanes={lanesOf(picture, drawing)}
            monthName={(date) => monthTitle(date, language)}
            legend={{ holiday: say(cycleTexts.holiday), weekend: say(cycleTexts.weekend) }}
          />
        </Card>
      </div>
      <div class="cycle-narrow">
        <CycleWindows picture={picture} now={now} chosen={chosen} hrefOf={(key) => to({ jendela: key })} />
      </div>
      <div class="three-panes">
        <ChosenCard
          card={card}
          cycle={cycle}
          picture={picture}
          chosen={chosen}
          now={now}
          mails={shown}
          change={{ changes, setChanges, opening, setOpening, problems }}
        />
        <HolidaysCard {...frame} daysOff={daysOff} picture={picture} />
        <OpeningCard cycle={cycle} hrefOf={to} />
      </div>
      <div class="cycle-narrow">
        <CycleAgenda picture={picture} mails={mails} today={dateOfTime(now)} daysOff={daysOff} />
      </div>
      <CycleActs cycle={cycle} />
      <Saving
        cycle={cycle}
        changes={changes}
        opening={opening}
        isSound={Object.keys(problems).length === 0}
        onDone={() => {
          setChanges({});
          setOpening({});
        }}
      />
    </>
  );
}

interface PartsProps {
  readonly parts: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Which picture is shown, where a year has several. */
function Parts({ parts, value, onChange }: PartsProps): VNode {
  const label = useSay()(cycleTexts.part);
  // Beside each other as long as they fit on a phone.
  if (parts.length > 3) return <Select label={label} options={parts} value={value} onChange={onChange} />;
  return <Segmented label={label} isLabelUnseen options={parts} value={value} onChange={onChange} />;
}

/** How many organisation predicates an evaluation has; none are asked for before the cycle runs. */
function useOrganisationsSet(cycle: Cycle, evaluation: string | undefined): number | undefined {
  const { data } = useQuery({
    ...read("appraisals", "listOrganisationPredicates", {
      query: { cycle: cycle.id, evaluation: evaluation ?? "", limit: 200 },
    }),
    enabled: evaluation !== undefined && (cycle.state === "open" || cycle.state === "closed"),
  });
  return data?.items.length;
}

/** What was chosen is where the eye goes next: below the picture, and on a phone below the fold. */
function useFocusOn(chosen: string | undefined) {
  const card = useRef<HTMLElement>(null);
  const before = useRef(chosen);
  useEffect(() => {
    if (chosen !== undefined && chosen !== before.current) card.current?.focus();
    before.current = chosen;
  }, [chosen]);
  return card;
}

interface SavingProps {
  readonly cycle: Cycle;
  readonly changes: WindowChanges;
  readonly opening: OpeningChange;
  readonly isSound: boolean;
  readonly onDone: () => void;
}

/** At the foot as long as something is not saved, wherever on the page one is. */
function Saving({ cycle, changes, opening, isSound, onDone }: SavingProps): VNode | null {
  const say = useSay();
  const { count, ...body } = changesOf(cycle, changes, opening);
  const save = useMutation({
    mutationFn: () => api.cycles.changeCycle({ params: { cycleId: cycle.id }, body, ifMatch: cycle.version }),
    onSuccess: (saved) => {
      keepCycle(saved);
      onDone();
      toast(say(cycleTexts.saved));
      announce(say(cycleTexts.saved));
    },
    // Somebody else may have saved: what they changed shows, and saving again goes upon it.
    onError: () => refresh(["cycles/readCycle"]),
  });
  if (count === 0) return null;
  return (
    <>
      <Refusal error={save.error} />
      <StickyFoot>
        <span>
          <strong>{say(cycleTexts.changed, { count })}</strong>
          <br />
          <span class="meta">{say(cycleTexts.nobodyTold)}</span>
        </span>
        <span class="row">
          <Button
            onClick={() => {
              save.reset();
              onDone();
            }}
          >
            {say(cycleTexts.discard)}
          </Button>
          <Button
            kind="primary"
            isBusy={save.isPending}
            missing={!isSound && say(cycleTexts.correctFirst)}
            onClick={() => save.mutate()}
          >
            {say(cycleTexts.save)}
          </Button>
        </span>
      </StickyFoot>
    </>
  );
}
