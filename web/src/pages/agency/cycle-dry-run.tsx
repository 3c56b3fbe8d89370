import type { VNode } from "preact";
import { exclusionNames, stepNames } from "#shared/cycles/messages.ts";
import { skipTexts } from "#shared/reminders/messages.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useReader } from "../../app/me.ts";
import { PageWaits } from "../../app/waiting.tsx";
import type { Api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { dateOf, numberOf, shortDay } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { user } from "../../ui/icons.ts";
import { Link } from "../../ui/link.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { useDryRun } from "./cycle-data.ts";
import { pageOf } from "./cycle-fixes.ts";
import { audienceInWords, mailDays, stepInWords } from "./cycle-steps.ts";
import { cycleTexts } from "./cycle-texts.ts";
import { windowsOf } from "./cycle-windows.ts";
import { Names } from "./names.tsx";
import { PersonFilter } from "./person-filter.tsx";
import { useAddress } from "./use-address.ts";

type DryRun = Awaited<ReturnType<Api["cycles"]["dryRunCycle"]>>;

/** Who would take part, who not and why, and who would be mailed when; for all, or as it would be for one person. */
export function CycleDryRun({ cycle }: { readonly cycle: Cycle }): VNode {
  const say = useSay();
  const { said, to } = useAddress();
  const person = said.get("orang") ?? undefined;
  const { data: run, error, refetch } = useDryRun(cycle, true);
  const { data: own, error: ownError } = useDryRun(cycle, person !== undefined, person);
  if (run === undefined) {
    return error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />;
  }
  const hrefOf = (id: string | undefined) => to({ orang: id });
  return (
    <>
      <p class="lead">{say(cycleTexts.dryRunLead)}</p>
      <PersonFilter run={run} hrefOf={hrefOf} />
      {person === undefined ? (
        <div class="two-panes">
          <Mails cycle={cycle} run={run} hrefOf={hrefOf} />
          <div class="stack">
            <Scope run={run} />
            <Unreachable run={run} />
          </div>
        </div>
      ) : own === undefined ? (
        ownError === null ? (
          <PageWaits />
        ) : (
          <PageFailed error={ownError} />
        )
      ) : (
        <OnePerson cycle={cycle} run={run} own={own} person={person} everyone={hrefOf(undefined)} />
      )}
    </>
  );
}

function Scope({ run }: { readonly run: DryRun }): VNode {
  const say = useSay();
  const { language } = useReader();
  const reasons = Object.entries(run.excludedBy).sort(([, a], [, b]) => b - a);
  const figure = (value: number) => <strong class="figures">{numberOf(value, language)}</strong>;
  return (
    <Card title={say(cycleTexts.whoIsIn)}>
      <List isDense>
        <ListRow title={say(cycleTexts.inScope)} end={figure(run.inScope)} />
        <ListRow title={say(cycleTexts.excluded)} end={figure(run.excluded)} />
      </List>
      {run.excluded === 0 && <p class="lead">{say(cycleTexts.noneExcluded)}</p>}
      {reasons.map(([reason, count]) => (
        <details key={reason} class="cycle-names">
          <summary>
            {numberOf(count, language)} · {say(reasonOf(reason))}
          </summary>
          <List isDense>
            {run.exclusions
              .filter((one) => one.reason === reason)
              .map(({ id, name, from, to, rule }) => (
                <ListRow
                  key={`${id} ${from}`}
                  title={name}
                  {...withPage(id)}
                  detail={say(cycleTexts.excludedFrom, {
                    from: dateOf(from, language),
                    to: dateOf(to, language),
                    rule,
                  })}
                />
              ))}
          </List>
        </details>
      ))}
    </Card>
  );
}

function reasonOf(reason: string) {
  return exclusionNames[reason as keyof typeof exclusionNames];
}

function withPage(id: string): { readonly href?: string } {
  const href = pageOf(id);
  return href === undefined ? {} : { href };
}

function Unreachable({ run }: { readonly run: DryRun }): VNode {
  const say = useSay();
  return (
    <Card title={`${say(cycleTexts.unreachable)}: ${run.unreachableCount}`}>
      {run.unreachableCount === 0 && <p class="lead">{say(cycleTexts.noneUnreachable)}</p>}
      <List isDense>
        {run.unreachable.map(({ id, name, reason }) => (
          <ListRow
            key={id}
            title={name}
            {...withPage(id)}
            detail={say(skipTexts[reason === "dead-address" ? "dead-address" : "no-address"])}
          />
        ))}
      </List>
    </Card>
  );
}

interface MailsProps {
  readonly cycle: Cycle;
  readonly run: DryRun;
  readonly hrefOf: (id: string) => string;
}

/** Day by day who would be mailed about what; each name shows what that person alone would get. */
function Mails({ cycle, run, hrefOf }: MailsProps): VNode {
  const say = useSay();
  const { language } = useReader();
  const names = windowNames(cycle, say, language);
  const days = mailDays(run.steps);
  return (
    <Card title={say(cycleTexts.whoGetsMail)}>
      <p class="meta">{say(cycleTexts.atMost)}</p>
      {days.length === 0 && <p class="lead">{say(cycleTexts.noMails)}</p>}
      <ol class="agenda dry-run-days">
        {days.map(({ day }) => (
          <li key={day} class="agenda-day">
            <p class="agenda-date">
              <time dateTime={day}>{dateOf(day, language)}</time>
            </p>
            {run.steps
              .filter((step) => step.day === day)
              .map(({ window, audience, step, count, recipients }) => (
                <details key={`${window} ${audience} ${step}`} class="cycle-names">
                  <summary>
                    <span>
                      {names.get(window)}: {stepInWords(step, say)} ·{" "}
                      <strong>
                        {count === 1
                          ? say(cycleTexts.onePerson)
                          : say(cycleTexts.people, { count: numberOf(count, language) })}
                      </strong>{" "}
                      ({audienceInWords(audience, say)})
                    </span>
                  </summary>
                  <Names people={recipients.map((one) => ({ ...one, href: hrefOf(one.id) }))} count={count} />
                </details>
              ))}
          </li>
        ))}
      </ol>
    </Card>
  );
}

interface OnePersonProps {
  readonly cycle: Cycle;
  readonly run: DryRun;
  readonly own: DryRun;
  readonly person: string;
  readonly everyone: string;
}

function OnePerson({ cycle, run, own, person, everyone }: OnePersonProps): VNode {
  const say = useSay();
  const { language } = useReader();
  const windows = windowNames(cycle, say, language);
  const exclusion = run.exclusions.find(({ id }) => id === person);
  const known = [...own.steps.flatMap(({ recipients }) => recipients), ...run.exclusions, ...run.unreachable];
  const name = known.find(({ id }) => id === person)?.name ?? person;
  return (
    <Card
      title={say(cycleTexts.asFor, { name })}
      action={
        <span class="row">
          <Chip tone="nila" icon={user}>
            {say(cycleTexts.chosen)}
          </Chip>
          <Link href={everyone} isAlone>
            {say(cycleTexts.forEveryone)}
          </Link>
        </span>
      }
    >
      {exclusion !== undefined && (
        <p>
          {say(cycleTexts.personOut, { name })} {say(reasonOf(exclusion.reason))} ({exclusion.rule}).
        </p>
      )}
      {own.steps.length === 0 ? (
        <p class="lead">{say(cycleTexts.noMails)}</p>
      ) : (
        <List isDense label={say(cycleTexts.whoGetsMail)}>
          {own.steps.map(({ at, day, window, audience, step }) => (
            <ListRow
              key={`${at} ${window} ${audience} ${step}`}
              title={`${windows.get(window)}: ${stepInWords(step, say)}`}
              detail={audienceInWords(audience, say)}
              endDetail={shortDay(day, language)}
            />
          ))}
        </List>
      )}
    </Card>
  );
}

/** By key; where a year has several evaluations, with the evaluation's title. */
function windowNames(
  cycle: Cycle,
  say: ReturnType<typeof useSay>,
  language: "id" | "en",
): Map<string, string> {
  const hasSeveral = cycle.evaluations.length > 1;
  return new Map(
    windowsOf(cycle).map(({ key, step, evaluation }) => {
      const name = say(stepNames[step]);
      return [key, hasSeveral && evaluation !== undefined ? `${name} ${evaluation.title[language]}` : name];
    }),
  );
}
