import type { VNode } from "preact";
import { resultKindLabels } from "#shared/plans/messages.ts";
import { useSay } from "../i18n/language.ts";
import { Icon } from "../ui/icon.tsx";
import { externalLink, paperclip } from "../ui/icons.ts";
import { List } from "../ui/list-row.tsx";
import type { Evidence, PlanContent, PlannedResult, paramsOf, Realisation, Report } from "./evaluations.ts";
import { EvidenceFile, type FetchFile, filesOf } from "./evidence-file.tsx";
import { MeasureReading } from "./measure.tsx";
import { reportTexts } from "./report-texts.ts";
import "./report-reading.css";

/** What names the evaluation, whose files are asked for by it. */
interface OfEvaluation {
  readonly of: ReturnType<typeof paramsOf>;
}

interface ReportReadingProps extends OfEvaluation {
  readonly plan: Pick<PlanContent, "results">;
  /** Absent: nothing was reported. */
  readonly report: Report | undefined;
  readonly heading?: "h2" | "h3";
}

/** A report as read: every planned result in the plan's order, with what was reached, in words, and the evidence. */
export function ReportReading({ of, plan, report, heading = "h2" }: ReportReadingProps): VNode {
  return (
    <div class="stack">
      {plan.results.map((planned) => (
        <section key={planned.id} class="card">
          <ResultReading
            of={of}
            planned={planned}
            realisation={realisationOf(report, planned)}
            heading={heading}
          />
        </section>
      ))}
    </div>
  );
}

export function realisationOf(
  report: Report | undefined,
  { id }: Pick<PlannedResult, "id">,
): Realisation | undefined {
  return report?.realisations.find(({ result }) => result === id);
}

interface ResultReadingProps extends OfEvaluation {
  readonly planned: PlannedResult;
  readonly realisation: Realisation | undefined;
  /** The heading that the page's order asks for. */
  readonly heading?: "h2" | "h3";
}

/** One result, without a frame of its own, for whoever puts it into a card or beside a rating. */
export function ResultReading({
  of,
  planned,
  realisation,
  heading: Heading = "h2",
}: ResultReadingProps): VNode {
  const say = useSay();
  return (
    <div class="stack">
      <div>
        <p class="caption">{say(resultKindLabels[planned.kind])}</p>
        <Heading class="result-name">{planned.text}</Heading>
      </div>
      {planned.indicators.map((indicator) => (
        <MeasureReading
          key={indicator.key}
          indicator={indicator}
          reached={realisation?.reached[indicator.key]}
        />
      ))}
      <Words realisation={realisation} />
      {realisation !== undefined && <EvidenceList fetch={filesOf(of)} evidence={realisation.evidence} />}
    </div>
  );
}

function Words({ realisation }: Pick<ResultReadingProps, "realisation">): VNode | null {
  const say = useSay();
  const { text = "", obstacles = "", evidence = [], reached = {} } = realisation ?? {};
  const isEmpty = text === "" && obstacles === "" && evidence.length === 0;
  if (isEmpty && Object.keys(reached).length === 0) return <p class="meta">{say(reportTexts.nothing)}</p>;
  return (
    <>
      {text !== "" && <p class="own-words">{text}</p>}
      {obstacles !== "" && (
        <div>
          <p class="meta">{say(reportTexts.obstacles)}</p>
          <p class="own-words">{obstacles}</p>
        </div>
      )}
    </>
  );
}

interface EvidenceListProps extends Pick<Realisation, "evidence"> {
  readonly fetch: FetchFile;
}

/** Links open elsewhere: nobody loses the page on which they read or rate. */
export function EvidenceList({ fetch, evidence }: EvidenceListProps): VNode {
  const say = useSay();
  if (evidence.length === 0) return <p class="meta">{say(reportTexts.noEvidence)}</p>;
  return (
    <List label={say(reportTexts.evidence, { count: evidence.length })}>
      {evidence.map((one) => (
        <li key={one.key} class="evidence">
          {one.kind === "file" ? (
            <EvidenceFile file={one} fetch={fetch} />
          ) : (
            <>
              <Icon of={paperclip} size={16} />
              <EvidenceItem {...one} />
            </>
          )}
        </li>
      ))}
    </List>
  );
}

function EvidenceItem(evidence: Exclude<Evidence, { kind: "file" }>): VNode {
  const say = useSay();
  if (evidence.kind === "note") {
    return (
      <div class="evidence-main">
        <p>{evidence.title}</p>
        <p class="meta own-words">{evidence.text}</p>
      </div>
    );
  }
  return (
    <a class="link link-alone evidence-main" href={evidence.url} target="_blank" rel="noreferrer noopener">
      <span>
        {evidence.title} <Icon of={externalLink} size={14} label={say(reportTexts.opensElsewhere)} />
      </span>
    </a>
  );
}
