import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { exclusionNames } from "#shared/cycles/messages.ts";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { firstNameOf, initialsOf } from "../../app/initials.ts";
import { useMe, useNow, useReader } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { outbox } from "../../app/services.ts";
import { useStore } from "../../app/store.ts";
import { PageWaits } from "../../app/waiting.tsx";
import { useInbox } from "../../data/inbox.ts";
import { dateOf, daysAway, momentOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Card, CardLink } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Icon } from "../../ui/icon.tsx";
import { bookOpen, cloudOff, inbox, mapPin } from "../../ui/icons.ts";
import { LinkButton } from "../../ui/link.tsx";
import { List, ListRow, Row } from "../../ui/list-row.tsx";
import { ReadOnly } from "../../ui/read-only.tsx";
import { StateSign } from "../../ui/state-mark.tsx";
import { appraiserName, useAppraiser } from "../../work/appraiser.ts";
import { addressOf } from "./address.ts";
import { isOpen, TicketNotice, useMyTicket, WrongAppraiser } from "./appraiser-ticket.tsx";
import { useMyPlaces } from "./my-places.ts";
import { useReceipts } from "./receipt.ts";
import { ticketTexts } from "./ticket-texts.ts";
import {
  type Awaited,
  awaitedOf,
  type Duty,
  dayPartAt,
  dutiesOf,
  type Place,
  type Upcoming,
  upcomingOf,
} from "./today-duties.ts";
import { DutyCard } from "./today-duty.tsx";
import { todayTexts as texts } from "./today-texts.ts";
import { placeOfDuty, useDutyTitle } from "./today-words.ts";
import "./today.css";

/** What now, by when? */
export function TodayPage(): VNode {
  const say = useSay();
  const { name, employeeId } = useMe();
  const { zone } = useReader();
  const now = useNow();
  const { places, cycles, error, again } = useMyPlaces();
  const { isAsking } = useInbox();
  const receiptOf = useReceipts();
  /** Said already, and on its way. */
  const isSaid = (duty: Duty) => {
    if (duty.kind !== "result") return false;
    const said = receiptOf({ partId: duty.part.id, evaluationId: duty.evaluation.id });
    return said !== undefined && said.refusal === undefined;
  };
  const duties = places === undefined ? [] : dutiesOf(places, now).filter((duty) => !isSaid(duty));
  const title = say(texts[dayPartAt(now, zone)], { name: firstNameOf(name) });
  if (employeeId === undefined) return <NotOnRoster title={title} />;
  // What others wait for stands above all else: come later, it would push away what is about to be tapped.
  if (places === undefined || isAsking) {
    return (
      <Page title={title}>{error === null ? <PageWaits /> : <PageFailed error={error} again={again} />}</Page>
    );
  }
  const upcoming = upcomingOf(places, cycles ?? [], now);
  const isAppraised = places.some(({ part }) => part.exclusion === undefined);
  return (
    <Page title={title} lead={isAppraised && <Lead count={duties.length} />}>
      <div class="today">
        <div class="stack">
          <PeopleWait />
          <Main places={places} duties={duties} upcoming={upcoming} />
          <OtherDuties duties={duties.slice(1)} />
        </div>
        <div class="stack">
          <Around place={lastPlace(places)} />
          <AwaitedCard awaited={awaitedOf(places)} />
          <Unsent />
        </div>
      </div>
    </Page>
  );
}

/** Whoever appraises has that before their own work: others cannot go on without it. */
function PeopleWait(): VNode | null {
  const say = useSay();
  const { open } = useInbox();
  if (open === 0) return null;
  return (
    <Card>
      <Row
        start={<Icon of={inbox} />}
        title={say(texts.peopleWait, { count: open })}
        detail={say(texts.peopleWaitMeaning)}
        href={webPaths.inbox}
      />
    </Card>
  );
}

/** Where I am now: my appraiser is who appraises that part, also while a result of an earlier one waits for me. */
function lastPlace(places: readonly Place[]): Place | undefined {
  return (
    places.findLast(({ part }) => part.exclusion === undefined && part.closedAt === undefined) ??
    places.at(-1)
  );
}

