import type { ComponentChildren, VNode } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "./button.tsx";
import { x } from "./icons.ts";
import "./dialog.css";

interface DialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly closeLabel?: string;
  /** Absent where there is nothing to go back to: then only its buttons lead on. */
  readonly onClose?: (() => void) | undefined;
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
  closeLabel = "",
  onClose,
  mustAnswer = false,
  children,
  foot,
}: DialogProps): VNode {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const isPressedBeside = useRef(false);
  // Before anything is painted: what is pressed next is meant for the dialog.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!isOpen || element === null) return;
    element.showModal();
    // Also when it leaves the page while it is open: only a dialog that is closed gives the focus back.
    return () => element.close();
  }, [isOpen]);
  const askToClose = (event: Event) => {
    // The page decides whether it is open, not the browser.
    event.preventDefault();
    onClose?.();
  };
  const pressKey = (event: KeyboardEvent) => {
    // Not left to `cancel` alone: browsers let a page refuse that one only once.
    const isForDialog = event.key === "Escape" && !event.isComposing && !event.defaultPrevented;
    if (isForDialog) askToClose(event);
  };
  const closedByBrowser = () => {
    // A phone's way back closes it in the end, whatever the page says; then the page must know.
    if (isOpen && dialog.current !== null) onClose?.();
  };
  const press = (event: Event) => {
    isPressedBeside.current = event.target === dialog.current;
  };
  const tap = (event: Event) => {
    // Text that is marked out of the dialog ends beside it, but did not begin there.
    if (!mustAnswer && isPressedBeside.current && event.target === dialog.current) onClose?.();
  };
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={titleId}
      onCancel={askToClose}
      onClose={closedByBrowser}
      onKeyDown={pressKey}
      onPointerDown={press}
      onClick={tap}
    >
      {isOpen && (
        <div class="dialog-sheet">
          <div class="dialog-head">
            <h2 id={titleId}>{title}</h2>
            {onClose !== undefined && <IconButton icon={x} label={closeLabel} onClick={onClose} />}
          </div>
          <div class="dialog-body">{children}</div>
          {foot !== undefined && <div class="dialog-foot">{foot}</div>}
        </div>
      )}
    </dialog>
  );
}
