import { orderNames, stepNames } from "#shared/cycles/messages.ts";
import { timeInWords } from "#shared/platform/date-words.ts";
import type { Language } from "#shared/platform/text.ts";
import { shortDate, shortDay } from "../../i18n/format.ts";
import { dateOfDay, dayNumber, type IsoDate } from "../../ui/days.ts";
import type { TimelineItem, TimelineLane } from "../../ui/timeline.tsx";
import { isEscalation, type MailDay, type Say, stepInShort, stepInWords } from "./cycle-steps.ts";
import { cycleTexts } from "./cycle-texts.ts";
import type { CycleWindow, Picture, WindowStep } from "./cycle-windows.ts";
import { dateOfTime, hourOfTime, longSpan, shortSpan } from "./local-time.ts";

/** What a picture is drawn with. */
export interface Drawing {
  readonly say: Say;
  readonly language: Language;
  /** The mails that are known of, by day. */
  readonly mails: readonly MailDay[];
  /** Organisation predicates that are set; absent until they are known. */
  readonly organisationsSet?: number | undefined;
  /** Days to object, as the agency has set them. */
  readonly objectionDays?: number | undefined;
  /** Of a day's column, in rem. */
  readonly column: number;
  /** A window's key, or `mailKey` of a day. */
  readonly chosen?: string | undefined;
  readonly choose: (key: string) => void;
}

export function mailKey(day: IsoDate): string {
  return `surel-${day}`;
}

const margin = 2;

/** From two days before the first window to a day after the last deadline or mail. */
export function frameOf(
  { windows }: Picture,
  mails: readonly MailDay[],
): { readonly from: IsoDate; readonly to: IsoDate } {
  // What lasts for the whole period would push all else into a corner.
  const framing = windows.filter(({ step }) => step !== "progress");
  const first = framing.map(({ opensAt }) => dateOfTime(opensAt)).sort()[0] ?? "";
  const last =
    [...framing.map(({ closesAt }) => dateOfTime(closesAt)), ...mails.map(({ day }) => day)].sort().at(-1) ??
    first;
  return { from: dateOfDay(dayNumber(first) - margin), to: dateOfDay(dayNumber(last) + 1) };
}

/** The mails of a picture's own windows. */
export function mailsOf({ windows }: Picture, mails: readonly MailDay[]): MailDay[] {
  const keys = new Set(windows.map(({ key }) => key));
  return mails
    .map((one) => ({ ...one, steps: one.steps.filter(({ window }) => keys.has(window)) }))
    .filter(({ steps }) => steps.length > 0);
}

/** The first day on which predicates of people may be set: the organisation's come before (SE MenPANRB 3/2023). */
export function ratingDay({ windows }: Picture): IsoDate | undefined {
  const organisation = windowOf(windows, "organisation");
  return organisation && dateOfDay(dayNumber(dateOfTime(organisation.closesAt)) + 1);
}

/** Each step on a line of its own, who waits for whom as 1, 2, 3, and the mails on their days. */
export function lanesOf(picture: Picture, drawing: Drawing): TimelineLane[] {
  const { windows } = picture;
  const { say } = drawing;
  const lane = (label: string, items: readonly TimelineItem[]): TimelineLane => ({ label, items });
  const byStep = (step: WindowStep, draw: (window: CycleWindow) => TimelineLane): TimelineLane[] => {
    const window = windowOf(windows, step);
    return window === undefined ? [] : [draw(window)];
  };
  return [
    ...byStep("planning", (window) => lane(say(stepNames.planning), [plainBar(window, "soft", drawing)])),
    ...byStep("progress", (window) => lane(say(stepNames.progress), [plainBar(window, "plain", drawing)])),
    ...byStep("report", (window) => lane(say(stepNames.report), [reportBar(window, drawing)])),
    ...byStep("appraisal", (window) =>
      lane(say(stepNames.appraisal), appraisalBars(window, picture, drawing)),
    ),
    ...byStep("organisation", (window) =>
      lane(say(cycleTexts.laneOrganisation), [organisationBar(window, drawing)]),
    ),
    ...distributionLane(picture, drawing),
    ...byStep("objection", (window) => lane(say(cycleTexts.laneResult), [resultMark(window, drawing)])),
    ...byStep("objection", (window) => lane(say(stepNames.objection), [objectionBar(window, drawing)])),
    ...mailLanes(picture, drawing),
  ];
}

