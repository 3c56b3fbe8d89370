import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./icon.tsx";
import { circleCheck, x } from "./icons.ts";
import "./toast.css";

export interface ToastProps {
  /** "Laporan diterima," */
  readonly children: ComponentChildren;
  /** The receipt's number. It is kept in a list too: a toast goes away. */
  readonly receipt?: string;
  readonly action?: ComponentChildren;
  readonly closeLabel: string;
  readonly onClose: () => void;
}

const lifetime = 10_000;

/** Goes by itself, but not while somebody points at it or is in it. */
export function Toast({ children, receipt, action, closeLabel, onClose }: ToastProps): VNode {
  const [isHeld, setHeld] = useState(false);
  // A page that draws itself anew, with a new `onClose`, does not make it stay.
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => close.current(), lifetime);
    return () => clearTimeout(timer);
  }, [isHeld]);
  const hold = () => setHeld(true);
  const letGo = () => setHeld(false);
  return (
    <div class="toast" onPointerEnter={hold} onPointerLeave={letGo} onFocusIn={hold} onFocusOut={letGo}>
      <Icon of={circleCheck} />
      <p class="toast-text">
        {children} {receipt !== undefined && <span class="toast-receipt">{receipt}</span>}
      </p>
      {action}
      <button type="button" class="toast-close" aria-label={closeLabel} onClick={onClose}>
        <Icon of={x} size={16} />
      </button>
    </div>
  );
}

/** Where toasts come: a live region that stands before the first one does. */
export function ToastRegion({ children }: { readonly children?: ComponentChildren }): VNode {
  return (
    <div class="toast-region" role="status">
      {children}
    </div>
  );
}
