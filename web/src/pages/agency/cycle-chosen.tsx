import type { RefObject, VNode } from "preact";
import { useState } from "preact/hooks";
import { stepNames } from "#shared/cycles/messages.ts";
import { webPaths } from "#shared/platform/web-paths.ts";
import { useMay, useReader } from "../../app/me.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { dateOf, daysAway, shortDay } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { clock, pencil } from "../../ui/icons.ts";
import { Link } from "../../ui/link.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { wallClockAt } from "../../ui/wall-clock.ts";
import { TimePair } from "../../work/time-pair.tsx";
import { mailKey } from "./cycle-lanes.ts";
import { type OpeningChange, openingKey, type Problem } from "./cycle-problems.ts";
import { audienceInWords, type MailDay, type ReminderStep, stepInWords } from "./cycle-steps.ts";
import { cycleTexts } from "./cycle-texts.ts";
import { type CycleWindow, type Picture, stateOf, type WindowChanges } from "./cycle-windows.ts";
import { ExtendDialog } from "./extend-dialog.tsx";
import { dateOfTime, type LocalTime, localMoment } from "./local-time.ts";
import { useAddress } from "./use-address.ts";

/** What is typed and not saved, and how to type it. */
export interface Changing {
  readonly changes: WindowChanges;
  readonly setChanges: (changes: WindowChanges) => void;
  readonly opening: OpeningChange;
  readonly setOpening: (opening: OpeningChange) => void;
  readonly problems: Readonly<Record<string, Problem>>;
}

interface ChosenCardProps {
  /** Where the focus goes when something is chosen. */
  readonly card: RefObject<HTMLElement>;
  readonly cycle: Cycle;
  readonly picture: Picture;
  readonly chosen: string | undefined;
  readonly now: LocalTime;
  readonly mails: readonly MailDay[];
  readonly change: Changing;
}

/** The window, the opening or the day of mails that is chosen: its facts, and what can be done with it. */
export function ChosenCard({ card, cycle, picture, chosen, now, mails, change }: ChosenCardProps): VNode {
  const say = useSay();
  const window = picture.windows.find(({ key }) => key === chosen);
  const mail = mails.find(({ day }) => mailKey(day) === chosen);
  const isOpening = chosen === openingKey && cycle.state === "planned";
  const title = isOpening
    ? say(cycleTexts.opening)
    : window !== undefined
      ? say(stepNames[window.step])
      : say(mail === undefined ? cycleTexts.chooseWindow : cycleTexts.mailsOfDay);
  const isSomething = isOpening || (window ?? mail) !== undefined;
  const chip = (
    <Chip tone="nila" icon={pencil}>
      {say(cycleTexts.chosen)}
    </Chip>
  );
  return (
    <section ref={card} class="cycle-chosen" tabIndex={-1} aria-label={title}>
      <Card title={title} {...(isSomething && { action: chip })}>
        {isOpening ? (
          <OpeningFields cycle={cycle} change={change} />
        ) : window !== undefined ? (
          cycle.state === "planned" ? (
            <WindowFields window={window} now={now} zone={cycle.zone} change={change} />
          ) : (
            <WindowFacts cycle={cycle} window={window} now={now} />
          )
        ) : mail !== undefined ? (
          <MailFacts mail={mail} mails={mails} picture={picture} />
        ) : (
          <p class="lead">{say(cycleTexts.chooseWindowLead)}</p>
        )}
      </Card>
    </section>
  );
}

interface WindowFieldsProps {
  readonly window: CycleWindow;
  readonly now: LocalTime;
  readonly zone: string;
  readonly change: Changing;
}

function WindowFields({ window, now, zone, change }: WindowFieldsProps): VNode {
  const say = useSay();
  const here = { ...useReader(), zone };
  const { key, opensAt, closesAt } = window;
  const { changes, setChanges, problems } = change;
  const set = (times: { opensAt?: LocalTime; closesAt?: LocalTime }) =>
    setChanges({ ...changes, [key]: { opensAt, closesAt, ...times } });
  const problem = problems[key];
  const error =
    problem === undefined
      ? undefined
      : problem === "incomplete"
        ? say(cycleTexts.incomplete)
        : say(cycleTexts.closesBeforeOpens, { moment: localMoment(opensAt, here) });
  return (
    <div class="stack">
      <TimePair
        date={say(cycleTexts.starts)}
        hour={say(cycleTexts.startsHour)}
        value={opensAt}
        onChange={(time) => set({ opensAt: time })}
      />
      <TimePair
        date={say(cycleTexts.ends)}
        hour={say(cycleTexts.endsHour)}
        value={closesAt}
        onChange={(time) => set({ closesAt: time })}
        error={error}
      />
      {error === undefined && (
        <p class="meta">
          {localMoment(closesAt, here)} · {away(dateOfTime(closesAt), now, here)}
        </p>
      )}
      <StepRule window={window} />
    </div>
  );
}

/** Why this step cannot be put anywhere. */
function StepRule({ window: { step } }: { readonly window: CycleWindow }): VNode | null {
  const say = useSay();
  if (step === "appraisal") return <p class="meta">{say(cycleTexts.finalOnlyAfter)}</p>;
  if (step === "organisation") return <p class="meta">{say(cycleTexts.beforeAppraisalEnds)}</p>;
  return null;
}

