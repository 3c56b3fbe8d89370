import type { VNode } from "preact";
import { common } from "../i18n/common.ts";
import { useSay } from "../i18n/language.ts";
import { Toast, ToastRegion } from "../ui/toast.tsx";
import { Store, useStore } from "./store.ts";

interface Said {
  readonly text: string;
  /** The number of a receipt, which the page keeps in a list too. */
  readonly receipt?: string;
}

const said = new Store<Said | undefined>(undefined);

/** Says at the foot of the screen that something was done; it goes by itself, whatever page one goes to. */
export function toast(text: string, receipt?: string): void {
  said.set({ text, ...(receipt !== undefined && { receipt }) });
}

export function Toasts(): VNode {
  const say = useSay();
  const now = useStore(said);
  return (
    <ToastRegion>
      {now !== undefined && (
        <Toast
          {...(now.receipt !== undefined && { receipt: now.receipt })}
          closeLabel={say(common.close)}
          onClose={() => said.set(undefined)}
        >
          {now.text}
        </Toast>
      )}
    </ToastRegion>
  );
}
