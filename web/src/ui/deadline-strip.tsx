import type { VNode } from "preact";
import { classes } from "./classes.ts";
import type { IsoDate } from "./days.ts";
import { type StripDay, stripDays } from "./deadline-days.ts";
import "./deadline-strip.css";

interface DeadlineStripProps {
  readonly today: IsoDate;
  readonly closing: IsoDate;
  readonly holidays?: ReadonlySet<IsoDate>;
  /** One letter a weekday, Monday first. */
  readonly weekdays: readonly string[];
  /** "Kini". */
  readonly todayLabel: string;
  /** "Tutup". */
  readonly closingLabel: string;
  /** The same as a sentence: read out in place of the circles. */
  readonly summary: string;
}

/** From today to the closing, day by day; days off are pale. Beside it stands the date in words, not in its place. */
export function DeadlineStrip({ today, closing, holidays, summary, ...labels }: DeadlineStripProps) {
  const days = stripDays(today, closing, holidays);
  if (days.length === 0) return null;
  return (
    <div class="deadline" role="img" aria-label={summary}>
      {days.map((day) => (
        <Day key={day.kind === "gap" ? "gap" : day.date} day={day} {...labels} />
      ))}
    </div>
  );
}

interface DayProps extends Pick<DeadlineStripProps, "weekdays" | "todayLabel" | "closingLabel"> {
  readonly day: StripDay;
}

function Day({ day, weekdays, todayLabel, closingLabel }: DayProps): VNode {
  if (day.kind === "gap") {
    return (
      <span class="deadline-day deadline-gap">
        <span class="deadline-weekday" />
        <span class="deadline-number">+{day.days}</span>
      </span>
    );
  }
  const words = { today: todayLabel, closing: closingLabel, between: weekdays[day.weekday - 1] };
  return (
    <span class={classes("deadline-day", `deadline-${day.is}`, day.isFree && "deadline-free")}>
      <span class="deadline-weekday">{words[day.is]}</span>
      <span class="deadline-number">{day.dayOfMonth}</span>
    </span>
  );
}
