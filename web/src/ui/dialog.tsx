import type { ComponentChildren, VNode } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { IconButton } from "./button.tsx";
import { x } from "./icons.ts";
import "./dialog.css";

interface DialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** What has to be answered is not closed by a tap beside it. */
  readonly mustAnswer?: boolean;
  readonly children: ComponentChildren;
  /** The buttons. */
  readonly foot?: ComponentChildren;
}

/** The browser's own dialog: it keeps the focus within, and gives it back. From below on a phone, in the middle else. */
export function Dialog({
  isOpen,
  title,
  closeLabel,
  onClose,
  mustAnswer = false,
  children,
  foot,
}: DialogProps): VNode {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  const cancel = (event: Event) => {
    // The page decides whether it is open; the browser does not close it by itself.
    event.preventDefault();
    onClose();
  };
  const tapBeside = (event: MouseEvent) => {
    if (!mustAnswer && event.target === dialog.current) onClose();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it by `cancel`
    <dialog ref={dialog} class="dialog" aria-labelledby={titleId} onCancel={cancel} onClick={tapBeside}>
      {isOpen && (
        <div class="dialog-sheet">
          <div class="dialog-head">
            <h2 id={titleId}>{title}</h2>
            <IconButton icon={x} label={closeLabel} onClick={onClose} />
          </div>
          <div class="dialog-body">{children}</div>
          {foot !== undefined && <div class="dialog-foot">{foot}</div>}
        </div>
      )}
    </dialog>
  );
}
