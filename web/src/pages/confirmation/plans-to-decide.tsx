import type { VNode } from "preact";
import { LiveRegion } from "../../app/announce.tsx";
import { Page } from "../../app/page.tsx";
import { useSay } from "../../i18n/language.ts";
import { useAll } from "./all-at-once.tsx";
import { type Asked, approveOne, type Confirmation } from "./link.ts";
import { changePage, lookAgain, withOne } from "./page-of-link.ts";
import { PlanCard } from "./plan-card.tsx";
import { planDecisionTexts as texts } from "./plan-texts.ts";
import { confirmationTexts as shared } from "./texts.ts";
import { useDone } from "./use-done.ts";
import { WaitingPage } from "./waiting-page.tsx";

interface PlansProps {
  readonly code: string;
  readonly page: Confirmation;
}

/** Plans that wait for the official, each to be approved or returned, or all approved at once. */
export function PlansToDecide({ code, page }: PlansProps): VNode {
  const say = useSay();
  const { agency, askedByName, cycle, plans } = page;
  const put = (asked: Asked) => changePage(code, (now) => ({ plans: withOne(now.plans, asked) }));
  const onStale = () => lookAgain(code);
  const ready = plans.filter(({ state }) => state === "asked");
  const isDone = plans.every(({ plan }) => plan === null);
  const done = plans.filter(({ state }) => state === "approved" || state === "returned").length;
  const all = useAll(async (asked: Asked) => put(await approveOne(code, asked)), onStale);
  useDone(isDone, texts.done);
  const cards = plans.map((asked) => (
    <PlanCard
      key={asked.part}
      code={code}
      asked={asked}
      isBusy={all.isPending}
      onChange={put}
      onStale={onStale}
    />
  ));
  if (isDone) {
    const isAll = done === plans.length;
    return (
      <Page
        title={say(isAll ? texts.done : shared.nothingLeft)}
        lead={say(isAll ? shared.doneMeaning : shared.nothingLeftMeaning)}
      >
        <div class="stack confirmation">{cards}</div>
        <LiveRegion />
      </Page>
    );
  }
  const values = {
    assistant: askedByName,
    cycle: say(cycle.title),
    count: plans.length,
    agency: agency.name,
  };
  return (
    <WaitingPage
      page={page}
      title={say(texts.title)}
      lead={say(texts.lead, values)}
      error={all.error}
      names={ready.map(({ name }) => name)}
      isBusy={all.isPending}
      onAll={() => all.mutate(ready)}
      texts={texts}
      progress={say(texts.progress, { done, all: plans.length })}
    >
      {cards}
    </WaitingPage>
  );
}
