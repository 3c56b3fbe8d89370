import type { VNode } from "preact";
import { useSay } from "../i18n/language.ts";
import { useMe } from "./me.ts";
import { appTexts } from "./texts.ts";

/** Where the official record lies, for agencies in which it is not this service. */
export function RecordNote(): VNode | null {
  const say = useSay();
  const { mode } = useMe().agency;
  if (mode !== "pendamping") return null;
  return <p class="record-note meta">{say(appTexts.companion)}</p>;
}
