import { useMutation, useQuery } from "@tanstack/preact-query";
import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";
import { useLocation, useParams } from "wouter-preact";
import { appraiserRoleTexts, ticketStateTexts } from "#shared/people/messages.ts";
import type { AppraiserRef, AppraiserRole } from "#shared/people/model.ts";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { announce } from "../../app/announce.tsx";
import { PageFailed } from "../../app/failure.tsx";
import { useReader } from "../../app/me.ts";
import { TaskPage } from "../../app/page.tsx";
import { toast } from "../../app/toasts.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import { type Api, api } from "../../data/client.ts";
import { read, refresh } from "../../data/queries.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Link } from "../../ui/link.tsx";
import { ClosedState } from "../../ui/notice.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { ActDialog } from "../../work/act-dialog.tsx";
import { Refusal } from "../../work/refusal.tsx";
import { AppraiserPicker } from "./appraiser-picker.tsx";
import { isActing } from "./assignment-form.ts";
import { peopleTexts } from "./people-texts.ts";
import { ticketTexts as texts } from "./ticket-texts.ts";
import { useToday } from "./today.ts";
import { useUnits } from "./use-units.ts";
import "./people.css";

type Ticket = Awaited<ReturnType<Api["people"]["readTicket"]>>;

/** One ticket: what the three say, and the decision. */
export function TicketPage(): VNode {
  const { id = "" } = useParams<{ id: string }>();
  const { data, error, refetch } = useQuery(read("people", "readTicket", { params: { employeeId: id } }));
  if (data === undefined)
    return error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />;
  return <Decision key={`${data.employeeId}${data.number}`} ticket={data} />;
}

interface TicketProps {
  readonly ticket: Ticket;
}

function Decision({ ticket }: TicketProps): VNode {
  const say = useSay();
  const { nameOf } = useUnits();
  const { name, post, unit, state, day, closedAt } = ticket;
  const mayDecide = closedAt === undefined;
  return (
    <TaskPage
      title={name}
      back={{ href: webPaths.tickets, label: say(texts.back) }}
      detail={<bdi>{[post, nameOf(unit)].filter(Boolean).join(" · ")}</bdi>}
      end={mayDecide && <StateMark state="with-supervisor">{say(texts.day, { day })}</StateMark>}
    >
      <div class="stack">
        <Said ticket={ticket} />
        {mayDecide ? (
          <Correction ticket={ticket} />
        ) : (
          <ClosedState>{say(texts.resolved, { state: say(ticketStateTexts[state]) })}</ClosedState>
        )}
      </div>
    </TaskPage>
  );
}

/** What employee and appraiser say. */
function Said({ ticket }: TicketProps): VNode {
  const say = useSay();
  const reader = useReader();
  const { employeeId, openedBy, openedAt, recorded, wanted, note, view, reason } = ticket;
  return (
    <Card title={say(texts.title)}>
      <div class="stack">
        <p class="meta">
          {say(texts.opened, { moment: momentOf(openedAt, reader) })}.{" "}
          {say(openedBy === "employee" ? texts.byEmployee : texts.byAppraiser)}
        </p>
        <dl class="facts">
          <Fact name={say(texts.recorded)}>{named(recorded) ?? say(texts.nobody)}</Fact>
          <Fact name={say(texts.wanted)}>{named(wanted) ?? say(texts.nobodyNamed)}</Fact>
          {note !== undefined && <Fact name={say(texts.note)}>{note}</Fact>}
          <Fact name={say(texts.view)}>
            {view === undefined ? say(texts.noView) : say(view.isMine ? texts.saysMine : texts.saysNotMine)}{" "}
            {view?.note}
          </Fact>
          {reason !== undefined && <Fact name={say(texts.reason)}>{reason}</Fact>}
        </dl>
        <Link href={pathTo(webPaths.person, { id: employeeId })} isAlone>
          {say(texts.toPerson)}
        </Link>
      </div>
    </Card>
  );
}

function named(one: Ticket["wanted"]): string | undefined {
  return one && [one.name, one.post].filter(Boolean).join(", ");
}

interface FactProps {
  readonly name: string;
  readonly children: ComponentChildren;
}

function Fact({ name, children }: FactProps): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}

