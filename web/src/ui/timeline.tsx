import type { VNode } from "preact";
import { classes } from "./classes.ts";
import type { IsoDate } from "./days.ts";
import { Icon } from "./icon.tsx";
import { arrowUp, check, mail, zap } from "./icons.ts";
import {
  type Arrow,
  arrowsOf,
  columnWidth,
  type Numbered,
  type Span,
  spanOf,
  type TimelineFrame,
  timelineDays,
} from "./timeline-days.ts";
import "./legend.css";
import "./timeline.css";

interface ItemBase {
  readonly key: string;
  /** Its name and its days in words, as it is read out: "Predikat individu, 13 sampai 15 Januari". */
  readonly spoken: string;
  /** What is seen; absent where the mark says it and `note` the rest. */
  readonly text?: string;
  /** Beside it, where it is too short for words. */
  readonly note?: string;
  /** Who waits for whom: 1, 2, 3, joined by arrows. */
  readonly order?: number;
  readonly onChoose?: () => void;
  /** What is told about below the picture. */
  readonly isChosen?: boolean;
}

/** From a day to another: a window. */
interface WindowItem extends ItemBase {
  readonly kind: "window";
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** Soft: open · hatched: may begin · strong: what matters · waiting: for someone · plain: a right, no duty. */
  readonly look: "soft" | "hatched" | "strong" | "waiting" | "plain";
}

/** On one day. */
interface MomentItem extends ItemBase {
  readonly kind: "order" | "published" | "reminder" | "escalation" | "outage";
  readonly on: IsoDate;
}

export type TimelineItem = WindowItem | MomentItem;

export interface TimelineLane {
  readonly label: string;
  readonly items: readonly TimelineItem[];
  /** A line above it: from here on mails, no longer windows. */
  readonly isApart?: boolean;
}

interface TimelineProps extends TimelineFrame {
  /** What it shows; it scrolls sideways where it is wider than the screen. */
  readonly label: string;
  readonly lanes: readonly TimelineLane[];
  /** "Januari 2027". */
  readonly monthName: (date: IsoDate) => string;
  readonly legend: { readonly holiday: string; readonly weekend: string };
}

/** A column a day; windows, reminders and escalations on their days, and the order that they wait in. */
export function Timeline({ label, lanes, monthName, legend, ...frame }: TimelineProps): VNode {
  const days = timelineDays(frame);
  const place = placeIn(days.length);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="timeline" aria-label={label} tabIndex={0}>
      <div class="timeline-sheet" style={{ minWidth: `${days.length * columnWidth(frame) + 9.5}rem` }}>
        <div class="timeline-head" aria-hidden="true">
          <div class="timeline-legend">
            <span class="legend-item">
              <span class="legend-swatch timeline-holiday" />
              {legend.holiday}
            </span>
            <span class="legend-item">
              <span class="legend-swatch timeline-weekend" />
              {legend.weekend}
            </span>
          </div>
          <div class="timeline-dates">
            {days.map((day, index) => (
              <span key={day.date} class="timeline-date" style={place({ start: index, length: 1 })}>
                {day.opensMonth && <strong class="timeline-month">{monthName(day.date)}</strong>}
                {day.isNumbered && (
                  <span class={classes("timeline-number", day.isToday && "timeline-number-today")}>
                    {day.dayOfMonth}
                  </span>
                )}
              </span>
            ))}
          </div>
        </div>
        <div class="timeline-body">
          <div class="timeline-ground" aria-hidden="true">
            {days.map(
              ({ is, date, isToday }, index) =>
                (is !== "work" || isToday) && (
                  <span
                    key={date}
                    class={classes("timeline-day", `timeline-${is}`, isToday && "timeline-today")}
                    style={place({ start: index, length: 1 })}
                  />
                ),
            )}
          </div>
          <ul>
            {lanes.map((lane) => (
              <Lane key={lane.label} lane={lane} frame={frame} place={place} />
            ))}
          </ul>
          <Arrows arrows={arrowsOf(numberedIn(lanes, frame))} days={days.length} lanes={lanes.length} />
        </div>
      </div>
    </section>
  );
}

type Place = (span: Span) => { readonly left: string; readonly width: string };

