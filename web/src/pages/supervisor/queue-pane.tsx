import type { ComponentChildren, VNode } from "preact";
import { initialsOf } from "../../app/initials.ts";
import { useSay } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { classes } from "../../ui/classes.ts";
import { Icon } from "../../ui/icon.tsx";
import { arrowLeft } from "../../ui/icons.ts";
import { Way } from "../../ui/link.tsx";
import { Segments } from "../../ui/progress.tsx";
import { StateMark, StateSign } from "../../ui/state-mark.tsx";
import { useDesk } from "./desk.ts";
import { type Seat, taskOf } from "./queue.ts";
import { type Queue, useMinutesLeft } from "./sitting.ts";
import { supervisorTexts as texts } from "./texts.ts";

interface QueuePaneProps {
  readonly queue: Queue;
  readonly part: string;
  /** At the foot. */
  readonly end: ComponentChildren;
}

/** Longer queues are told by their number alone. */
const mostSegments = 40;

/** On a wide screen: everybody of this sitting, and how far it is. */
export function QueuePane({ queue: { seats, left }, part, end }: QueuePaneProps): VNode {
  const say = useSay();
  const { list } = useDesk();
  const minutes = useMinutesLeft(left);
  const done = seats.length - left;
  return (
    <nav class="queue" aria-label={say(texts.queue)}>
      <div class="queue-head">
        <Way href={list} class="icon-button" aria-label={say(texts.back)}>
          <Icon of={arrowLeft} />
        </Way>
        <div>
          <strong>{say(texts.tabMine)}</strong>
          <div class="caption">
            {minutes === undefined
              ? say(texts.left, { count: left })
              : say(texts.leftMinutes, { count: left, minutes })}
          </div>
        </div>
      </div>
      {seats.length > 0 && seats.length <= mostSegments && (
        <Segments
          parts={seats.map(({ row, isDone }) => (row.part === part ? "current" : isDone ? "done" : "open"))}
          label={say(texts.queueProgress, { done, all: seats.length })}
        />
      )}
      <ol class="queue-list">
        {seats.map((seat) => (
          <QueueSeat key={seat.row.part} seat={seat} isCurrent={seat.row.part === part} />
        ))}
      </ol>
      <div class="queue-foot">{end}</div>
    </nav>
  );
}

function QueueSeat({
  seat: { row, isDone },
  isCurrent,
}: {
  readonly seat: Seat;
  readonly isCurrent: boolean;
}) {
  const say = useSay();
  const { personAt } = useDesk();
  const isDrafted = row.waiting.some(({ state }) => state === "drafted");
  return (
    <li>
      <Way
        href={personAt(row.part)}
        class={classes("queue-way", isDone && "queue-done")}
        aria-current={isCurrent ? "page" : undefined}
      >
        <Avatar initials={initialsOf(row.name)} size="small" />
        <span class="queue-name">{row.name}</span>
        {isDone ? (
          <>
            <StateSign state="done" />
            <span class="unseen">{say(texts.isDone)}</span>
          </>
        ) : taskOf(row) === "plan" ? (
          <span class="caption">{say(texts.planIn)}</span>
        ) : (
          isDrafted && <StateMark state="draft">{say(texts.drafted)}</StateMark>
        )}
      </Way>
    </li>
  );
}