function OpeningFields({ cycle, change }: { readonly cycle: Cycle; readonly change: Changing }): VNode {
  const say = useSay();
  const here = { ...useReader(), zone: cycle.zone };
  const { opening, setOpening, problems } = change;
  const { opensAt = cycle.opensAt, cutOff = cycle.cutOff } = opening;
  const error = problems[openingKey] === undefined ? undefined : say(cycleTexts.incomplete);
  return (
    <div class="stack">
      <TimePair
        date={say(cycleTexts.openingDay)}
        hour={say(cycleTexts.openingHour)}
        value={opensAt}
        onChange={(time) => setOpening({ ...opening, opensAt: time })}
        error={error}
      />
      {error === undefined && <p class="meta">{localMoment(opensAt, here)}</p>}
      <TextField
        label={say(cycleTexts.cutOff)}
        hint={say(cycleTexts.cutOffHint)}
        type="date"
        value={cutOff}
        onInput={(next) => setOpening({ ...opening, cutOff: next })}
      />
      <p class="meta">{say(cycleTexts.openingEffect)}</p>
    </div>
  );
}

const stateWords = {
  open: cycleTexts.open,
  "not-yet": cycleTexts.notYet,
  closed: cycleTexts.closed,
} as const;

interface WindowFactsProps {
  readonly cycle: Cycle;
  readonly window: CycleWindow;
  readonly now: LocalTime;
}

/** Of a cycle that has opened: what is promised, what was extended, and extending it. */
function WindowFacts({ cycle, window, now }: WindowFactsProps): VNode {
  const say = useSay();
  const here = { ...useReader(), zone: cycle.zone };
  const [isExtending, setExtending] = useState(false);
  const mayExtend = useMay("cycles.extend") && (cycle.state === "open" || cycle.state === "closed");
  return (
    <div class="stack">
      <p>
        <strong>{say(stateWords[stateOf(window, now)])}</strong> ·{" "}
        {away(dateOfTime(window.closesAt), now, here)}
      </p>
      <List isDense>
        <ListRow title={say(cycleTexts.starts)} detail={localMoment(window.opensAt, here)} />
        <ListRow title={say(cycleTexts.ends)} detail={localMoment(window.closesAt, here)} />
        {window.extensions.map(({ closesAt, reason, note, at }) => (
          <ListRow
            key={at}
            title={say(reason === "outage" ? cycleTexts.extensionOutage : cycleTexts.extensionRow, {
              moment: localMoment(closesAt, here),
            })}
            detail={`${note} (${localMoment(wallClockAt(at, cycle.zone), here)})`}
          />
        ))}
      </List>
      <StepRule window={window} />
      {mayExtend && (
        <Button icon={clock} onClick={() => setExtending(true)}>
          {say(cycleTexts.extend)}
        </Button>
      )}
      {isExtending && (
        <ExtendDialog cycle={cycle} window={window} now={now} onClose={() => setExtending(false)} />
      )}
    </div>
  );
}

interface MailFactsProps {
  readonly mail: MailDay;
  readonly mails: readonly MailDay[];
  readonly picture: Picture;
}

function MailFacts({ mail, mails, picture }: MailFactsProps): VNode {
  const say = useSay();
  const { to } = useAddress();
  const at = mails.indexOf(mail);
  const beside = [
    { day: mails[at - 1]?.day, text: cycleTexts.dayBefore },
    { day: mails[at + 1]?.day, text: cycleTexts.dayAfter },
  ];
  const reader = useReader();
  const moment = localMoment(wallClockAt(mail.at, reader.zone), reader);
  return (
    <div class="stack">
      <p>
        <strong>{moment}</strong>
      </p>
      <List isDense>
        {mail.steps.map((step) => (
          <ListRow
            key={`${step.window} ${step.audience} ${step.step}`}
            title={`${windowInWords(step, picture, say)}: ${stepInWords(step.step, say)}`}
            detail={
              <>
                {audienceInWords(step.audience, say)}
                {movedInWords(step, say, reader.language)}
              </>
            }
          />
        ))}
      </List>
      <p class="meta">{say(cycleTexts.mailsOnlyOpen)}</p>
      <p class="row">
        {beside.map(
          ({ day, text }) =>
            day !== undefined && (
              <Link key={day} href={to({ jendela: mailKey(day) })} isAlone>
                {say(text, { day: shortDay(day, reader.language) })}
              </Link>
            ),
        )}
      </p>
      <Link href={webPaths.reminders} isAlone>
        {say(cycleTexts.toReminders)}
      </Link>
    </div>
  );
}

function windowInWords(step: ReminderStep, { windows }: Picture, say: ReturnType<typeof useSay>): string {
  const window = windows.find(({ key }) => key === step.window);
  return window === undefined ? "" : say(stepNames[window.step]);
}

/** " · dimajukan dari Sabtu, 9 Januari 2027". */
function movedInWords(
  { covers }: ReminderStep,
  say: ReturnType<typeof useSay>,
  language: Parameters<typeof dateOf>[1],
): string {
  const moved = covers.find((cover) => cover.moved !== undefined);
  if (moved === undefined) return "";
  const text = moved.moved === "earlier" ? cycleTexts.dropped : cycleTexts.delayed;
  return ` · ${say(text, { day: dateOf(moved.nominalDay, language) })}`;
}

/** "7 hari lagi": by the agency's calendar days. */
function away(
  date: string,
  now: LocalTime,
  { language }: Pick<ReturnType<typeof useReader>, "language">,
): string {
  const days = { zone: "UTC", language };
  return daysAway(`${date}T00:00:00Z`, `${dateOfTime(now)}T00:00:00Z`, days);
}
