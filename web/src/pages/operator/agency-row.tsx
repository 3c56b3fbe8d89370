import type { VNode } from "preact";
import { zoneAbbreviation } from "#shared/platform/date-words.ts";
import { useReader } from "../../app/me.ts";
import type { Api } from "../../data/client.ts";
import { dateOf, dayOf, numberOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Icon } from "../../ui/icon.tsx";
import { landmark } from "../../ui/icons.ts";
import { Row } from "../../ui/list-row.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { presetTexts } from "../../work/preset-texts.ts";
import type { AgencyHealth } from "./health-data.ts";
import { healthTexts } from "./health-texts.ts";
import { operatorTexts } from "./texts.ts";

export type Entry = Awaited<ReturnType<Api["agencies"]["listAgencies"]>>["items"][number];

interface AgencyRowProps {
  readonly agency: Entry;
  /** How it is, once that is known. */
  readonly health: AgencyHealth | undefined;
  /** How many things of it stand above. */
  readonly findings: number;
}

export function AgencyRow({ agency, health, findings }: AgencyRowProps): VNode {
  const say = useSay();
  const { language } = useReader();
  const { name, zone, preset, createdAt } = agency;
  return (
    <Row
      start={<Icon of={landmark} />}
      title={name}
      detail={
        <>
          {say(presetTexts[preset])}, <span>{zoneAbbreviation(zone) ?? zone}</span>
          {health !== undefined && <Doing health={health} />}
        </>
      }
      end={health !== undefined && <Standing health={health} findings={findings} />}
      endDetail={say(operatorTexts.since, { day: dayOf(createdAt, { language, zone }) })}
    />
  );
}

function Standing({
  health: { runningCycles },
  findings,
}: Required<Pick<AgencyRowProps, "findings">> & { readonly health: AgencyHealth }): VNode {
  const say = useSay();
  const { language } = useReader();
  if (findings > 0)
    return (
      <StateMark state="overdue">
        {say(healthTexts.agencyNeeds, { count: numberOf(findings, language) })}
      </StateMark>
    );
  return runningCycles > 0 ? (
    <StateMark state="done">{say(healthTexts.agencyRuns)}</StateMark>
  ) : (
    <StateMark state="not-started">{say(healthTexts.agencyIdle)}</StateMark>
  );
}

/** What goes on in it, in numbers: cycles, openings, imports, the last day's mail. */
function Doing({ health }: { readonly health: AgencyHealth }): VNode {
  const say = useSay();
  const { language } = useReader();
  const number = (value: number) => numberOf(value, language);
  const { runningCycles, openings, imports, mail } = health;
  const [latest] = mail;
  return (
    <>
      {runningCycles > 0 && <div>{say(healthTexts.running, { count: number(runningCycles) })}</div>}
      {openings.map(({ cycleId, inScope, excluded }) => (
        <div key={cycleId}>
          {say(healthTexts.opening, { inScope: number(inScope), excluded: number(excluded) })}
        </div>
      ))}
      {imports.map(({ importId, done, of }) => (
        <div key={importId}>
          {of === undefined
            ? say(healthTexts.importRead)
            : say(healthTexts.import, { done: number(done), of: number(of) })}
        </div>
      ))}
      {latest !== undefined && (
        <div>
          {say(healthTexts.mail, {
            day: dateOf(latest.day, language),
            sent: number(latest.sent),
            unknown: number(latest.unknown),
            skipped: number(latest.skipped),
            bounced: number(latest.bounced),
          })}
        </div>
      )}
    </>
  );
}
