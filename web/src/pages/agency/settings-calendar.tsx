import { useMutation, useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { announce } from "../../app/announce.tsx";
import { PageFailed } from "../../app/failure.tsx";
import { useNow, useReader } from "../../app/me.ts";
import { toast } from "../../app/toasts.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import { api } from "../../data/client.ts";
import { queries, read, refresh } from "../../data/queries.ts";
import { currentOf } from "../../data/refusals.ts";
import { dateOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ConflictView } from "../../ui/conflict-view.tsx";
import { plus, trash2, triangleAlert } from "../../ui/icons.ts";
import { List } from "../../ui/list-row.tsx";
import { Notice } from "../../ui/notice.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { dayAt } from "../../ui/wall-clock.ts";
import { Refusal } from "../../work/refusal.tsx";
import { type Calendar, type CalendarChange, type CalendarDay, daysOfYear } from "./calendar-days.ts";
import { settingsTexts } from "./settings-texts.ts";
import { useAddress } from "./use-address.ts";

/** Which days the agency works: its week, the national days as far as they hold for it, and its own. */
export function CalendarSettings(): VNode {
  const { data: calendar, error, refetch } = useQuery(read("agencies", "readCalendar"));
  const { zone } = useReader();
  const { said, to } = useAddress();
  const [, go] = useLocation();
  const say = useSay();
  const thisYear = Number(dayAt(useNow(), zone).slice(0, 4));
  const year = Number(said.get("tahun") ?? thisYear);
  if (calendar === undefined)
    return error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />;
  const years = new Set([...calendar.national.map((one) => one.year), thisYear - 1, thisYear, thisYear + 1]);
  return (
    <>
      <p class="lead">{say(settingsTexts.calendarLead)}</p>
      <WeekCard />
      <Select
        label={say(settingsTexts.year)}
        value={String(year)}
        onChange={(wanted) => go(to({ tahun: wanted }), { replace: true })}
        options={[...years].sort().map((one) => ({ value: String(one), label: String(one) }))}
      />
      <YearOfCalendar key={year} calendar={calendar} year={year} />
    </>
  );
}

/** The working week is one of the settings; it is saved as soon as it is chosen. */
function WeekCard(): VNode | null {
  const say = useSay();
  const { data: agency } = useQuery(read("agencies", "readAgency"));
  const save = useMutation({
    mutationFn: (workingWeek: "five-days" | "six-days") =>
      api.agencies.configureAgency({ body: { settings: { workingWeek } } }),
    onSuccess: (saved) => {
      queries.setQueryData(read("agencies", "readAgency").queryKey, saved);
      refresh(["cycles/dryRunCycle", "reminders/listReminders"]);
      toast(say(settingsTexts.weekSaved));
    },
  });
  if (agency === undefined) return null;
  return (
    <Card>
      <div class="stack">
        <Segmented
          label={say(settingsTexts.week)}
          options={[
            { value: "five-days", label: say(settingsTexts.fiveDays) },
            { value: "six-days", label: say(settingsTexts.sixDays) },
          ]}
          value={save.isPending ? save.variables : agency.settings.workingWeek}
          onChange={(week) => save.mutate(week)}
        />
        <p class="meta">{say(settingsTexts.weekLead)}</p>
        <Refusal error={save.error} />
      </div>
    </Card>
  );
}

interface YearProps {
  readonly calendar: Calendar;
  readonly year: number;
}

function YearOfCalendar({ calendar, year }: YearProps): VNode {
  const say = useSay();
  const { language } = useReader();
  const none: CalendarChange = { version: 0, year, added: [], removed: [] };
  const saved = calendar.years.find((one) => one.year === year) ?? none;
  const [typed, setTyped] = useState<CalendarChange>();
  const change = typed ?? saved;
  const national = calendar.national.find((one) => one.year === year);
  const days = daysOfYear({ ...calendar, years: [change] }, year);
  const save = useMutation({
    mutationFn: (version: number) => api.agencies.changeCalendar({ body: { ...change, version } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["agencies", "readCalendar"] });
      setTyped(undefined);
      refresh(["cycles/dryRunCycle", "cycles/checkCycle", "reminders/listReminders"]);
      toast(say(settingsTexts.calendarSaved, { year }));
      announce(say(settingsTexts.calendarSaved, { year }));
    },
  });
  const theirs = currentOf<CalendarChange>(save.error);
  const summary = ({ added, removed }: CalendarChange) =>
    say(settingsTexts.calendarSummary, {
      added: added.map(({ name }) => name).join(", ") || say(settingsTexts.noDays),
      removed: removed.map((date) => dateOf(date, language)).join(", ") || say(settingsTexts.noDays),
    });
  const keep = (date: string, isOff: boolean) =>
    setTyped({
      ...change,
      removed: isOff ? change.removed.filter((one) => one !== date) : [...change.removed, date].sort(),
    });
  const remove = (date: string) =>
    setTyped({ ...change, added: change.added.filter((one) => one.date !== date) });
  return (
    <>
      <Card
        title={say(settingsTexts.daysOff, { year })}
        {...(national !== undefined && {
          action: (
            <Chip tone={national.status === "decreed" ? "daun" : "kunyit"}>
              {say(settingsTexts[national.status])}
            </Chip>
          ),
        })}
      >
        {national === undefined && (
          <Notice tone="kunyit" icon={triangleAlert}>
            {say(settingsTexts.unknownYear, { year })}
          </Notice>
        )}
        {national?.status === "provisional" && (
          <Notice tone="kunyit" icon={triangleAlert}>
            {say(settingsTexts.provisionalLead, { year })}
          </Notice>
        )}
        <List label={say(settingsTexts.daysOff, { year })}>
          {days.map((day) => (
            <li key={`${day.kind} ${day.date}`} class="calendar-day">
              <DayRow day={day} onKeep={keep} onRemove={remove} />
            </li>
          ))}
        </List>
        {national !== undefined && (
          <p class="caption">
            {say(settingsTexts.source)}: <span lang="id">{national.source}</span>
          </p>
        )}
      </Card>
      <NewDay
        year={year}
        taken={days.filter(({ isRemoved }) => !isRemoved).map(({ date }) => date)}
        onAdd={(day) =>
          setTyped({
            ...change,
            added: [...change.added, day].sort((a, b) => (a.date < b.date ? -1 : 1)),
          })
        }
      />
      {theirs === undefined ? (
        <Refusal error={save.error} />
      ) : (
        <ConflictView
          question={say(settingsTexts.calendarConflict)}
          mine={{ source: say(settingsTexts.mine), content: summary(change) }}
          theirs={{ source: say(settingsTexts.theirs), content: summary(theirs) }}
          keepLabel={say(settingsTexts.keepChosen)}
          missing={say(settingsTexts.keepMissing)}
          onKeep={(kept) => {
            if (kept === "mine") return save.mutate(theirs.version);
            save.reset();
            setTyped(undefined);
            void queries.invalidateQueries({ queryKey: ["agencies", "readCalendar"] });
          }}
        />
      )}
      {typed !== undefined && theirs === undefined && (
        <StickyFoot>
          <strong>{say(settingsTexts.calendarChanged)}</strong>
          <span class="row">
            <Button onClick={() => setTyped(undefined)}>{say(settingsTexts.discard)}</Button>
            <Button kind="primary" isBusy={save.isPending} onClick={() => save.mutate(change.version)}>
              {say(settingsTexts.saveCalendar)}
            </Button>
          </span>
        </StickyFoot>
      )}
    </>
  );
}