/** The right appraiser, from the start or from a day on. Whom the employee named stands there already. */
function Correction({ ticket }: TicketProps): VNode {
  const say = useSay();
  const today = useToday();
  const { employeeId, name, wanted } = ticket;
  const [appraiser, setAppraiser] = useState<AppraiserRef | undefined>(wanted?.appraiser as AppraiserRef);
  const [since, setSince] = useState<"start" | "day">("start");
  const [from, setFrom] = useState(today);
  const [role, setRole] = useState<AppraiserRole>("definitif");
  const [letter, setLetter] = useState("");
  const [isDeclining, setDeclining] = useState(false);
  const [isTried, setTried] = useState(false);
  const done = useDone(say(texts.corrected, { name }));
  const { mutate, isPending, error } = useMutation({
    mutationFn: (right: AppraiserRef) =>
      api.people.correctTicket({
        params: { employeeId },
        body: {
          appraiser: right,
          role,
          ...(since === "day" && { from }),
          ...(isActing(role) && letter.trim() !== "" && { mandate: { number: letter.trim() } }),
        } as never,
      }),
    onSuccess: done,
    onError: () => refresh(["people/readTicket"]),
  });
  const isDayMissing = since === "day" && from === "";
  const send = () => {
    setTried(true);
    if (appraiser !== undefined && !isDayMissing) mutate(appraiser);
  };
  return (
    <Card title={say(texts.correctTitle)}>
      <div class="stack">
        <AppraiserPicker
          value={appraiser}
          onChange={setAppraiser}
          error={isTried && appraiser === undefined ? say(texts.appraiserMissing) : undefined}
        />
        <Segmented
          label={say(texts.since)}
          options={[
            { value: "start", label: say(texts.fromStart) },
            { value: "day", label: say(texts.fromDay) },
          ]}
          value={since}
          onChange={setSince}
        />
        {since === "day" && (
          <TextField
            label={say(texts.from)}
            type="date"
            value={from}
            isRequired
            onInput={setFrom}
            error={isTried && isDayMissing ? say(texts.fromMissing) : undefined}
          />
        )}
        <p class="meta">{say(since === "day" ? texts.fromDayMeaning : texts.fromStartMeaning)}</p>
        <Select
          label={say(peopleTexts.role)}
          value={role}
          options={Object.entries(appraiserRoleTexts).map(([value, text]) => ({ value, label: say(text) }))}
          onChange={(value) => setRole(value as AppraiserRole)}
        />
        {isActing(role) && (
          <TextField
            label={say(peopleTexts.letter)}
            hint={say(peopleTexts.letterHint)}
            value={letter}
            maxLength={100}
            onInput={setLetter}
          />
        )}
        <Refusal error={error} />
        <div class="row">
          <Button kind="primary" isBusy={isPending} onClick={send}>
            {say(texts.correct)}
          </Button>
          <Button onClick={() => setDeclining(true)}>{say(texts.decline)}</Button>
        </div>
      </div>
      {isDeclining && <DeclineDialog ticket={ticket} onClose={() => setDeclining(false)} />}
    </Card>
  );
}

interface DeclineProps extends TicketProps {
  readonly onClose: () => void;
}

function DeclineDialog({ ticket: { employeeId, name }, onClose }: DeclineProps): VNode {
  const say = useSay();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const done = useDone(say(texts.declined, { name }));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.people.declineTicket({ params: { employeeId }, body: { reason: reason.trim() } }),
    onSuccess: done,
  });
  const isMissing = reason.trim() === "";
  return (
    <ActDialog
      title={say(texts.declineTitle)}
      act={say(texts.decline)}
      write={{ isPending, error }}
      onAct={() => {
        setTried(true);
        if (!isMissing) mutate();
      }}
      onClose={onClose}
    >
      <p>{say(texts.declineLead, { name })}</p>
      <TextArea
        label={say(texts.reason)}
        value={reason}
        maxLength={500}
        isRequired
        onInput={setReason}
        error={isTried && isMissing ? say(texts.reasonMissing) : undefined}
      />
    </ActDialog>
  );
}

/** Says what was done, and goes back to the list. */
function useDone(words: string): () => void {
  const [, go] = useLocation();
  return () => {
    refresh(["people/listTickets", "people/readTicket", "people/readPerson", "people/listPeople"]);
    toast(words);
    announce(words);
    go(webPaths.tickets);
  };
}