function windowOf(windows: readonly CycleWindow[], step: WindowStep): CycleWindow | undefined {
  return windows.find((window) => window.step === step);
}

type Bar = Extract<TimelineItem, { kind: "window" }>;

function barOf(window: CycleWindow, drawing: Drawing): Omit<Bar, "look"> {
  const { say, language, chosen, choose } = drawing;
  const from = dateOfTime(window.opensAt);
  const to = dateOfTime(window.closesAt);
  const values = {
    name: say(stepNames[window.step]),
    from: shortDay(from, language),
    to: shortDay(to, language),
  };
  return {
    kind: "window",
    key: window.key,
    from,
    to,
    spoken: say(cycleTexts.spokenSpan, values),
    onChoose: () => choose(window.key),
    isChosen: chosen === window.key,
  };
}

/** A letter, and what a bar needs around its words, in rem. */
const letter = 0.38;
const aroundWords = 0.9;

/** The longest of these words that fit into the bar; beside it where it has room for none. */
function words(
  { from, to, order }: Pick<Bar, "from" | "to" | "order">,
  { column }: Pick<Drawing, "column">,
  candidates: readonly string[],
): { text: string } | { note: string } {
  const room = (dayNumber(to) - dayNumber(from) + 1) * column - aroundWords - (order === undefined ? 0 : 1.5);
  const text = candidates.find(({ length }) => length * letter <= room);
  return text === undefined ? { note: candidates.at(-1) ?? "" } : { text };
}

function plainBar(window: CycleWindow, look: Bar["look"], drawing: Drawing): Bar {
  const bar = barOf(window, drawing);
  return { ...bar, look, ...words(bar, drawing, [untilWords(bar, drawing)]) };
}

function untilWords({ to }: Pick<Bar, "to">, { say, language }: Drawing): string {
  return say(cycleTexts.until, { day: shortDate(to, language) });
}

function reportBar(window: CycleWindow, drawing: Drawing): Bar {
  const bar = barOf(window, drawing);
  const text = drawing.say(cycleTexts.reportBar, { day: shortDate(bar.to, drawing.language) });
  return { ...bar, look: "soft", ...words(bar, drawing, [text, untilWords(bar, drawing)]) };
}

/** Drafts from the opening on; what counts is what is left after the organisation's predicate. */
function appraisalBars(window: CycleWindow, picture: Picture, drawing: Drawing): Bar[] {
  const { say, language } = drawing;
  const bar = barOf(window, drawing);
  const day = ratingDay(picture);
  const from = day === undefined || day < bar.from ? bar.from : day > bar.to ? bar.to : day;
  const note = say(cycleTexts.ratingNote, { span: shortSpan(from, bar.to, language) });
  const spoken = say(cycleTexts.spokenOrder, { order: 3, rest: bar.spoken });
  const rating: Bar = { ...bar, look: "strong", from, order: 3, spoken, note };
  if (from === bar.from) return [rating];
  const to = dateOfDay(dayNumber(from) - 1);
  const draft = say(cycleTexts.draftBar);
  const values = { name: draft, from: shortDay(bar.from, language), to: shortDay(to, language) };
  const drafts: Bar = {
    kind: "window",
    key: `${window.key}-draft`,
    look: "hatched",
    from: bar.from,
    to,
    spoken: say(cycleTexts.spokenSpan, values),
  };
  const room = words(drafts, drawing, [draft]);
  return [{ ...drafts, ...("text" in room && room) }, rating];
}

function organisationBar(window: CycleWindow, drawing: Drawing): Bar {
  const { say, language, organisationsSet } = drawing;
  const bar = barOf(window, drawing);
  const day = shortDate(bar.to, language);
  const text =
    organisationsSet === undefined || organisationsSet === 0
      ? say(cycleTexts.until, { day })
      : say(cycleTexts.organisationBar, { count: organisationsSet, day });
  const spoken = say(cycleTexts.spokenOrder, { order: 1, rest: `${bar.spoken}. ${text}` });
  const numbered = { ...bar, order: 1 };
  return {
    ...numbered,
    look: "waiting",
    spoken,
    ...words(numbered, drawing, [text, untilWords(bar, drawing)]),
  };
}

