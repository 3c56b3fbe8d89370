import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Text } from "#shared/platform/text.ts";
import { common } from "../../i18n/common.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { check } from "../../ui/icons.ts";
import { StickyFoot } from "../../ui/page-shell.tsx";

/** One after the other: what fails leaves those before it decided on. */
export function useAll<T>(decide: (one: T) => Promise<void>, onStale: () => void) {
  return useMutation({
    mutationFn: async (ready: readonly T[]) => {
      for (const one of ready) await decide(one);
    },
    onError: onStale,
  });
}

export interface AllAtOnceProps {
  /** Who can be decided on as they were shown. */
  readonly names: readonly string[];
  readonly isBusy: boolean;
  readonly onAll: () => void;
  readonly texts: Readonly<Record<"all" | "allTitle" | "allMeaning", Text>>;
  /** How far it is. */
  readonly progress: string;
}

/** The foot of the page: how far it is, and all that are left at once, which is asked back first. */
export function AllAtOnce({ names, isBusy, onAll, texts, progress }: AllAtOnceProps): VNode {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const count = names.length;
  return (
    <>
      <StickyFoot>
        <span class="caption" role="status">
          {progress}
        </span>
        {count > 0 && (
          <Button kind="primary" icon={check} isBusy={isBusy} onClick={() => setAsking(true)}>
            {say(texts.all, { count })}
          </Button>
        )}
      </StickyFoot>
      <Dialog
        isOpen={isAsking}
        title={say(texts.allTitle, { count })}
        closeLabel={say(common.close)}
        onClose={() => setAsking(false)}
        foot={
          <Button
            kind="primary"
            onClick={() => {
              setAsking(false);
              onAll();
            }}
          >
            {say(texts.all, { count })}
          </Button>
        }
      >
        <p>{names.join(", ")}</p>
        <p class="meta">{say(texts.allMeaning)}</p>
      </Dialog>
    </>
  );
}
