import type { Workflow } from "../platform/workflow.ts";
import type { LedgerState } from "./model.ts";

/**
 * The life of one step of one person. A mail leaves only after its claim is written, and a claim is never taken over:
 * when its worker dies, the lease ends in `unknown`, which is listed and never resent. The next step covers it.
 * Word of delivery may still arrive for an unknown one. Only a run that knows its mail was refused gives its claim back.
 */
export const ledgerWorkflow = {
  initial: "none",
  steps: {
    claim: { from: ["none"], to: "claimed", by: "run" },
    send: { from: ["claimed", "unknown"], to: "sent", by: "run" },
    release: { from: ["claimed"], to: "none", by: "run" },
    skip: { from: ["none", "claimed"], to: "skipped", by: "run" },
    expire: { from: ["claimed"], to: "unknown", by: "lease" },
  },
} as const satisfies Workflow<LedgerState | "none", "run" | "lease">;
