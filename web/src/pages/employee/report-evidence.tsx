import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { fileLimits } from "#shared/evidence/rules.ts";
import { common } from "../../i18n/common.ts";
import { useSay } from "../../i18n/language.ts";
import { useDraft } from "../../offline/drafts.ts";
import { Button } from "../../ui/button.tsx";
import { ChipButton } from "../../ui/chip.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { paperclip, plus } from "../../ui/icons.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { Evidence } from "../../work/evaluations.ts";
import {
  type EvidenceDraft,
  evidenceFrom,
  evidenceProblems,
  newEvidence,
  type WrittenEvidence,
} from "./evidence-draft.ts";
import { AddFiles, type FileDesk, FilesField } from "./report-files.tsx";
import { reportPageTexts as texts } from "./report-texts.ts";

const most = 20;

interface EvidenceFieldProps {
  /** What the evidence belongs to; what is typed is kept under it. */
  readonly name: string;
  readonly evidence: readonly Evidence[];
  readonly desk: FileDesk;
  readonly onPut: (evidence: Evidence) => void;
  readonly onRemove: (key: string) => void;
}

/** The evidence of one result: each piece is opened with a tap, to be changed or removed. */
export function EvidenceField({ name, evidence, desk, onPut, onRemove }: EvidenceFieldProps): VNode {
  const say = useSay();
  const [open, setOpen] = useState<"new" | WrittenEvidence>();
  const files = evidence.filter((one) => one.kind === "file");
  const written = evidence.filter((one) => one.kind !== "file");
  const isFull = evidence.length >= most;
  const room = Math.min(most - evidence.length, fileLimits.perResult - files.length);
  return (
    <section>
      <h3>{say(texts.evidence)}</h3>
      <p class="field-hint report-hint">{say(isFull ? texts.evidenceFull : texts.evidenceHint)}</p>
      <FilesField files={files} desk={desk} onRename={onPut} />
      <AddFiles room={room} desk={desk}>
        {written.map((one) => (
          <ChipButton key={one.key} tone="nila" icon={paperclip} onClick={() => setOpen(one)}>
            {one.title}
          </ChipButton>
        ))}
        {!isFull && (
          <ChipButton isOutlined icon={plus} onClick={() => setOpen("new")}>
            {say(texts.addWritten)}
          </ChipButton>
        )}
      </AddFiles>
      <p class="caption">{say(texts.shrunkHere)}</p>
      {open !== undefined && (
        <EvidenceDialog
          name={`${name}/${open === "new" ? "new" : open.key}`}
          start={open === "new" ? undefined : open}
          onPut={onPut}
          onRemove={onRemove}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}

interface EvidenceDialogProps extends Pick<EvidenceFieldProps, "name" | "onPut" | "onRemove"> {
  readonly start: WrittenEvidence | undefined;
  readonly onClose: () => void;
}

function EvidenceDialog({ name, start, onPut, onRemove, onClose }: EvidenceDialogProps): VNode {
  const say = useSay();
  const { value, change, clear } = useDraft<EvidenceDraft>(`evidence/${name}`, start ?? newEvidence);
  const [isTried, setTried] = useState(false);
  const problems = evidenceProblems(value);
  const wrong = (field: keyof typeof problems) => {
    const problem = problems[field];
    return isTried && problem !== undefined ? { error: say(texts[problem]) } : {};
  };
  const leave = () => {
    clear();
    onClose();
  };
  const use = () => {
    setTried(true);
    const evidence = evidenceFrom(value, start?.key);
    if (evidence === undefined) return;
    onPut(evidence);
    leave();
  };
  const remove = () => {
    if (start !== undefined) onRemove(start.key);
    leave();
  };
  return (
    <Dialog
      isOpen
      title={say(start === undefined ? texts.addEvidence : texts.changeEvidence)}
      closeLabel={say(common.close)}
      onClose={onClose}
      foot={
        <>
          {start !== undefined && (
            <Button kind="dangerous" onClick={remove}>
              {say(texts.removeEvidence)}
            </Button>
          )}
          <Button kind="primary" onClick={use}>
            {say(texts.useEvidence)}
          </Button>
        </>
      }
    >
      <div class="stack">
        <Segmented
          label={say(texts.evidenceKind)}
          options={[
            { value: "link", label: say(texts.link) },
            { value: "note", label: say(texts.note) },
          ]}
          value={value.kind}
          onChange={(kind) => change({ ...value, kind })}
        />
        <TextField
          label={say(texts.evidenceTitle)}
          hint={say(texts.evidenceTitleHint)}
          value={value.title}
          maxLength={200}
          isRequired
          onInput={(title) => change({ ...value, title })}
          {...wrong("title")}
        />
        {value.kind === "link" ? (
          <TextField
            label={say(texts.address)}
            value={value.url ?? ""}
            maxLength={2000}
            isRequired
            onInput={(url) => change({ ...value, url })}
            {...wrong("url")}
          />
        ) : (
          <TextArea
            label={say(texts.noteText)}
            lines={3}
            maxLength={2000}
            value={value.text ?? ""}
            onInput={(text) => change({ ...value, text })}
          />
        )}
      </div>
    </Dialog>
  );
}
