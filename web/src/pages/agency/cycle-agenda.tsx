import type { VNode } from "preact";
import { stepNames } from "#shared/cycles/messages.ts";
import { useReader } from "../../app/me.ts";
import { dateOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { classes } from "../../ui/classes.ts";
import type { IsoDate } from "../../ui/days.ts";
import { Icon } from "../../ui/icon.tsx";
import { arrowRight, arrowUp, calendar, lock, mail } from "../../ui/icons.ts";
import { List, ListRow } from "../../ui/list-row.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import type { DayOff } from "./cycle-holidays.tsx";
import { type AgendaDay, type AgendaEntry, agendaOf } from "./cycle-lanes.ts";
import type { MailDay } from "./cycle-steps.ts";
import { cycleTexts } from "./cycle-texts.ts";
import { type CycleWindow, type Picture, stateOf } from "./cycle-windows.ts";
import { dateOfTime, type LocalTime, shortSpan } from "./local-time.ts";

interface CycleWindowsProps {
  readonly picture: Picture;
  readonly now: LocalTime;
  readonly chosen: string | undefined;
  readonly hrefOf: (key: string) => string;
}

/** Every window as a row that leads to it: what the bars are on a wide screen. */
export function CycleWindows({ picture, now, chosen, hrefOf }: CycleWindowsProps): VNode {
  const say = useSay();
  const { language } = useReader();
  return (
    <Card title={say(cycleTexts.windows)} isQuiet>
      <List label={say(cycleTexts.windows)}>
        {picture.windows.map((window) => (
          <ListRow
            key={window.key}
            title={say(stepNames[window.step])}
            detail={shortSpan(dateOfTime(window.opensAt), dateOfTime(window.closesAt), language)}
            end={<WindowState window={window} now={now} />}
            href={hrefOf(window.key)}
            isCurrent={window.key === chosen}
          />
        ))}
      </List>
    </Card>
  );
}

function WindowState({ window, now }: { readonly window: CycleWindow; readonly now: LocalTime }): VNode {
  const say = useSay();
  const state = stateOf(window, now);
  if (state === "open") return <StateMark state="with-supervisor">{say(cycleTexts.open)}</StateMark>;
  if (state === "not-yet") return <StateMark state="not-started">{say(cycleTexts.notYet)}</StateMark>;
  return (
    <StateMark state="done" tone="abu">
      {say(cycleTexts.closed)}
    </StateMark>
  );
}

interface CycleAgendaProps {
  readonly picture: Picture;
  readonly mails: readonly MailDay[];
  readonly today: IsoDate;
  readonly daysOff: readonly DayOff[];
}

/** What the picture shows, as a list by date; what has passed is folded away. */
export function CycleAgenda({ picture, mails, today, daysOff }: CycleAgendaProps): VNode {
  const say = useSay();
  const { language } = useReader();
  const days = agendaOf(picture, { say, language, mails });
  const past = days.filter(({ date }) => date < today);
  const ahead = days.filter(({ date }) => date >= today);
  const isFree = (date: IsoDate) => daysOff.find((day) => day.date === date)?.name;
  return (
    <Card title={say(cycleTexts.byDate)} isQuiet>
      {past.length > 0 && (
        <details class="cycle-past">
          <summary>{say(cycleTexts.past, { count: past.length })}</summary>
          <Days days={past} today={today} nameOfDayOff={isFree} />
        </details>
      )}
      <Days days={ahead} today={today} nameOfDayOff={isFree} />
    </Card>
  );
}

interface DaysProps {
  readonly days: readonly AgendaDay[];
  readonly today: IsoDate;
  readonly nameOfDayOff: (date: IsoDate) => string | undefined;
}

function Days({ days, today, nameOfDayOff }: DaysProps): VNode {
  const say = useSay();
  const { language } = useReader();
  return (
    <ol class="agenda">
      {days.map(({ date, entries }) => {
        const dayOff = nameOfDayOff(date);
        return (
          <li key={date} class={classes("agenda-day", date === today && "agenda-today")}>
            <p class="agenda-date">
              <time dateTime={date}>{dateOf(date, language)}</time>
              {date === today && <Chip tone="nila">{say(cycleTexts.today)}</Chip>}
              {dayOff !== undefined && <span class="caption">{dayOff}</span>}
            </p>
            <ul>
              {entries.map((entry) => (
                <Entry key={entry.key} entry={entry} />
              ))}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}

const signs: Readonly<Record<AgendaEntry["kind"], string>> = {
  opens: calendar,
  closes: lock,
  order: arrowRight,
  mails: mail,
  escalation: arrowUp,
};

function Entry({ entry: { kind, text, order } }: { readonly entry: AgendaEntry }): VNode {
  return (
    <li class={classes("agenda-entry", `agenda-of-${kind}`)}>
      {order === undefined ? <Icon of={signs[kind]} size={16} /> : <span class="agenda-order">{order}</span>}
      <span>{text}</span>
    </li>
  );
}