function distributionLane(picture: Picture, { say, language }: Drawing): TimelineLane[] {
  const on = ratingDay(picture);
  if (on === undefined) return [];
  const name = say(orderNames.distribution);
  const day = shortDay(on, language);
  const spoken = say(cycleTexts.spokenOrder, { order: 2, rest: say(cycleTexts.spokenDay, { name, day }) });
  const note = say(cycleTexts.distributionNote, { day });
  return [
    {
      label: say(cycleTexts.laneDistribution),
      items: [{ kind: "order", key: "distribution", order: 2, on, note, spoken }],
    },
  ];
}

/** A result is read as soon as it is set; when objections begin, all of them are there. */
function resultMark(objection: CycleWindow, { say, language }: Drawing): TimelineItem {
  const on = dateOfTime(objection.opensAt);
  const note = say(cycleTexts.resultNote, { day: shortDay(on, language) });
  const spoken = say(cycleTexts.spokenDay, { name: say(orderNames.publication), day: note });
  return { kind: "published", key: "result", on, note, spoken };
}

function objectionBar(window: CycleWindow, drawing: Drawing): Bar {
  const { say, language, objectionDays } = drawing;
  const bar = barOf(window, drawing);
  const day = shortDate(bar.to, language);
  const text =
    objectionDays === undefined
      ? say(cycleTexts.until, { day })
      : say(cycleTexts.objectionBar, { days: objectionDays, day });
  return { ...bar, look: "plain", ...words(bar, drawing, [text, untilWords(bar, drawing)]) };
}

function mailLanes(picture: Picture, drawing: Drawing): TimelineLane[] {
  const mails = mailsOf(picture, drawing.mails);
  const split = (wanted: boolean) =>
    mails
      .map((one) => ({ ...one, steps: one.steps.filter((step) => isEscalation(step) === wanted) }))
      .filter(({ steps }) => steps.length > 0);
  const lane = (label: string, kind: "reminder" | "escalation", days: readonly MailDay[]): TimelineLane[] =>
    days.length === 0 ? [] : [{ label, items: marks(kind, days, drawing) }];
  const outages = picture.windows.flatMap((window) => outageMarks(window, drawing));
  const reminders = lane(drawing.say(cycleTexts.laneReminders), "reminder", split(false));
  const escalations = lane(drawing.say(cycleTexts.laneEscalations), "escalation", split(true));
  const all = [...reminders, ...escalations];
  const [first = { label: drawing.say(cycleTexts.outage), items: [] }, ...rest] = all;
  if (all.length === 0 && outages.length === 0) return [];
  return [{ ...first, items: [...outages, ...first.items], isApart: true }, ...rest];
}

function marks(kind: "reminder" | "escalation", days: readonly MailDay[], drawing: Drawing): TimelineItem[] {
  const { say, language, chosen, choose } = drawing;
  const notes = notesOf(days, drawing);
  const pressable = pressableOf(days, drawing);
  return days.map(({ day, steps }) => {
    const inWords = [...new Set(steps.map(({ step }) => stepInWords(step, say)))].join(", ");
    const name = `${say(cycleTexts.mailsOfDay)}: ${inWords}`;
    const note = notes.get(day);
    const key = mailKey(day);
    return {
      kind,
      key: `${kind}-${day}`,
      on: day,
      spoken: say(cycleTexts.spokenDay, { name, day: shortDay(day, language) }),
      ...(note !== undefined && { note }),
      ...(pressable.has(day) && { onChoose: () => choose(key), isChosen: chosen === key }),
    };
  });
}

/** What a finger or a shaking hand can tell apart, in rem (WCAG 2.5.8). */
const apart = 1.5;

/** Marks that lie too close to the one before are only looked at; the day before leads to theirs. */
function pressableOf(days: readonly MailDay[], { column }: Drawing): ReadonlySet<IsoDate> {
  const chosen: IsoDate[] = [];
  for (const { day } of days) {
    const before = chosen.at(-1);
    if (before === undefined || (dayNumber(day) - dayNumber(before)) * column >= apart) chosen.push(day);
  }
  return new Set(chosen);
}

