import type { VNode } from "preact";
import { TextArea } from "../ui/text-area.tsx";
import { ActDialog, type ActDialogProps } from "./act-dialog.tsx";

interface ReasonDialogProps extends Omit<ActDialogProps, "children"> {
  readonly label: string;
  /** Who reads it. */
  readonly hint: string;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  /** What is said as long as there is no reason. */
  readonly missing: string;
}

/** Something that is only done with a reason. */
export function ReasonDialog(props: ReasonDialogProps): VNode {
  const { label, hint, reason, onReason, missing, ...act } = props;
  return (
    <ActDialog {...act} missing={reason.trim() === "" && missing}>
      <TextArea label={label} hint={hint} value={reason} onInput={onReason} maxLength={2000} isRequired />
    </ActDialog>
  );
}
