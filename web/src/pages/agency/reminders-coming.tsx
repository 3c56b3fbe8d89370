import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useNow, useReader } from "../../app/me.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { dateOf, daysAway, timeOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { LinkButton } from "../../ui/link.tsx";
import { audienceWords, byDay, type ComingStep, remindedWindows, stepWords } from "./reminder-words.ts";
import { reminderTexts } from "./reminders-texts.ts";

interface ComingProps {
  readonly steps: readonly ComingStep[];
  readonly cycle: Cycle;
}

const firstDays = 4;

/** Every step to come by its day: for whom, before which deadline, and why on that day. */
export function Coming({ steps, cycle }: ComingProps): VNode {
  const say = useSay();
  const reader = useReader();
  const now = useNow();
  const [isWhole, setWhole] = useState(false);
  const days = byDay(steps);
  const rest = days.length - firstDays;
  return (
    <Card title={say(reminderTexts.coming)}>
      {days.length === 0 && <p class="meta">{say(reminderTexts.comingNone)}</p>}
      <ol class="coming">
        {days.slice(0, isWhole ? undefined : firstDays).map(([day, ofDay]) => {
          const [first] = ofDay;
          return (
            <li key={day}>
              <h3>{dateOf(day, reader.language)}</h3>
              {first !== undefined && (
                <p class="meta">
                  {say(reminderTexts.dayAt, {
                    days: daysAway(first.at, now, reader),
                    time: timeOf(first.at, reader),
                  })}
                </p>
              )}
              <ul class="coming-steps">
                {ofDay.map((step) => (
                  <li key={`${step.window} ${step.audience} ${step.step} ${step.calendar}`}>
                    <Step step={step} cycle={cycle} />
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ol>
      {!isWhole && rest > 0 && (
        <LinkButton isAlone onClick={() => setWhole(true)}>
          {say(reminderTexts.comingRest, { count: rest })}
        </LinkButton>
      )}
    </Card>
  );
}

function Step({ step, cycle }: { readonly step: ComingStep; readonly cycle: Cycle }): VNode {
  const say = useSay();
  const reader = useReader();
  const { text, values } = stepWords(step.step);
  const window = remindedWindows(cycle).find(({ key }) => key === step.window);
  return (
    <>
      <strong>{say(audienceWords(step.audience))}</strong>, {say(text, values)}
      <div class="caption">
        {window &&
          say(reminderTexts.windowOf, { step: say(window.step), title: window.title[reader.language] })}
        {step.calendar !== "agency" && <>, {say(reminderTexts.ownCalendar)}</>}
        {step.covers.length > 1 && <>, {say(reminderTexts.merged, { count: step.covers.length })}</>}
      </div>
      {step.why.map((line) => (
        <p key={line} class="caption">
          {line}
        </p>
      ))}
    </>
  );
}