/** Words below the marks, as far as they do not touch: those before the deadline of the ratings come first. */
function notesOf(days: readonly MailDay[], { say, column }: Drawing): Map<IsoDate, string> {
  const weighed = days.map(({ day, steps }) => {
    const main = steps.find(({ window }) => window.endsWith(".appraisal"));
    return { day, isMain: main !== undefined, note: stepInShort((main ?? steps[0])?.step ?? "", say) };
  });
  const notes = new Map<IsoDate, string>();
  for (const { day, note } of [...weighed].sort((a, b) => Number(b.isMain) - Number(a.isMain))) {
    const touches = ([other, text]: [IsoDate, string]) =>
      Math.abs(dayNumber(other) - dayNumber(day)) * column < ((text.length + note.length) / 2 + 0.5) * letter;
    if (![...notes].some(touches)) notes.set(day, note);
  }
  return notes;
}

function outageMarks({ key, extensions, step }: CycleWindow, { say, language }: Drawing): TimelineItem[] {
  return extensions
    .filter(({ reason }) => reason === "outage")
    .map(({ at }): TimelineItem => {
      const on = dateOfTime(at);
      const name = `${say(cycleTexts.outage)}: ${say(stepNames[step])}`;
      return {
        kind: "outage",
        key: `outage-${key}-${at}`,
        on,
        spoken: say(cycleTexts.spokenDay, { name, day: shortDay(on, language) }),
      };
    });
}

/** What happens on one day, for a screen that is too narrow for a picture. */
export interface AgendaDay {
  readonly date: IsoDate;
  readonly entries: readonly AgendaEntry[];
}

export interface AgendaEntry {
  readonly key: string;
  readonly kind: "opens" | "closes" | "order" | "mails" | "escalation";
  readonly text: string;
  /** Its place in the order of 1, 2, 3. */
  readonly order?: number;
}

const orderOf: Partial<Record<WindowStep, number>> = { organisation: 1, appraisal: 3 };

/** The same as the picture, as a list by date. */
export function agendaOf(
  picture: Picture,
  drawing: Pick<Drawing, "say" | "language" | "mails">,
): AgendaDay[] {
  const { say, language } = drawing;
  const days = new Map<IsoDate, AgendaEntry[]>();
  const add = (date: IsoDate, entry: AgendaEntry) => days.set(date, [...(days.get(date) ?? []), entry]);
  for (const { key, step, opensAt, closesAt } of picture.windows) {
    const name = say(stepNames[step]);
    const order = orderOf[step];
    const [hour = 0, minute = 0] = hourOfTime(closesAt).split(":").map(Number);
    const time = timeInWords({ hour, minute }, language);
    add(dateOfTime(opensAt), { key: `${key}-opens`, kind: "opens", text: say(cycleTexts.opens, { name }) });
    add(dateOfTime(closesAt), {
      key: `${key}-closes`,
      kind: "closes",
      text: say(cycleTexts.closes, { name, time }),
      ...(order !== undefined && { order }),
    });
  }
  const distribution = ratingDay(picture);
  if (distribution !== undefined) {
    const text = say(orderNames.distribution);
    add(distribution, { key: "distribution", kind: "order", text, order: 2 });
  }
  for (const { day, steps } of mailsOf(picture, drawing.mails)) {
    for (const wanted of [false, true]) {
      const some = steps.filter((step) => isEscalation(step) === wanted);
      if (some.length === 0) continue;
      const label = say(wanted ? cycleTexts.mailsAbove : cycleTexts.laneReminders);
      const inWords = [...new Set(some.map(({ step }) => stepInWords(step, say)))].join(", ");
      const key = `${mailKey(day)}-${wanted}`;
      add(day, { key, kind: wanted ? "escalation" : "mails", text: `${label}: ${inWords}` });
    }
  }
  return [...days].map(([date, entries]) => ({ date, entries })).sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** "Periode 1 Juli–31 Desember 2026". */
export function periodInWords(
  period: { readonly from: IsoDate; readonly to: IsoDate },
  say: Say,
  language: Language,
): string {
  return say(cycleTexts.period, { span: longSpan(period.from, period.to, language) });
}