function Lead({ count }: { readonly count: number }): VNode {
  const say = useSay();
  const { open } = useInbox();
  if (count === 0) return <>{say(open > 0 ? texts.ownNothing : texts.noDuty)}</>;
  return <>{count === 1 ? say(texts.oneDuty) : say(texts.duties, { count })}</>;
}

function NotOnRoster({ title }: { readonly title: string }): VNode {
  const say = useSay();
  const { agency } = useMe();
  return (
    <Page title={title}>
      <EmptyState title={say(texts.notOnRoster, { agency: agency.name })}>
        {say(texts.notOnRosterRemedy)}
      </EmptyState>
    </Page>
  );
}

interface MainProps {
  readonly places: readonly Place[];
  readonly duties: readonly Duty[];
  readonly upcoming: Upcoming | undefined;
}

/** The next thing expected, or why there is none. */
function Main({ places, duties: [first], upcoming }: MainProps): VNode {
  if (first !== undefined) return <DutyCard duty={first} />;
  const [only] = places;
  const excluded = places.every(({ part }) => part.exclusion !== undefined) ? only : undefined;
  return excluded === undefined ? (
    <NothingToDo hasPart={places.length > 0} upcoming={upcoming} />
  ) : (
    <Excluded {...excluded} />
  );
}

function NothingToDo({
  hasPart,
  upcoming,
}: {
  readonly hasPart: boolean;
  readonly upcoming: Upcoming | undefined;
}) {
  const say = useSay();
  const reader = useReader();
  const { open } = useInbox();
  // Whoever people wait for has something to do today; that nothing of their own is due stands under the greeting.
  if (open > 0) return null;
  const next =
    upcoming === undefined
      ? say(texts.nextUnknown)
      : say(upcoming.step === "planning" ? texts.nextPlanning : texts.nextReport, {
          title: say(upcoming.title),
          opens: momentOf(upcoming.opensAt, reader),
        });
  return (
    <Card>
      <EmptyState
        title={say(hasPart ? texts.nothing : texts.noPart)}
        action={hasPart && <ButtonLink href={webPaths.plan}>{say(texts.seePlan)}</ButtonLink>}
      >
        {next}
      </EmptyState>
    </Card>
  );
}

/** Why I am not appraised, by which paper, and for which days. */
function Excluded({ cycle, part: { exclusion } }: Place): VNode | null {
  const say = useSay();
  const language = useLanguage();
  if (exclusion === undefined) return null;
  const names: Readonly<Record<string, (typeof exclusionNames)[keyof typeof exclusionNames]>> =
    exclusionNames;
  const name = names[exclusion.reason];
  const days = { from: dateOf(exclusion.from, language), to: dateOf(exclusion.to, language) };
  return (
    <Card title={say(texts.excluded, { title: say(cycle.title) })}>
      <div class="stack">
        <ReadOnly label={say(texts.excludedWhy)} reason={say(texts.partDays, days)}>
          {name === undefined ? exclusion.reason : say(name)}
        </ReadOnly>
        <ReadOnly label={say(texts.excludedRule)}>{exclusion.rule}</ReadOnly>
        <p class="lead">{say(texts.excludedMeaning)}</p>
      </div>
    </Card>
  );
}

function OtherDuties({ duties }: { readonly duties: readonly Duty[] }): VNode | null {
  const say = useSay();
  if (duties.length === 0) return null;
  return (
    <Card title={say(texts.alsoExpected)} isQuiet>
      <List>
        {duties.map((duty) => (
          <DutyRow
            key={`${duty.part.id}/${duty.kind}/${"evaluation" in duty && duty.evaluation.id}`}
            duty={duty}
          />
        ))}
      </List>
    </Card>
  );
}

