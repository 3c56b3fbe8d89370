import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { api } from "../../data/client.ts";
import { queries } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { ActDialog } from "../../work/act-dialog.tsx";
import type { Leavers } from "./import-changes.tsx";
import type { ImportView } from "./import-stage.tsx";
import { importTexts } from "./import-texts.ts";
import { useToday } from "./today.ts";
import { useNumber } from "./use-number.ts";

interface ApplyProps {
  readonly view: ImportView;
  readonly leavers: Leavers;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

type Proposals = "none" | "high" | "medium" | "all";

/** What will happen, and the few things to decide before it does. */
export function ApplyDialog({ view, leavers, isOpen, onClose }: ApplyProps): VNode {
  const say = useSay();
  const number = useNumber();
  const today = useToday();
  const [proposals, setProposals] = useState<Proposals>("high");
  const [invites, setInvites] = useState(true);
  const [effective, setEffective] = useState<string>();
  const { accepted = 0, refused = 0, proposed = 0 } = view.preview ?? {};
  const apply = useMutation({
    mutationFn: () =>
      api.people.applyImport({
        params: { importId: view.id },
        body: {
          rows: refused === 0 ? "all" : "valid",
          proposals,
          invite: invites,
          effective: effective ?? today,
          leavers: [...leavers].map(([employee, leaver]) => ({ employee: employee as never, ...leaver })),
        },
        ifMatch: view.version,
      }),
    onSuccess: (next) => {
      queries.setQueryData(["people", "readImport", { params: { importId: view.id } }], next);
    },
  });
  return (
    <ActDialog
      isOpen={isOpen}
      title={say(importTexts.confirmTitle, { count: number(accepted) })}
      act={say(importTexts.applyNow)}
      write={apply}
      onAct={() => apply.mutate()}
      onClose={onClose}
    >
      <Consequences view={view} leavers={leavers} />
      {proposed > 0 && <ProposalsChoice view={view} value={proposals} onChange={setProposals} />}
      <TextField
        label={say(importTexts.effective)}
        hint={say(importTexts.effectiveHint)}
        type="date"
        value={effective ?? today}
        onInput={setEffective}
      />
      <Switch
        label={say(importTexts.invite)}
        isOn={invites}
        word={say(invites ? importTexts.yes : importTexts.no)}
        onChange={setInvites}
      />
    </ActDialog>
  );
}

function Consequences({ view, leavers }: Pick<ApplyProps, "view" | "leavers">): VNode {
  const say = useSay();
  const number = useNumber();
  const { preview } = view;
  const lines = [
    [importTexts.willJoin, preview?.joined],
    [importTexts.willChange, preview?.changed],
    [importTexts.willChangeAppraiser, preview?.appraisersChanged],
    [importTexts.willAddUnits, preview?.units],
    [importTexts.willLeave, leavers.size],
    [importTexts.willSkip, preview?.refused],
    [importTexts.willKeep, preview?.unchanged],
  ] as const;
  return (
    <div>
      <h3>{say(importTexts.willHappen)}</h3>
      <ul class="plain-list">
        {lines.map(
          ([text, count = 0]) => count > 0 && <li key={text.id}>{say(text, { count: number(count) })}</li>,
        )}
      </ul>
      <p class="meta">{say(importTexts.canUndo)}</p>
    </div>
  );
}

interface ProposalsProps {
  readonly view: ImportView;
  readonly value: Proposals;
  readonly onChange: (value: Proposals) => void;
}

function ProposalsChoice({ view, value, onChange }: ProposalsProps): VNode {
  const say = useSay();
  const number = useNumber();
  const { high = 0, medium = 0, low = 0 } = view.preview?.confidence ?? {};
  return (
    <Select
      label={say(importTexts.proposalsChoice)}
      value={value}
      onChange={(next) => onChange(next as Proposals)}
      options={[
        { value: "none", label: say(importTexts.proposalsNone) },
        { value: "high", label: say(importTexts.proposalsHigh, { count: number(high) }) },
        { value: "medium", label: say(importTexts.proposalsMedium, { count: number(high + medium) }) },
        { value: "all", label: say(importTexts.proposalsAll, { count: number(high + medium + low) }) },
      ]}
    />
  );
}
