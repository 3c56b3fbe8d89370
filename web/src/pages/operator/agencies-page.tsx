import { useInfiniteQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { PageFailed } from "../../app/failure.tsx";
import { useReader } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import { api } from "../../data/client.ts";
import { numberOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { plus } from "../../ui/icons.ts";
import { VirtualList } from "../../ui/virtual-list.tsx";
import { AgencyRow } from "./agency-row.tsx";
import { HealthCard } from "./health-card.tsx";
import { useHealth } from "./health-data.ts";
import { OnboardDialog } from "./onboard-dialog.tsx";
import { OutagesCard } from "./outages-card.tsx";
import { operatorTexts } from "./texts.ts";

/** How the service is, and its agencies, without anything that lies inside them. */
export function AgenciesPage(): VNode {
  const say = useSay();
  const { language } = useReader();
  const [isOnboarding, setOnboarding] = useState(false);
  const pages = useInfiniteQuery({
    queryKey: ["agencies", "listAgencies"],
    queryFn: ({ pageParam }) => api.agencies.listAgencies({ query: { limit: 200, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = pages;
  const agencies = data?.pages.flatMap(({ items }) => items);
  const watched = useHealth();
  const states = new Map(watched.health?.agencies.map((each) => [each.agencyId, each]));
  const findings = watched.health?.findings ?? [];
  const count = numberOf(agencies?.length ?? 0, language);
  const onboard = (
    <Button kind="primary" icon={plus} onClick={() => setOnboarding(true)}>
      {say(operatorTexts.onboard)}
    </Button>
  );
  const isEmpty = agencies?.length === 0;
  // Both are asked for at once and shown at once: what comes later would push away what is about to be tapped.
  const isAsking =
    (agencies === undefined && error === null) || (watched.health === undefined && watched.error === null);
  return (
    <Page
      title={say(operatorTexts.title)}
      {...(agencies !== undefined && {
        lead: say(hasNextPage ? operatorTexts.leadAtLeast : operatorTexts.lead, { count }),
      })}
      {...(!isEmpty && { actions: onboard })}
    >
      <div class="stack">
        {!isAsking && <HealthCard watched={watched} />}
        {!isAsking && <OutagesCard />}
        {isAsking ? (
          <PageWaits />
        ) : agencies === undefined ? (
          <PageFailed error={error} again={() => void refetch()} />
        ) : isEmpty ? (
          <Card>
            <EmptyState title={say(operatorTexts.none)} action={onboard}>
              {say(operatorTexts.noneNext)}
            </EmptyState>
          </Card>
        ) : (
          <Card>
            <VirtualList
              label={say(operatorTexts.title)}
              count={agencies.length}
              estimate={72}
              keyOf={(row) => agencies[row]?.agencyId ?? ""}
            >
              {(row) => {
                const agency = agencies[row];
                return (
                  agency && (
                    <AgencyRow
                      agency={agency}
                      health={states.get(agency.agencyId)}
                      findings={findings.filter(({ agencyId }) => agencyId === agency.agencyId).length}
                    />
                  )
                );
              }}
            </VirtualList>
          </Card>
        )}
        {hasNextPage && (
          <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {say(operatorTexts.more)}
          </Button>
        )}
      </div>
      {isOnboarding && <OnboardDialog onClose={() => setOnboarding(false)} />}
    </Page>
  );
}
