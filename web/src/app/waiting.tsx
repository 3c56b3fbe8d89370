import type { VNode } from "preact";
import { common } from "../i18n/common.ts";
import { useSay } from "../i18n/language.ts";
import { Skeleton } from "../ui/skeleton.tsx";

/** Stands where a page, or some cards of it, will be: their shape, and for those who do not see it a word. */
export function PageWaits({ count }: { readonly count?: number }): VNode {
  return <Skeleton label={useSay()(common.loading)} shape="card" {...(count !== undefined && { count })} />;
}
