import type { VNode } from "preact";
import { common } from "../i18n/common.ts";
import { useSay } from "../i18n/language.ts";

/** Stands where a page will be: its shape, and for those who do not see it a word. */
export function PageWaits(): VNode {
  const say = useSay();
  return (
    <div class="page-waits" role="status">
      <span class="unseen">{say(common.loading)}</span>
      <div class="bone bone-title" />
      <div class="bone" />
      <div class="bone" />
    </div>
  );
}
