import type { ActionOf, Workflow } from "#shared/platform/workflow.ts";

/** How far the ticket about somebody's appraiser is. Open: the named appraiser has not said anything yet. */
export const ticketStates = ["open", "answered", "corrected", "declined", "withdrawn"] as const;
export type TicketState = (typeof ticketStates)[number];

/** The employee, the appraiser on record, whichever of them opened it, the administrator; the service, when who was wanted appraises. */
export type TicketActor = "employee" | "appraiser" | "opener" | "administrator" | "service";

const unresolved = ["open", "answered"] as const;
const resolved = ["corrected", "declined", "withdrawn"] as const;

/** “Penilai saya keliru”. There is one ticket per person: after it was resolved, the same one may be opened anew. */
export const ticketWorkflow = {
  initial: "open",
  steps: {
    open: { from: resolved, to: "open", by: "employee" },
    disown: { from: [...unresolved, ...resolved], to: "answered", by: "appraiser" },
    answer: { from: unresolved, to: "answered", by: "appraiser" },
    name: { from: ["answered"], to: "answered", by: "employee" },
    withdraw: { from: unresolved, to: "withdrawn", by: "opener" },
    correct: { from: unresolved, to: "corrected", by: "administrator" },
    decline: { from: unresolved, to: "declined", by: "administrator" },
    settle: { from: unresolved, to: "corrected", by: "service" },
  },
} as const satisfies Workflow<TicketState, TicketActor>;

export type TicketAction = ActionOf<typeof ticketWorkflow>;
