import { useInfiniteQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { zoneAbbreviation } from "#shared/platform/date-words.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useReader } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import { type Api, api } from "../../data/client.ts";
import { dayOf, numberOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Icon } from "../../ui/icon.tsx";
import { landmark, plus } from "../../ui/icons.ts";
import { Row } from "../../ui/list-row.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";
import { presetTexts } from "../../work/preset-texts.ts";
import { OnboardDialog } from "./onboard-dialog.tsx";
import { operatorTexts } from "./texts.ts";

type Entry = Awaited<ReturnType<Api["agencies"]["listAgencies"]>>["items"][number];

/** The agencies of the service, without anything that lies inside them. */
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
  const count = numberOf(agencies?.length ?? 0, language);
  const onboard = (
    <Button kind="primary" icon={plus} onClick={() => setOnboarding(true)}>
      {say(operatorTexts.onboard)}
    </Button>
  );
  const isEmpty = agencies?.length === 0;
  return (
    <Page
      title={say(operatorTexts.title)}
      {...(agencies !== undefined && {
        lead: say(hasNextPage ? operatorTexts.leadAtLeast : operatorTexts.lead, { count }),
      })}
      {...(!isEmpty && { actions: onboard })}
    >
      <div class="stack">
        {agencies === undefined ? (
          error === null ? (
            <PageWaits />
          ) : (
            <PageFailed error={error} again={() => void refetch()} />
          )
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
                return agency && <AgencyRow agency={agency} />;
              }}
            </VirtualList>
          </Card>
        )}
        {hasNextPage && (
          <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {say(operatorTexts.more)}
          </Button>
        )}
        <Card title={say(operatorTexts.health)} isQuiet>
          <p class="lead">{say(operatorTexts.healthLead)}</p>
        </Card>
      </div>
      {isOnboarding && <OnboardDialog onClose={() => setOnboarding(false)} />}
    </Page>
  );
}

function AgencyRow({ agency: { name, zone, preset, createdAt } }: { readonly agency: Entry }): VNode {
  const say = useSay();
  const { language } = useReader();
  return (
    <Row
      start={<Icon of={landmark} />}
      title={name}
      detail={say(presetTexts[preset])}
      end={<span class="meta">{zoneAbbreviation(zone) ?? zone}</span>}
      endDetail={say(operatorTexts.since, { day: dayOf(createdAt, { language, zone }) })}
    />
  );
}
