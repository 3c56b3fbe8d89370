import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useLocation, useSearchParams } from "wouter-preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { initialsOf } from "../../app/initials.ts";
import { useMe, useReader } from "../../app/me.ts";
import { PageWaits } from "../../app/waiting.tsx";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { read } from "../../data/queries.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { clock, mail, minus } from "../../ui/icons.ts";
import { LinkButton } from "../../ui/link.tsx";
import { Select } from "../../ui/select.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { LongList } from "./long-list.tsx";
import { decisionsOf, type Foreseen, inOrder, reasonsOf, stepOf } from "./reminder-words.ts";
import { useForeseen } from "./reminders-data.ts";
import { MailPreview } from "./reminders-preview.tsx";
import { reminderTexts } from "./reminders-texts.ts";

type Foresight = ReturnType<typeof useForeseen>;

interface WhoProps {
  readonly cycle: Cycle;
  readonly supervisors: Foresight;
  /** Whose employees are shown, by the address. */
  readonly unit: string | undefined;
}

/** Who would get what at the next step and why: supervisors all together, employees by unit. */
export function WhoIsMailed({ cycle, supervisors, unit }: WhoProps): VNode {
  const say = useSay();
  const [search] = useSearchParams();
  const isForEmployees = search.get("untuk") === "pegawai";
  const employees = useForeseen(cycle.id, unit, isForEmployees && unit !== undefined);
  const to = (untuk: string | undefined) => addressWith(search, { untuk, unit: undefined });
  return (
    <Card title={say(reminderTexts.who)}>
      <Tabs
        label={say(reminderTexts.forWhom)}
        tabs={[
          { href: to(undefined), label: say(reminderTexts.toSupervisors), isCurrent: !isForEmployees },
          { href: to("pegawai"), label: say(reminderTexts.toEmployees), isCurrent: isForEmployees },
        ]}
      />
      {isForEmployees && <UnitChoice unit={unit} />}
      {isForEmployees && unit === undefined ? (
        <p class="reminders-hint">{say(reminderTexts.chooseUnitLead)}</p>
      ) : (
        <People cycle={cycle} foresight={isForEmployees ? employees : supervisors} />
      )}
    </Card>
  );
}

function addressWith(search: URLSearchParams, changes: Readonly<Record<string, string | undefined>>): string {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  const query = next.toString();
  return query === "" ? webPaths.reminders : `${webPaths.reminders}?${query}`;
}

function UnitChoice({ unit }: Pick<WhoProps, "unit">): VNode {
  const say = useSay();
  const [search] = useSearchParams();
  const [, go] = useLocation();
  const { data } = useQuery(read("people", "listUnits"));
  const units = [...(data?.items ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  return (
    <div class="reminders-choice">
      <Select
        label={say(reminderTexts.unit)}
        value={unit ?? ""}
        options={[
          { value: "", label: say(reminderTexts.chooseUnit) },
          ...units.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) => go(addressWith(search, { unit: id || undefined }))}
      />
    </div>
  );
}

interface PeopleProps {
  readonly cycle: Cycle;
  readonly foresight: Foresight;
}

function People({ cycle, foresight }: PeopleProps): VNode {
  const say = useSay();
  const reader = useReader();
  const [shown, setShown] = useState<Foreseen>();
  const rowOf = usePersonRow(setShown);
  const { people: known, at, steps, hasMore, more, error, again } = foresight;
  if (known === undefined) return error === null ? <PageWaits /> : <PageFailed error={error} again={again} />;
  if (at === undefined) return <p class="reminders-hint">{say(reminderTexts.noStepForThem)}</p>;
  if (known.length === 0) return <p class="reminders-hint">{say(reminderTexts.nobody)}</p>;
  const people = inOrder(known);
  const step = shown && stepOf(shown, steps, at);
  return (
    <>
      <p class="reminders-hint">
        <strong>{say(reminderTexts.summary, decisionsOf(people))}.</strong>{" "}
        {say(reminderTexts.whoLead, { moment: momentOf(at, reader) })}
      </p>
      <LongList
        label={say(reminderTexts.who)}
        items={people}
        keyOf={({ id }) => id}
        rowOf={rowOf}
        restText={reminderTexts.rest}
      />
      {hasMore && <Button onClick={more}>{say(reminderTexts.more)}</Button>}
      {shown !== undefined && step !== undefined && (
        <MailPreview cycle={cycle.id} person={shown} step={step} onClose={() => setShown(undefined)} />
      )}
    </>
  );
}

const looks = {
  send: { tone: "nila", icon: mail, text: reminderTexts.send },
  wait: { tone: "kunyit", icon: clock, text: reminderTexts.waits },
  nothing: { tone: "abu", icon: minus, text: reminderTexts.nothing },
} as const;

function usePersonRow(onSee: (person: Foreseen) => void) {
  const say = useSay();
  const reader = useReader();
  // Mails speak the agency's language, whatever the reader of this page chose.
  const { language } = useMe().agency;
  return (person: Foreseen) => {
    const { name, decision, subject, until } = person;
    const { tone, icon, text } = looks[decision];
    return {
      start: <Avatar initials={initialsOf(name)} />,
      title: name,
      detail:
        decision === "send" ? (
          <bdi lang={language}>{subject}</bdi>
        ) : decision === "wait" && until !== undefined ? (
          say(reminderTexts.wait, { moment: momentOf(until, reader) })
        ) : (
          reasonsOf(person)
            .map((why) => say(why))
            .join(" ")
        ),
      end: (
        <Chip tone={tone} icon={icon}>
          {say(text)}
        </Chip>
      ),
      ...(decision === "send" && {
        endDetail: (
          <LinkButton isAlone onClick={() => onSee(person)}>
            {say(reminderTexts.see)} <span class="unseen">{name}</span>
          </LinkButton>
        ),
      }),
    };
  };
}
