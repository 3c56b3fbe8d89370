import type { VNode } from "preact";
import { useLocation, useSearchParams } from "wouter-preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useNow, useReader } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { daysAway, momentOf, timeOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Select } from "../../ui/select.tsx";
import { OfCycle } from "./of-cycle.tsx";
import { decisionsOf } from "./reminder-words.ts";
import { Coming } from "./reminders-coming.tsx";
import { useForeseen } from "./reminders-data.ts";
import { DeadAddresses } from "./reminders-dead.tsx";
import { Ledger } from "./reminders-ledger.tsx";
import { reminderTexts } from "./reminders-texts.ts";
import { WhoIsMailed } from "./reminders-who.tsx";
import "./reminders.css";

/** Who will be mailed when and why; and what became of the mails before. */
export function RemindersPage(): VNode {
  const say = useSay();
  return (
    <OfCycle
      next={say(reminderTexts.noCycleNext)}
      draw={(cycle, cycles) => <RemindersOfCycle key={cycle.id} cycle={cycle} cycles={cycles} />}
    />
  );
}

interface RemindersProps {
  readonly cycle: Cycle;
  readonly cycles: readonly Cycle[];
}

function RemindersOfCycle({ cycle, cycles }: RemindersProps): VNode {
  const say = useSay();
  const { language } = useReader();
  const [, go] = useLocation();
  const [search] = useSearchParams();
  const supervisors = useForeseen(cycle.id, undefined);
  const unit = search.get("unit") ?? undefined;
  const { title, lead } = useHeadline(cycle, supervisors);
  if (supervisors.people === undefined) {
    return supervisors.error === null ? (
      <Page title={say(reminderTexts.title)}>
        <PageWaits />
      </Page>
    ) : (
      <PageFailed error={supervisors.error} again={supervisors.again} />
    );
  }
  return (
    <Page title={title} lead={lead}>
      <div class="stack">
        {cycles.length > 1 && (
          <Select
            label={say(reminderTexts.cycle)}
            value={cycle.id}
            options={cycles.map((each) => ({ value: each.id, label: each.title[language] }))}
            onChange={(id) => go(`${webPaths.reminders}?siklus=${id}`)}
          />
        )}
        <div class="reminders-panes">
          <WhoIsMailed cycle={cycle} supervisors={supervisors} unit={unit} />
          <div class="stack reminders-aside">
            <Coming steps={supervisors.steps} cycle={cycle} />
            <DeadAddresses />
          </div>
          <Ledger cycle={cycle} />
        </div>
      </div>
    </Page>
  );
}

/** The answer first: how many, and when. */
function useHeadline(cycle: Cycle, { at, people, hasMore }: ReturnType<typeof useForeseen>) {
  const say = useSay();
  const reader = useReader();
  const now = useNow();
  const title = cycle.title[reader.language];
  if (at === undefined) {
    return { title: say(reminderTexts.noneLeft), lead: say(reminderTexts.noneLeftLead, { title }) };
  }
  const count = decisionsOf(people ?? []).send;
  return {
    title: say(hasMore ? reminderTexts.nextAtLeast : reminderTexts.next, {
      count,
      days: daysAway(at, now, reader),
      time: timeOf(at, reader),
    }),
    lead: say(reminderTexts.nextLead, { moment: momentOf(at, reader), title }),
  };
}
