import { useMutation, useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { toast } from "../../app/toasts.tsx";
import { type Api, api } from "../../data/client.ts";
import type { TeamRow } from "../../data/inbox.ts";
import { read, refresh } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { messageCircleQuestionMark } from "../../ui/icons.ts";
import { LinkButton } from "../../ui/link.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { Select } from "../../ui/select.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { ActDialog } from "../../work/act-dialog.tsx";
import { useDesk } from "./desk.ts";
import { ticketTexts as texts } from "./ticket-texts.ts";

type Ticket = Awaited<ReturnType<Api["people"]["listAskedTickets"]>>["items"][number];

/** As many as somebody can have at once; the rest comes when these are decided. */
const shownAtMost = 50;

const asked = () => read("people", "listAskedTickets", { query: { limit: shownAtMost } });

/** What some of my people, or I, said about being mine; those on which I have said nothing yet ask for it. */
export function AskedTickets(): VNode | null {
  const say = useSay();
  const [answering, setAnswering] = useState<{ readonly ticket: Ticket; readonly isMine: boolean }>();
  const tickets = useQuery(asked()).data?.items ?? [];
  if (tickets.length === 0) return null;
  return (
    <Card title={say(texts.title, { count: tickets.length })} isQuiet>
      <List label={say(texts.title, { count: tickets.length })}>
        {tickets.map((ticket) => (
          <ListRow
            key={ticket.employeeId}
            start={<Icon of={messageCircleQuestionMark} />}
            title={ticket.name}
            detail={<TicketLine ticket={ticket} onAnswer={(isMine) => setAnswering({ ticket, isMine })} />}
          />
        ))}
      </List>
      {answering !== undefined && <AnswerDialog {...answering} onClose={() => setAnswering(undefined)} />}
    </Card>
  );
}

interface TicketLineProps {
  readonly ticket: Ticket;
  readonly onAnswer: (isMine: boolean) => void;
}

function TicketLine({ ticket, onAnswer }: TicketLineProps): VNode {
  const say = useSay();
  const { openedBy, day, wanted, note, view } = ticket;
  return (
    <div class="stack">
      <p>
        {say(openedBy === "employee" ? texts.saysWrong : texts.disowned, { day })}{" "}
        {wanted !== undefined && say(texts.named, { name: wanted.name })}{" "}
        {note !== undefined && <bdi>{note}</bdi>}
      </p>
      {view === undefined ? (
        <p class="row">
          <LinkButton isAlone onClick={() => onAnswer(false)}>
            {say(texts.notMine)}
            <span class="unseen"> {ticket.name}</span>
          </LinkButton>
          <LinkButton isAlone onClick={() => onAnswer(true)}>
            {say(texts.mine)}
            <span class="unseen"> {ticket.name}</span>
          </LinkButton>
        </p>
      ) : (
        <p>{say(view.isMine ? texts.youSaidMine : texts.youSaidNotMine)}</p>
      )}
    </div>
  );
}

interface AnswerProps {
  readonly ticket: Ticket;
  readonly isMine: boolean;
  readonly onClose: () => void;
}

function AnswerDialog({ ticket: { employeeId, name }, isMine, onClose }: AnswerProps): VNode {
  const say = useSay();
  return (
    <NoteDialog
      title={say(isMine ? texts.mine : texts.notMine)}
      lead={say(isMine ? texts.mineLead : texts.notMineLead, { name })}
      send={(note) =>
        api.people.answerTicket({ params: { employeeId }, body: { isMine, ...(note !== "" && { note }) } })
      }
      onClose={onClose}
    />
  );
}

/** “Bukan pegawai saya”: one of those in my list, or the person of this page, is somebody else's. */
export function DisownWay({ rows }: { readonly rows: readonly TeamRow[] }): VNode | null {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const { official } = useDesk();
  // Whom an official appraises is not the assistant's to say.
  if (rows.length === 0 || official !== undefined) return null;
  return (
    <div>
      <LinkButton isAlone onClick={() => setOpen(true)}>
        {say(texts.disown)}
      </LinkButton>
      {isOpen && <DisownDialog rows={rows} onClose={() => setOpen(false)} />}
    </div>
  );
}

interface DisownProps {
  readonly rows: readonly TeamRow[];
  readonly onClose: () => void;
}

function DisownDialog({ rows, onClose }: DisownProps): VNode {
  const say = useSay();
  const people = [...new Map(rows.map((row) => [row.employeeId as string, row])).values()];
  const [who, setWho] = useState<string>((people.length === 1 && people[0]?.employeeId) || "");
  const options = people
    .map(({ employeeId, name, post }) => ({ value: employeeId as string, label: `${name}, ${post}` }))
    .sort((a, b) => a.label.localeCompare(b.label, "id"));
  return (
    <NoteDialog
      title={say(texts.disown)}
      lead={say(texts.disownLead)}
      missing={who === "" ? say(texts.choose) : undefined}
      send={(note) =>
        api.people.disownEmployee({
          params: { employeeId: who },
          body: { ...(note !== "" && { note }) },
        })
      }
      onClose={onClose}
    >
      {(error) => (
        <Select
          label={say(texts.who)}
          value={who}
          options={[{ value: "", label: say(texts.choose) }, ...options]}
          onChange={setWho}
          error={error}
        />
      )}
    </NoteDialog>
  );
}

interface NoteDialogProps {
  readonly title: string;
  readonly lead: string;
  /** What has to be chosen first, in words. */
  readonly missing?: string | undefined;
  readonly send: (note: string) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children?: (error: string | undefined) => VNode;
}

/** One sentence with what is sent, if there is anything to say. */
function NoteDialog({ title, lead, missing, send, onClose, children }: NoteDialogProps): VNode {
  const say = useSay();
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => send(note.trim()),
    onSuccess: () => {
      refresh(["people/listAskedTickets"]);
      toast(say(texts.sent));
      onClose();
    },
  });
  const press = () => {
    setTried(true);
    if (missing === undefined) mutate();
  };
  return (
    <ActDialog
      title={title}
      act={say(texts.send)}
      write={{ isPending, error }}
      onAct={press}
      onClose={onClose}
    >
      <p>{lead}</p>
      {children?.(isTried ? missing : undefined)}
      <TextArea
        label={say(texts.note)}
        hint={say(texts.noteHint)}
        value={note}
        maxLength={500}
        onInput={setNote}
      />
    </ActDialog>
  );
}
