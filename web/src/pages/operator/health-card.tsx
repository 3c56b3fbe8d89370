import type { VNode } from "preact";
import { PageFailed } from "../../app/failure.tsx";
import { useReader } from "../../app/me.ts";
import { momentOf, numberOf, secondOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { LiveMark } from "../../ui/live-mark.tsx";
import { StateSign } from "../../ui/state-mark.tsx";
import type { Finding, Health, Watched } from "./health-data.ts";
import { healthTexts } from "./health-texts.ts";
import "./health.css";

/** Does anything need me? What does stands first, each with what to do about it. */
export function HealthCard({
  watched: { health, isLive, error, again },
}: {
  readonly watched: Watched;
}): VNode {
  const say = useSay();
  const { language } = useReader();
  if (health === undefined) return <PageFailed error={error} again={again} />;
  const { findings } = health;
  const count = numberOf(findings.length, language);
  return (
    <Card
      title={findings.length === 0 ? say(healthTexts.calm) : say(healthTexts.needed, { count })}
      action={<Live at={health.now} isLive={isLive} />}
    >
      <div class="stack">
        {findings.length > 0 && (
          <List label={say(healthTexts.needed, { count })}>
            {findings.map((finding) => (
              <FindingRow key={keyOf(finding)} finding={finding} />
            ))}
          </List>
        )}
        <Facts health={health} />
        <p class="caption">{say(healthTexts.elsewhere)}</p>
      </div>
    </Card>
  );
}

function Live({ at, isLive }: { readonly at: string; readonly isLive: boolean }): VNode {
  const say = useSay();
  const reader = useReader();
  return (
    <LiveMark isLive={isLive}>
      {say(isLive ? healthTexts.live : healthTexts.notLive)}{" "}
      <strong class="figures">
        {secondOf(at, reader)} {momentOf(at, reader).split(" ").at(-1)}
      </strong>
    </LiveMark>
  );
}

function FindingRow({ finding }: { readonly finding: Finding }): VNode {
  const say = useSay();
  const reader = useReader();
  const { what, todo } = healthTexts.findings[finding.code];
  const values = {
    agency: finding.agency ?? "",
    queue: finding.queue ?? "",
    kind: finding.kind ?? "",
    count: numberOf(finding.count ?? 0, reader.language),
    moment: finding.since === undefined ? say(healthTexts.ever) : momentOf(finding.since, reader),
  };
  return (
    <ListRow
      start={<StateSign state={finding.code === "recount-missed" ? "with-employee" : "overdue"} />}
      title={say(what, values)}
      detail={
        <>
          {say(todo)}{" "}
          <span class="health-runbook">{say(healthTexts.runbook, { entry: finding.runbook })}</span>
        </>
      }
    />
  );
}

function keyOf({ code, agencyId, queue, kind, since }: Finding): string {
  return [code, agencyId, queue, kind, since].join(" ");
}

/** What was looked at, so that "all is well" is more than a word. */
function Facts({ health: { tick, deadLetters, agencies, isWhole } }: { readonly health: Health }): VNode {
  const say = useSay();
  const reader = useReader();
  const number = (value: number) => numberOf(value, reader.language);
  const dead = deadLetters.reduce((sum, { count }) => sum + count, 0);
  const sumOf = (count: (agency: Health["agencies"][number]) => number) =>
    number(agencies.reduce((sum, agency) => sum + count(agency), 0));
  return (
    <dl class="health-facts">
      <Fact name={say(healthTexts.tick)}>
        {tick === undefined ? say(healthTexts.never) : momentOf(tick.at, reader)}
      </Fact>
      <Fact name={say(healthTexts.deadLetters)}>
        {say(dead === 0 ? healthTexts.noDeadLetters : healthTexts.someDeadLetters, {
          count: number(dead),
          queues: number(deadLetters.length),
        })}
      </Fact>
      <Fact name={say(healthTexts.cycles)}>{sumOf(({ runningCycles }) => runningCycles)}</Fact>
      <Fact name={say(healthTexts.atWork)}>
        {say(healthTexts.atWorkCounts, {
          openings: sumOf(({ openings }) => openings.length),
          imports: sumOf(({ imports }) => imports.length),
        })}
      </Fact>
      {!isWhole && <Fact name={say(healthTexts.inPart)}>{say(healthTexts.inPartMeaning)}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: string }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="figures">{children}</dd>
    </div>
  );
}
