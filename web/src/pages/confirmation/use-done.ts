import { useEffect } from "preact/hooks";
import type { Text } from "#shared/platform/text.ts";
import { announce } from "../../app/announce.tsx";
import { useSay } from "../../i18n/language.ts";
import { dropCode } from "./link.ts";

/** Once nothing waits any more, the code goes, and whoever does not see the page hears it. */
export function useDone(isDone: boolean, words: Text): void {
  const say = useSay();
  useEffect(() => {
    if (!isDone) return;
    dropCode();
    announce(say(words));
  }, [isDone]);
}
