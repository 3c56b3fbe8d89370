import { webPaths } from "#shared/platform/web-paths.ts";
import { useSay } from "../../i18n/language.ts";
import { addressOf } from "./address.ts";
import type { Duty } from "./today-duties.ts";
import { todayTexts as texts } from "./today-texts.ts";

/** "Laporan Semester II 2026". */
export function useDutyTitle(duty: Duty): string {
  const say = useSay();
  switch (duty.kind) {
    case "plan":
      return say(texts.planOf, { title: say(duty.cycle.title) });
    case "report":
      return say(texts.reportOf, { title: say(duty.evaluation.title) });
    case "result":
      return say(texts.resultOf, { title: say(duty.evaluation.title) });
  }
}

/** Where a duty is done. */
export function placeOfDuty(duty: Duty): string {
  switch (duty.kind) {
    case "plan":
      return addressOf(webPaths.plan, duty);
    case "report":
      return addressOf(webPaths.report, duty, duty.evaluation);
    case "result":
      return addressOf(webPaths.explanation, duty, duty.evaluation);
  }
}
