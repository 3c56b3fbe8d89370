import type { ComponentChildren, VNode } from "preact";
import { common } from "../i18n/common.ts";
import { useSay } from "../i18n/language.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Refusal } from "./refusal.tsx";

export interface ActDialogProps {
  readonly isOpen?: boolean;
  readonly title: string;
  /** What its button does, in words. */
  readonly act: string;
  readonly kind?: "primary" | "dangerous";
  readonly icon?: string;
  /** What is still missing, in words. */
  readonly missing?: ComponentChildren;
  /** The write: whether it is on its way, and why it was refused, unless a field says so. What the outbox sends has none. */
  readonly write?: { readonly isPending: boolean; readonly error: unknown };
  /** "Batal", unless something else says better what stays. */
  readonly cancel?: string;
  readonly onAct: () => void;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Something that is filled in or thought over, then done or left. It is not closed by a tap beside it. */
export function ActDialog(props: ActDialogProps): VNode {
  const say = useSay();
  const { isOpen = true, title, act, kind = "primary", write, onClose, cancel = say(common.cancel) } = props;
  return (
    <Dialog
      isOpen={isOpen}
      mustAnswer
      title={title}
      closeLabel={say(common.close)}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button
            kind={kind}
            icon={props.icon}
            missing={props.missing}
            isBusy={write?.isPending ?? false}
            onClick={props.onAct}
          >
            {act}
          </Button>
        </>
      }
    >
      <div class="stack">
        {props.children}
        <Refusal error={write?.error} />
      </div>
    </Dialog>
  );
}