function placeIn(days: number): Place {
  return ({ start, length }) => ({ left: `${(start / days) * 100}%`, width: `${(length / days) * 100}%` });
}

interface LaneProps {
  readonly lane: TimelineLane;
  readonly frame: TimelineFrame;
  readonly place: Place;
}

function Lane({ lane: { label, items, isApart = false }, frame, place }: LaneProps): VNode {
  return (
    <li class={classes("timeline-lane", isApart && "timeline-apart")}>
      <span class="timeline-label">{label}</span>
      <ul class="timeline-track">
        {items.map((item) => {
          const span = spanIn(frame, item);
          return (
            span !== undefined && (
              <li key={item.key} class="timeline-place" style={place(span)}>
                <Item item={item} />
              </li>
            )
          );
        })}
      </ul>
    </li>
  );
}

function Item({ item }: { readonly item: TimelineItem }): VNode {
  const kind = item.kind === "window" ? `timeline-window timeline-${item.look}` : `timeline-${item.kind}`;
  const look = classes(kind, item.isChosen === true && "timeline-chosen");
  const face = (
    <>
      <span class="unseen">{item.spoken}</span>
      <span class="timeline-face" aria-hidden="true">
        {item.order !== undefined && <span class="timeline-order-number">{item.order}</span>}
        {item.kind !== "window" && item.kind !== "order" && <Sign kind={item.kind} />}
        {item.text !== undefined && <span class="timeline-text">{item.text}</span>}
      </span>
    </>
  );
  return (
    <>
      {item.onChoose === undefined ? (
        <div class={look}>{face}</div>
      ) : (
        <button type="button" class={look} aria-pressed={item.isChosen} onClick={item.onChoose}>
          {face}
        </button>
      )}
      {item.note !== undefined && (
        <span class={`timeline-note timeline-note-of-${item.kind}`} aria-hidden="true">
          {item.note}
        </span>
      )}
    </>
  );
}

const signs = { published: check, reminder: mail, escalation: arrowUp, outage: zap } as const;

function Sign({ kind }: { readonly kind: keyof typeof signs }): VNode {
  return (
    <span class="timeline-sign">
      <Icon of={signs[kind]} size={14} />
    </span>
  );
}

interface ArrowsProps {
  readonly arrows: readonly Arrow[];
  readonly days: number;
  readonly lanes: number;
}

/** Height of a lane and of what lies in it, in rem as in the style sheet. */
const laneHeight = 3.25;
const halfItem = 1.15;

function Arrows({ arrows, days, lanes }: ArrowsProps): VNode {
  const x = (day: number) => `${(day / days) * 100}%`;
  const y = (rem: number) => `${rem}rem`;
  return (
    <svg class="timeline-arrows" style={{ height: y(lanes * laneHeight) }} aria-hidden="true">
      {arrows.map(({ from, lane, to, toLane }) => {
        const isDown = toLane > lane;
        const start = (lane + 0.5) * laneHeight;
        const end = (toLane + 0.5) * laneHeight + (isDown ? -halfItem : halfItem);
        const tip = isDown ? "M-5-6 0 0l5-6" : "M-5 6 0 0l5 6";
        return (
          <g key={`${lane}-${toLane}-${from}`}>
            <line x1={x(from)} y1={y(start)} x2={x(to)} y2={y(start)} />
            <line x1={x(to)} y1={y(start)} x2={x(to)} y2={y(end)} />
            <svg class="timeline-tip" x={x(to)} y={y(end)} aria-hidden="true">
              <path d={tip} />
            </svg>
          </g>
        );
      })}
    </svg>
  );
}

function spanIn(frame: TimelineFrame, item: TimelineItem): Span | undefined {
  return item.kind === "window" ? spanOf(frame, item.from, item.to) : spanOf(frame, item.on, item.on);
}

function numberedIn(lanes: readonly TimelineLane[], frame: TimelineFrame): Numbered[] {
  return lanes.flatMap(({ items }, lane) =>
    items.flatMap((item) => {
      const span = spanIn(frame, item);
      return item.order === undefined || span === undefined ? [] : [{ order: item.order, lane, span }];
    }),
  );
}
