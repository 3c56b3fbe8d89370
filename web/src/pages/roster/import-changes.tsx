import type { VNode } from "preact";
import { standingTexts } from "#shared/people/messages.ts";
import type { DiffField } from "#shared/people/roster/diff.ts";
import type { Api } from "../../data/client.ts";
import { read } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { Chip } from "../../ui/chip.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Row } from "../../ui/list-row.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { ImportView } from "./import-stage.tsx";
import { fieldTexts, importTexts } from "./import-texts.ts";
import { NumberedList } from "./numbered-list.tsx";
import { useNumberedPages } from "./numbered-pages.ts";
import { useToday } from "./today.ts";

type Change = Awaited<ReturnType<Api["people"]["readChanges"]>>["items"][number];

export const leavingStandings = ["retired", "deceased", "dismissed", "transferred-out"] as const;
export interface Leaver {
  readonly standing: (typeof leavingStandings)[number];
  readonly lastDay: string;
}
/** Who is said to have left, by their id. */
export type Leavers = ReadonlyMap<string, Leaver>;

interface ChangesProps {
  readonly view: ImportView;
  readonly leavers: Leavers;
  readonly onLeavers: (leavers: Leavers) => void;
}

/** Who would join or change, what was before and what would be, and who is no longer named. */
export function Changes({ view, leavers, onLeavers }: ChangesProps): VNode {
  const say = useSay();
  const rows = useNumberedPages<Change>((page) =>
    read("people", "readChanges", { params: { importId: view.id }, query: { page } }),
  );
  const { joined = 0, changed = 0, leaving = 0 } = view.preview ?? {};
  const count = joined + changed + leaving;
  const decide = (employee: string, leaver: Leaver | undefined) => {
    const next = new Map(leavers);
    if (leaver === undefined) next.delete(employee);
    else next.set(employee, leaver);
    onLeavers(next);
  };
  if (count === 0) return <EmptyState title={say(importTexts.noChanges)} />;
  return (
    <NumberedList label={say(importTexts.changesTab)} count={count} estimate={72} rows={rows}>
      {(change) => {
        if (change.kind !== "leaving") return <Changed {...change} />;
        const { employee } = change;
        return (
          <Leaving
            change={change}
            leaver={leavers.get(employee)}
            onLeaver={(leaver) => decide(employee, leaver)}
          />
        );
      }}
    </NumberedList>
  );
}

function Changed({ kind, name, row, changes = [] }: Change): VNode {
  const say = useSay();
  const isNew = kind === "joined";
  return (
    <Row
      {...(row !== undefined && { above: say(importTexts.rowNumber, { row }) })}
      title={name}
      {...(changes.length > 0 && {
        detail: (
          <ul class="change-list">
            {changes.map((each) => (
              <FieldChange key={each.field} {...each} />
            ))}
          </ul>
        ),
      })}
      end={
        <Chip tone={isNew ? "daun" : "nila"}>{say(isNew ? importTexts.joined : importTexts.changed)}</Chip>
      }
    />
  );
}

function FieldChange({ field, before, after }: NonNullable<Change["changes"]>[number]): VNode {
  const say = useSay();
  return (
    <li>
      {say(fieldTexts[field as DiffField])}:{" "}
      <del>
        <span class="unseen">{say(importTexts.before)} </span>
        {before ?? say(importTexts.nothingBefore)}
      </del>{" "}
      <span aria-hidden="true">·</span> <ins>{after ?? say(importTexts.nothingAfter)}</ins>
    </li>
  );
}

interface LeavingProps {
  readonly change: Change;
  readonly leaver: Leaver | undefined;
  readonly onLeaver: (leaver: Leaver | undefined) => void;
}

/** A file may be of one office only, so nobody leaves unless somebody says so. */
function Leaving({ change, leaver, onLeaver }: LeavingProps): VNode {
  const say = useSay();
  const today = useToday();
  const { name, reason = "not-in-file" } = change;
  const why = reason in standingTexts ? standingTexts[reason as keyof typeof standingTexts] : undefined;
  return (
    <div>
      <Row
        title={name}
        detail={`${why === undefined ? say(importTexts.notInFile) : say(why)}. ${say(importTexts.leavingMeaning)}`}
        end={<Chip tone="kunyit">{say(importTexts.leaving)}</Chip>}
      />
      <div class="leave-choice">
        <Select
          label={say(importTexts.leaveAs, { name })}
          value={leaver?.standing ?? "stays"}
          options={[
            { value: "stays", label: say(importTexts.stays) },
            ...leavingStandings.map((value) => ({
              value,
              label: `${say(importTexts.hasLeft)}: ${say(standingTexts[value])}`,
            })),
          ]}
          onChange={(value) => {
            const standing = leavingStandings.find((each) => each === value);
            onLeaver(standing && { standing, lastDay: leaver?.lastDay ?? today });
          }}
        />
        {leaver !== undefined && (
          <TextField
            label={say(importTexts.lastDay)}
            type="date"
            value={leaver.lastDay}
            onInput={(lastDay) => onLeaver({ ...leaver, lastDay })}
          />
        )}
      </div>
    </div>
  );
}