interface DayRowProps {
  readonly day: CalendarDay;
  readonly onKeep: (date: string, isOff: boolean) => void;
  readonly onRemove: (date: string) => void;
}

const kindTexts = {
  national: settingsTexts.national,
  "joint-leave": settingsTexts.jointLeave,
  local: settingsTexts.local,
} as const;

/** A day of the nation is switched off and on; one of the agency's own is removed. */
function DayRow({ day: { date, name, kind, isRemoved }, onKeep, onRemove }: DayRowProps): VNode {
  const say = useSay();
  const { language } = useReader();
  const hint = `${dateOf(date, language)} · ${say(kindTexts[kind])}`;
  if (kind !== "local") {
    return (
      <Switch
        label={name}
        hint={hint}
        isOn={!isRemoved}
        word={say(isRemoved ? settingsTexts.works : settingsTexts.off)}
        onChange={(isOff) => onKeep(date, isOff)}
      />
    );
  }
  return (
    <div class="calendar-local">
      <span class="calendar-local-name">
        {name}
        <span class="meta">{hint}</span>
      </span>
      <IconButton icon={trash2} label={say(settingsTexts.remove, { name })} onClick={() => onRemove(date)} />
    </div>
  );
}

interface NewDayProps {
  readonly year: number;
  readonly taken: readonly string[];
  readonly onAdd: (day: { readonly date: string; readonly name: string }) => void;
}

function NewDay({ year, taken, onAdd }: NewDayProps): VNode {
  const say = useSay();
  const [date, setDate] = useState("");
  const [name, setName] = useState("");
  const [isTried, setTried] = useState(false);
  const dateError = !date.startsWith(`${year}-`)
    ? say(settingsTexts.dateWrong, { year })
    : taken.includes(date)
      ? say(settingsTexts.dateTaken)
      : undefined;
  const nameError = name.trim() === "" ? say(settingsTexts.dayNameMissing) : undefined;
  const add = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (dateError !== undefined || nameError !== undefined) return;
    onAdd({ date, name: name.trim() });
    setDate("");
    setName("");
    setTried(false);
  };
  return (
    <Card title={say(settingsTexts.addDay)}>
      <form class="stack" noValidate onSubmit={add}>
        <TextField
          label={say(settingsTexts.date)}
          type="date"
          value={date}
          onInput={setDate}
          error={isTried ? dateError : undefined}
        />
        <TextField
          label={say(settingsTexts.dayName)}
          hint={say(settingsTexts.dayNameHint)}
          value={name}
          onInput={setName}
          maxLength={120}
          error={isTried ? nameError : undefined}
        />
        <div>
          <Button type="submit" icon={plus}>
            {say(settingsTexts.add)}
          </Button>
        </div>
      </form>
    </Card>
  );
}
