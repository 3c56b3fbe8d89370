import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { Page } from "../../app/page.tsx";
import { appTexts } from "../../app/texts.ts";
import { PageWaits } from "../../app/waiting.tsx";
import { useCycle } from "../../data/cycles.ts";
import { peopleOf, type TeamRow } from "../../data/inbox.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { EvaluationMark } from "../../work/evaluation-mark.tsx";
import { AskedTickets, DisownWay } from "./asked-tickets.tsx";
import { PlanMark } from "./marks.tsx";
import { PeopleList } from "./people-list.tsx";
import { matching } from "./search.ts";
import { supervisorTexts as texts } from "./texts.ts";
import "./supervisor.css";

/** Everybody whom I appraise, and where plan and evaluations stand. */
export function TeamPage(): VNode {
  const say = useSay();
  const { cycle, cycles, error: cyclesError } = useCycle();
  const team = useQuery({ ...peopleOf("readTeam", cycle?.id ?? ""), enabled: cycle !== undefined });
  const [wanted, setWanted] = useState("");
  const rows = team.data;
  const found = useMemo(() => matching(rows ?? [], wanted), [rows, wanted]);
  const failure = cyclesError ?? team.error;
  const isNone = cycles !== undefined && cycle === undefined;
  if (rows === undefined && !isNone) {
    return failure === null ? (
      <PageWaits />
    ) : (
      <PageFailed error={failure} again={() => void team.refetch()} />
    );
  }
  const title = say(appTexts.team);
  if (rows === undefined || rows.length === 0) {
    return (
      <Page title={title}>
        <EmptyState title={say(isNone ? texts.noCycle : texts.noTeam)} />
      </Page>
    );
  }
  const appraised = found.filter(({ group }) => group !== "excluded");
  const excluded = found.filter(({ group }) => group === "excluded");
  const lead = {
    count: rows.filter(({ group }) => group !== "excluded").length,
    cycle: say(cycle?.title ?? noTitle),
  };
  return (
    <Page title={title} lead={say(texts.teamLead, lead)}>
      <div class="stack">
        <AskedTickets />
        <SearchField
          label={say(texts.find)}
          clearLabel={say(texts.clearSearch)}
          value={wanted}
          onInput={setWanted}
          result={wanted === "" ? "" : say(texts.found, { count: found.length })}
        />
        {found.length === 0 && <EmptyState title={say(texts.noneFound)} />}
        {appraised.length > 0 && (
          <Card>
            <PeopleList label={title} rows={appraised} rowOf={stateOf} />
          </Card>
        )}
        {excluded.length > 0 && (
          <Card title={say(texts.excluded, { count: excluded.length })} isQuiet>
            <PeopleList
              label={say(texts.excluded, { count: excluded.length })}
              rows={excluded}
              rowOf={() => ({})}
            />
          </Card>
        )}
        <DisownWay rows={rows} />
      </div>
    </Page>
  );
}

const noTitle = { id: "", en: "" };

function stateOf(row: TeamRow) {
  return {
    href: pathTo(webPaths.rating, { part: row.part }),
    end: (
      <span class="team-marks">
        <PlanMark row={row} />
        {row.evaluations.map(({ id, state }) => (
          <EvaluationMark key={id} state={state} />
        ))}
      </span>
    ),
  };
}
