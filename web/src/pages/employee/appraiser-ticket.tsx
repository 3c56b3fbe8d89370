import { useMutation, useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { announce } from "../../app/announce.tsx";
import { toast } from "../../app/toasts.tsx";
import { type Api, api } from "../../data/client.ts";
import { read, refresh } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { messageCircleQuestionMark } from "../../ui/icons.ts";
import { LinkButton } from "../../ui/link.tsx";
import { InfoNotice, Notice } from "../../ui/notice.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { ActDialog } from "../../work/act-dialog.tsx";
import { Refusal } from "../../work/refusal.tsx";
import { ticketTexts as texts } from "./ticket-texts.ts";

export type Ticket = Awaited<ReturnType<Api["people"]["readTicket"]>>;

/** Wherever my ticket is shown. */
const shownBy = ["cycles/readAppraiser", "people/readMyTicket"];

/** My ticket where no appraiser is on record, with whom it comes else. */
export function useMyTicket(isAsked: boolean): Ticket | undefined {
  return useQuery({ ...read("people", "readMyTicket"), enabled: isAsked }).data?.ticket;
}

/** Whether my ticket still waits for a decision. */
export function isOpen(ticket: Ticket | undefined): ticket is Ticket {
  return ticket !== undefined && ticket.closedAt === undefined;
}

/** How far my ticket is, with its day; while nobody has decided it can be withdrawn. */
export function TicketNotice({ ticket }: { readonly ticket: Ticket }): VNode | null {
  const say = useSay();
  const { employeeId, openedBy, state, day, view, wanted, reason } = ticket;
  const withdraw = useMutation({
    mutationFn: () => api.people.withdrawTicket({ params: { employeeId } }),
    onSuccess: () => {
      refresh(shownBy);
      toast(say(texts.withdrawn));
      announce(say(texts.withdrawn));
    },
    onError: () => refresh(shownBy),
  });
  if (state === "withdrawn") return null;
  if (state === "corrected") {
    return <InfoNotice lead={say(texts.corrected)}>{say(texts.correctedMeaning)}</InfoNotice>;
  }
  if (state === "declined") {
    return <InfoNotice lead={say(texts.declined)}>{reason}</InfoNotice>;
  }
  const isOwn = openedBy === "employee";
  return (
    <div class="stack">
      <Notice
        tone="kunyit"
        icon={messageCircleQuestionMark}
        lead={say(isOwn ? texts.ticketDay : texts.disownedDay, { day })}
        {...(isOwn && {
          action: (
            <LinkButton isAlone onClick={() => withdraw.mutate()}>
              {say(texts.withdraw)}
            </LinkButton>
          ),
        })}
      >
        {wanted !== undefined && say(texts.named, { name: wanted.name })}{" "}
        {say(view === undefined ? texts.waitsForBoth : view.isMine ? texts.saysMine : texts.saysNotMine)}{" "}
        {say(texts.goOn)}
      </Notice>
      <Refusal error={withdraw.error} />
    </div>
  );
}

interface WrongAppraiserProps {
  readonly isOpen: boolean;
  /** On record; absent where nobody is. */
  readonly name?: string | undefined;
  readonly onClose: () => void;
}

export function WrongAppraiser({ isOpen, name, onClose }: WrongAppraiserProps): VNode | null {
  return isOpen ? <OpenedDialog name={name} onClose={onClose} /> : null;
}

const somebodyElse = "else";

/** Who it should be: one of those who lead or appraise around me, or a name; and what else there is to say. */
function OpenedDialog({ name, onClose }: Omit<WrongAppraiserProps, "isOpen">): VNode {
  const say = useSay();
  const { data } = useQuery(read("people", "listSuperiors"));
  const superiors = data?.items ?? [];
  const [chosen, setChosen] = useState<string>();
  const [typed, setTyped] = useState("");
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const wanted = superiors.find(({ appraiser }) => appraiser.id === chosen)?.appraiser;
  const writes = wanted === undefined;
  const isMissing = writes && typed.trim() === "";
  const send = useMutation({
    mutationFn: () =>
      api.people.openTicket({
        body: {
          wanted: wanted ?? { kind: "named", name: typed.trim() },
          ...(note.trim() !== "" && { note: note.trim() }),
        },
      }),
    onSuccess: () => {
      refresh(shownBy);
      toast(say(texts.sent));
      announce(say(texts.sent));
      onClose();
    },
  });
  const press = () => {
    setTried(true);
    if (!isMissing && !send.isPending) send.mutate();
  };
  const options = superiors.map(({ appraiser, name: own, post }) => ({
    value: appraiser.id as string,
    label: post === undefined ? own : `${own}, ${post}`,
  }));
  return (
    <ActDialog title={say(texts.title)} act={say(texts.send)} write={send} onAct={press} onClose={onClose}>
      <p>{name === undefined ? say(texts.nobodyRecorded) : say(texts.recorded, { name })}</p>
      {options.length > 0 && (
        <Segmented
          label={say(texts.who)}
          layout="list"
          options={[...options, { value: somebodyElse, label: say(texts.somebodyElse) }]}
          value={chosen}
          onChange={setChosen}
          {...(isTried && chosen === undefined && { error: say(texts.whoMissing) })}
        />
      )}
      {(options.length === 0 || chosen === somebodyElse) && (
        <TextField
          label={say(texts.wantedName)}
          hint={say(texts.wantedHint)}
          value={typed}
          maxLength={160}
          isRequired
          onInput={setTyped}
          error={isTried && isMissing ? say(texts.whoMissing) : undefined}
        />
      )}
      <TextArea
        label={say(texts.note)}
        hint={say(texts.noteHint)}
        value={note}
        maxLength={500}
        onInput={setNote}
      />
      <p class="meta">{say(texts.whoReads)}</p>
    </ActDialog>
  );
}
