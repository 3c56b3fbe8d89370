import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useParams, useSearchParams } from "wouter-preact";
import {
  appraiserRoleTexts,
  employeeKindTerms,
  exclusionReasonTexts,
  standingTexts,
} from "#shared/people/messages.ts";
import { maskNip } from "#shared/people/wording.ts";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useMay } from "../../app/me.ts";
import { TaskPage } from "../../app/page.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import type { Api } from "../../data/client.ts";
import { read } from "../../data/queries.ts";
import { dateOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { cornerDownRight, users } from "../../ui/icons.ts";
import { Link } from "../../ui/link.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { CorrectPage, MovePage } from "./assignment-page.tsx";
import { atHand, careerOf, type When } from "./career.ts";
import { ExclusionsPage } from "./exclusions-page.tsx";
import { FactsPage } from "./facts-page.tsx";
import { peopleTexts } from "./people-texts.ts";
import { nameInFull } from "./person-name.ts";
import { useToday } from "./today.ts";
import { useAppraiserName } from "./use-appraiser-name.ts";
import { useUnits } from "./use-units.ts";
import "./people.css";

export type PersonView = Awaited<ReturnType<Api["people"]["readPerson"]>>;
export type AssignmentView = PersonView["assignments"][number];

/** Somebody with all that is known of them, and the pages on which it is changed (`?ubah=`). */
export function PersonPage(): VNode {
  const { id = "" } = useParams<{ id: string }>();
  const [search] = useSearchParams();
  const { data, error, refetch } = useQuery(read("people", "readPerson", { params: { employeeId: id } }));
  const mayChange = useMay("people.manage");
  if (data === undefined)
    return error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />;
  const corrected = data.assignments.find((each) => each.id === search.get("penugasan"));
  switch (mayChange ? search.get("ubah") : null) {
    case "data":
      return <FactsPage key="data" person={data} />;
    case "pindah":
      return <MovePage key="pindah" person={data} />;
    case "pengecualian":
      return <ExclusionsPage key="pengecualian" person={data} />;
    case "koreksi":
      if (corrected !== undefined) return <CorrectPage key="koreksi" person={data} assignment={corrected} />;
      break;
  }
  return <Overview key="all" person={data} mayChange={mayChange} />;
}

interface SectionProps {
  readonly person: PersonView;
  readonly mayChange: boolean;
}

/** The address of a page that changes somebody. */
function wayTo({ id }: PersonView, what: string, more: Readonly<Record<string, string>> = {}): string {
  return `${pathTo(webPaths.person, { id })}?${new URLSearchParams({ ubah: what, ...more })}`;
}

function Overview({ person, mayChange }: SectionProps): VNode {
  const say = useSay();
  const current = atHand(person.assignments, useToday());
  const name = nameInFull(person);
  return (
    <TaskPage
      title={name}
      back={{ href: webPaths.people, label: say(peopleTexts.back) }}
      detail={<bdi>{current?.position.title}</bdi>}
    >
      <div class="two-panes">
        <Career person={person} mayChange={mayChange} />
        <div class="stack">
          <Facts person={person} mayChange={mayChange} />
          <Exclusions person={person} mayChange={mayChange} />
        </div>
      </div>
    </TaskPage>
  );
}

function Career({ person, mayChange }: SectionProps): VNode {
  const say = useSay();
  const career = careerOf(person.assignments, useToday());
  return (
    <Card title={say(peopleTexts.assignments)}>
      <div class="stack">
        {career.length === 0 && <p class="meta">{say(peopleTexts.noAssignments)}</p>}
        <ol class="career">
          {career.map(({ assignment, when }) => (
            <CareerItem
              key={assignment.id}
              person={person}
              assignment={assignment}
              when={when}
              mayChange={mayChange}
            />
          ))}
        </ol>
        <div class="row">
          {mayChange && (
            <ButtonLink href={wayTo(person, "pindah")} icon={cornerDownRight} kind="primary">
              {say(peopleTexts.move)}
            </ButtonLink>
          )}
          <ButtonLink href={`${webPaths.people}?penilai=${person.id}`} icon={users}>
            {say(peopleTexts.appraises)}
          </ButtonLink>
        </div>
      </div>
    </Card>
  );
}

interface CareerItemProps extends SectionProps {
  readonly assignment: AssignmentView;
  readonly when: When;
}

function CareerItem({ person, assignment, when, mayChange }: CareerItemProps): VNode {
  const say = useSay();
  const { nameOf } = useUnits();
  const { id, position, unit, heads, role, mandate } = assignment;
  return (
    <li class={when === "now" ? "career-item career-now" : "career-item"}>
      <p class="row">
        <bdi class="career-title">{position.title}</bdi>
        <Chip tone={when === "now" ? "nila" : when === "future" ? "kunyit" : "abu"}>
          {say(peopleTexts[when])}
        </Chip>
      </p>
      <p>
        <bdi>{nameOf(unit)}</bdi>
      </p>
      <p class="meta">{useStretch(assignment)}</p>
      <AppraiserLine assignment={assignment} />
      {role !== "definitif" && (
        <p class="meta">
          {say(appraiserRoleTexts[role])}
          {mandate !== undefined && ` · ${say(peopleTexts.mandate, { number: mandate.number })}`}
        </p>
      )}
      {heads !== undefined && <p class="meta">{say(peopleTexts.leads, { unit: nameOf(heads) })}</p>}
      {mayChange && (
        <Link href={wayTo(person, "koreksi", { penugasan: id })} isAlone>
          {say(peopleTexts.correct)}
          <span class="unseen"> {position.title}</span>
        </Link>
      )}
    </li>
  );
}

function useStretch({ from, to }: { readonly from: string; readonly to?: string | undefined }): string {
  const say = useSay();
  const language = useLanguage();
  const begin = dateOf(from, language);
  if (to === undefined) return say(peopleTexts.fromOn, { from: begin });
  return say(peopleTexts.fromTo, { from: begin, to: dateOf(to, language) });
}

function AppraiserLine({ assignment: { appraiser } }: { readonly assignment: AssignmentView }): VNode {
  const say = useSay();
  const name = useAppraiserName(appraiser?.id);
  if (appraiser === undefined) return <p class="people-missing">{say(peopleTexts.noAppraiser)}</p>;
  return (
    <p>
      {say(peopleTexts.appraiser)}:{" "}
      {appraiser.kind === "employee" ? (
        <Link href={pathTo(webPaths.person, appraiser)}>{name}</Link>
      ) : (
        <bdi>{name}</bdi>
      )}
    </p>
  );
}

function Facts({ person, mayChange }: SectionProps): VNode {
  const say = useSay();
  const language = useLanguage();
  const { nip, kind, rank, standing, standingFrom, email, contractEnd, retirement } = person;
  const day = (date: string) => dateOf(date, language);
  const since = standingFrom === undefined ? "" : `, ${say(peopleTexts.since, { day: day(standingFrom) })}`;
  const facts = [
    [peopleTexts.nip, maskNip(nip)],
    [peopleTexts.kind, employeeKindTerms[kind]],
    [peopleTexts.rank, rank],
    [peopleTexts.standing, `${say(standingTexts[standing])}${since}`],
    [peopleTexts.email, email ?? say(peopleTexts.noEmail)],
    [peopleTexts.contractEnd, contractEnd && day(contractEnd)],
    [peopleTexts.retirement, retirement && day(retirement)],
  ] as const;
  return (
    <Card
      title={say(peopleTexts.facts)}
      {...(mayChange && {
        action: (
          <Link href={wayTo(person, "data")} isAlone>
            {say(peopleTexts.change)}
          </Link>
        ),
      })}
    >
      <dl class="facts">
        {facts.map(
          ([text, value]) =>
            value !== undefined && (
              <div key={text.id}>
                <dt>{say(text)}</dt>
                <dd class="figures">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Card>
  );
}

function Exclusions({ person, mayChange }: SectionProps): VNode {
  const say = useSay();
  const { exclusions } = person;
  return (
    <Card
      title={say(peopleTexts.exclusions)}
      {...(mayChange && {
        action: (
          <Link href={wayTo(person, "pengecualian")} isAlone>
            {say(peopleTexts.change)}
          </Link>
        ),
      })}
    >
      {exclusions.length === 0 ? (
        <p class="meta">{say(peopleTexts.noExclusions)}</p>
      ) : (
        <List>
          {exclusions.map((each) => (
            <ExclusionRow key={`${each.reason}${each.from}`} {...each} />
          ))}
        </List>
      )}
    </Card>
  );
}

function ExclusionRow(exclusion: PersonView["exclusions"][number]): VNode {
  const say = useSay();
  return (
    <ListRow
      title={say(exclusionReasonTexts[exclusion.reason])}
      detail={
        <>
          {useStretch(exclusion)}. <bdi>{exclusion.rule}</bdi>
          {exclusion.note !== undefined && <bdi> {exclusion.note}</bdi>}
        </>
      }
    />
  );
}
