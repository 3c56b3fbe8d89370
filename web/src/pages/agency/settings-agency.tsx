import { useMutation, useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { timeInWords, zoneAbbreviation } from "#shared/platform/date-words.ts";
import { announce } from "../../app/announce.tsx";
import { PageFailed } from "../../app/failure.tsx";
import { useReader } from "../../app/me.ts";
import { toast } from "../../app/toasts.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import { type Api, api } from "../../data/client.ts";
import { queries, read, refresh } from "../../data/queries.ts";
import { dayOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { presetTexts } from "../../work/preset-texts.ts";
import { Refusal } from "../../work/refusal.tsx";
import { settingsTexts } from "./settings-texts.ts";

type Agency = Awaited<ReturnType<Api["agencies"]["readAgency"]>>;

/** The agency's profile and how the service works for it. */
export function AgencySettings(): VNode {
  const { data: agency, error, refetch } = useQuery(read("agencies", "readAgency"));
  if (agency === undefined)
    return error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />;
  return (
    <>
      {/* What was typed belongs to the version it was typed over. */}
      <AgencyForm key={agency.version} agency={agency} />
      <Facts agency={agency} />
    </>
  );
}

function AgencyForm({ agency }: { readonly agency: Agency }): VNode {
  const say = useSay();
  const language = useLanguage();
  const [form, setForm] = useState(() => formOf(agency));
  const [isTried, setTried] = useState(false);
  const set = (change: Partial<AgencyForm>) => setForm({ ...form, ...change });
  const problems = problemsOf(form);
  const isSound = Object.values(problems).every((isWrong) => !isWrong);
  const isChanged = JSON.stringify(form) !== JSON.stringify(formOf(agency));
  const save = useMutation({
    mutationFn: () => api.agencies.configureAgency({ body: bodyOf(form), ifMatch: agency.version }),
    onSuccess: (saved) => {
      queries.setQueryData(read("agencies", "readAgency").queryKey, saved);
      // Its name and language stand on every page.
      refresh(["identity/readMe", "reminders/listReminders", "cycles/dryRunCycle"]);
      toast(say(settingsTexts.saved));
      announce(say(settingsTexts.saved));
    },
  });
  const send = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (isSound && isChanged && !save.isPending) save.mutate();
  };
  const when = (isWrong: boolean, text: string) => (isTried && isWrong ? text : undefined);
  return (
    <form class="stack" noValidate onSubmit={send}>
      <Card title={say(settingsTexts.agency)}>
        <div class="stack">
          <TextField
            label={say(settingsTexts.name)}
            value={form.name}
            onInput={(name) => set({ name })}
            maxLength={160}
            isRequired
            error={when(problems.name, say(settingsTexts.nameShort))}
          />
          <Segmented
            label={say(settingsTexts.mode)}
            options={[
              { value: "pendamping", label: say(settingsTexts.pendamping) },
              { value: "mandiri", label: say(settingsTexts.mandiri) },
            ]}
            value={form.mode}
            onChange={(mode) => set({ mode })}
          />
          <p class="meta">
            {say(form.mode === "mandiri" ? settingsTexts.mandiriHint : settingsTexts.pendampingHint)}
          </p>
          <Segmented
            label={say(settingsTexts.language)}
            options={[
              { value: "id", label: say(settingsTexts.indonesian) },
              { value: "en", label: say(settingsTexts.english) },
            ]}
            value={form.language}
            onChange={(language) => set({ language })}
          />
          <p class="meta">{say(settingsTexts.languageHint)}</p>
        </div>
      </Card>
      <Card title={say(settingsTexts.mails)}>
        <div class="stack">
          <Select
            label={say(settingsTexts.reminderHour)}
            hint={say(settingsTexts.reminderHint)}
            value={String(form.reminderHour)}
            onChange={(hour) => set({ reminderHour: Number(hour) })}
            options={hours.map((hour) => ({
              value: String(hour),
              label: timeInWords({ hour, minute: 0 }, language),
            }))}
          />
          <TextArea
            label={say(settingsTexts.consequence)}
            qualifier={say(settingsTexts.consequenceQualifier)}
            hint={say(settingsTexts.consequenceHint)}
            value={form.consequenceNote}
            onInput={(consequenceNote) => set({ consequenceNote })}
            maxLength={300}
          />
        </div>
      </Card>
      <Card title={say(settingsTexts.objections)}>
        <div class="stack">
          <TextField
            label={say(settingsTexts.objectionDays)}
            hint={say(settingsTexts.objectionRule)}
            isFigure
            value={form.objectionDays}
            onInput={(objectionDays) => set({ objectionDays })}
            error={when(problems.objectionDays, say(settingsTexts.objectionWrong))}
          />
          <Segmented
            label={say(settingsTexts.counted)}
            options={[
              { value: "calendar", label: say(settingsTexts.calendarDays) },
              { value: "working", label: say(settingsTexts.workingDays) },
            ]}
            value={form.counted}
            onChange={(counted) => set({ counted })}
          />
          <Segmented
            label={say(settingsTexts.late)}
            layout="list"
            options={[
              { value: "refuse", label: say(settingsTexts.refuse) },
              { value: "appraiser-decides", label: say(settingsTexts.appraiserDecides) },
              { value: "accept-in-outage", label: say(settingsTexts.acceptInOutage) },
            ]}
            value={form.lateArrival}
            onChange={(lateArrival) => set({ lateArrival })}
          />
          <p class="meta">{say(settingsTexts.lateHint)}</p>
        </div>
      </Card>
      <Refusal error={save.error} />
      <div class="settings-save">
        <Button
          kind="primary"
          type="submit"
          isBusy={save.isPending}
          missing={
            !isChanged ? say(settingsTexts.unchanged) : isTried && !isSound && say(settingsTexts.correctFirst)
          }
        >
          {say(settingsTexts.save)}
        </Button>
      </div>
    </form>
  );
}

const hours = Array.from({ length: 16 }, (_, index) => index + 5);

interface AgencyForm {
  readonly name: string;
  readonly mode: Agency["mode"];
  readonly language: Agency["language"];
  readonly reminderHour: number;
  readonly consequenceNote: string;
  /** As typed. */
  readonly objectionDays: string;
  readonly counted: Agency["settings"]["objection"]["counted"];
  readonly lateArrival: Agency["settings"]["lateArrival"];
}

function formOf({ name, mode, language, settings }: Agency): AgencyForm {
  const { reminderHour, consequenceNote = "", objection, lateArrival } = settings;
  const objectionDays = String(objection.days);
  return {
    name,
    mode,
    language,
    reminderHour,
    consequenceNote,
    objectionDays,
    counted: objection.counted,
    lateArrival,
  };
}

function problemsOf({ name, objectionDays }: AgencyForm) {
  const days = Number(objectionDays);
  const isDays = /^\d{1,2}$/.test(objectionDays.trim()) && days >= 1 && days <= 60;
  return { name: name.trim().length < 3, objectionDays: !isDays };
}

function bodyOf(form: AgencyForm) {
  const { name, mode, language, reminderHour, consequenceNote, objectionDays, counted, lateArrival } = form;
  const objection = { days: Number(objectionDays), counted };
  const settings = { reminderHour, consequenceNote: consequenceNote.trim(), objection, lateArrival };
  return { name: name.trim(), mode, language, settings };
}

function Facts({ agency: { zone, preset, createdAt } }: { readonly agency: Agency }): VNode {
  const say = useSay();
  const reader = useReader();
  return (
    <Card title={say(settingsTexts.facts)} isQuiet>
      <List isDense>
        <ListRow title={say(settingsTexts.preset)} detail={say(presetTexts[preset])} />
        <ListRow title={say(settingsTexts.zone)} detail={zoneAbbreviation(zone) ?? zone} />
        <ListRow title={say(settingsTexts.since)} detail={dayOf(createdAt, reader)} />
      </List>
    </Card>
  );
}
