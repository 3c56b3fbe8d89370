import type { ComponentChildren, VNode } from "preact";
import { classes } from "./classes.ts";
import type { Tone } from "./tone.ts";
import "./chip.css";
import "./state-mark.css";
import "./tone.css";

/** Where a piece of work stands. */
export type State =
  | "done"
  | "with-supervisor"
  | "with-employee"
  | "not-started"
  | "overdue"
  | "draft"
  | "unsent";

/** A dye, and a silhouette of its own: who sees no colour sees the shape, who sees neither reads the word. */
const looks: Readonly<Record<State, { readonly tone: Tone; readonly drawing: VNode }>> = {
  done: {
    tone: "daun",
    drawing: (
      <path
        fill="currentcolor"
        fill-rule="evenodd"
        d="M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0zm4.4 5.9-1.5-1.5-4 4.2-1.8-1.8-1.5 1.5 3.3 3.3z"
      />
    ),
  },
  "with-supervisor": {
    tone: "nila",
    drawing: (
      <path
        fill="currentcolor"
        fill-rule="evenodd"
        d="M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0zm0 1.8a6.2 6.2 0 0 0 0 12.4z"
      />
    ),
  },
  "with-employee": {
    tone: "kunyit",
    drawing: (
      <path
        class="state-line"
        d="M2 1.2h12M2 14.8h12M3.6 1.4c0 3.6 2.2 5 4.4 6.6 2.2 1.6 4.4 3 4.4 6.6M12.4 1.4c0 3.6-2.2 5-4.4 6.6-2.2 1.6-4.4 3-4.4 6.6M5 4h6M5 12h6"
      />
    ),
  },
  "not-started": {
    tone: "abu",
    drawing: <circle class="state-line" cx="8" cy="8" r="6.9" stroke-dasharray="2.5 2.919" />,
  },
  overdue: {
    tone: "secang",
    drawing: (
      <path
        fill="currentcolor"
        fill-rule="evenodd"
        d="m8 0 8 8-8 8-8-8zM7 4v5h2V4zm0 6v2h2v-2z"
        stroke-linejoin="round"
      />
    ),
  },
  draft: {
    tone: "nila",
    drawing: <path class="state-line" d="m1.4 14.6.9-3.7 9-9a2 2 0 0 1 2.8 2.8l-9 9zM9.6 3.6l2.8 2.8" />,
  },
  unsent: {
    tone: "kunyit",
    drawing: (
      <path
        class="state-line"
        d="M1 1.6 15 15M3.9 4.7a4 4 0 0 0 .7 8.1h7M6.4 3.3a4.6 4.6 0 0 1 5.5 3.4h.8a3 3 0 0 1 2.1 5.2"
      />
    ),
  },
};

interface StateMarkProps {
  readonly state: State;
  /** On its soft ground; else the mark and its word stand bare, as at the end of a row. */
  readonly isChip?: boolean;
  /** Where the same state is more or less urgent than usual; the silhouette stays. */
  readonly tone?: Tone | undefined;
  /** The word, or a count that says as much; never absent. */
  readonly children: ComponentChildren;
}

export function StateMark({ state, isChip = false, tone, children }: StateMarkProps): VNode {
  return (
    <span class={classes("state", isChip ? "chip" : "state-bare", `tone-${tone ?? looks[state].tone}`)}>
      <svg class="state-sign" viewBox="0 0 16 16" aria-hidden="true">
        {looks[state].drawing}
      </svg>
      <span>{children}</span>
    </span>
  );
}

/** The silhouette alone, where its word stands elsewhere in the row. */
export function StateSign({ state }: { readonly state: State }): VNode {
  const { tone, drawing } = looks[state];
  return (
    <svg class={`state-sign tone-${tone}`} viewBox="0 0 16 16" aria-hidden="true">
      {drawing}
    </svg>
  );
}