function DutyRow({ duty }: { readonly duty: Duty }): VNode {
  const say = useSay();
  const reader = useReader();
  const now = useNow();
  const { standing } = duty;
  const isClosed = standing?.state === "closed";
  return (
    <ListRow
      start={<StateSign state={isClosed ? "overdue" : "with-employee"} />}
      title={useDutyTitle(duty)}
      detail={standing === undefined ? say(texts.canBeRead) : momentOf(standing.closesAt, reader)}
      {...(standing !== undefined && {
        endDetail: isClosed ? say(texts.isClosed) : daysAway(standing.closesAt, now, reader),
      })}
      href={placeOfDuty(duty)}
    />
  );
}

function AwaitedCard({ awaited }: { readonly awaited: readonly Awaited[] }): VNode | null {
  const say = useSay();
  if (awaited.length === 0) return null;
  return (
    <Card title={say(texts.withOthers)} isQuiet>
      <List>
        {awaited.map(({ cycle, part, evaluation, waitsFor }) => (
          <ListRow
            key={`${part.id}/${evaluation?.id}`}
            start={<StateSign state="with-supervisor" />}
            title={
              evaluation === undefined
                ? say(texts.planOf, { title: say(cycle.title) })
                : say(texts.reportOf, { title: say(evaluation.title) })
            }
            detail={say(waitsFor === "appraiser" ? texts.withAppraiser : texts.withSuperior)}
            href={addressOf(
              evaluation === undefined ? webPaths.plan : webPaths.report,
              { cycle, part },
              evaluation,
            )}
          />
        ))}
      </List>
    </Card>
  );
}

/** Who appraises me, and where to read by which criteria and where I stand. */
function Around({ place }: { readonly place: Place | undefined }): VNode | null {
  const say = useSay();
  if (place === undefined || place.part.exclusion !== undefined) return null;
  return (
    <>
      <AppraiserCard {...place} />
      <div class="pair">
        <CardLink href={addressOf("/kriteria", place)} icon={bookOpen}>
          {say(texts.criteria)}
        </CardLink>
        <CardLink href={addressOf("/posisi", place)} icon={mapPin}>
          {say(texts.position)}
        </CardLink>
      </div>
    </>
  );
}

function AppraiserCard({ part }: Place): VNode | null {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const { data: appraiser, isLoading } = useAppraiser(part);
  const isNobody = part.appraiser === undefined;
  const own = useMyTicket(isNobody);
  if (!isNobody && isLoading) return <PageWaits count={1} />;
  if (!isNobody && appraiser === undefined) return null;
  const ticket = appraiser?.ticket ?? own;
  const name = appraiser && appraiserName(appraiser);
  const mayAsk = !isOpen(ticket) || (ticket.openedBy === "appraiser" && ticket.wanted === undefined);
  return (
    <Card>
      <div class="stack">
        {appraiser === undefined ? (
          <Row title={say(texts.noAppraiser)} detail={say(texts.noAppraiserRemedy)} />
        ) : (
          <Row
            start={<Avatar initials={initialsOf(appraiser.name)} tone="daun" />}
            above={say(texts.yourAppraiser)}
            title={appraiserName(appraiser)}
            detail={appraiser.post}
            {...(!isOpen(ticket) && {
              end: (
                <LinkButton isAlone onClick={() => setAsking(true)}>
                  {say(ticketTexts.wrong)}
                </LinkButton>
              ),
            })}
          />
        )}
        {ticket !== undefined && <TicketNotice ticket={ticket} />}
        {mayAsk && (isNobody || isOpen(ticket)) && (
          <LinkButton isAlone onClick={() => setAsking(true)}>
            {say(ticketTexts[isOpen(ticket) ? "nameSuperior" : "title"])}
          </LinkButton>
        )}
      </div>
      <WrongAppraiser isOpen={isAsking} name={name} onClose={() => setAsking(false)} />
    </Card>
  );
}

function Unsent(): VNode | null {
  const say = useSay();
  const { pending } = useStore(outbox.state);
  if (pending === 0) return null;
  return (
    <p class="row lead today-unsent">
      <Icon of={cloudOff} size={20} /> <span>{say(texts.unsent, { count: pending })}</span>
    </p>
  );
}
