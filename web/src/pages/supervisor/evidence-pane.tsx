import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useReader } from "../../app/me.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { classes } from "../../ui/classes.ts";
import { Icon } from "../../ui/icon.tsx";
import { chevronDown, fileText, messageSquareQuote, paperclip } from "../../ui/icons.ts";
import { LinkButton } from "../../ui/link.tsx";
import { InfoNotice } from "../../ui/notice.tsx";
import { type Shape, ShapeMark } from "../../ui/shape-mark.tsx";
import { behaviourNames } from "../../work/behaviours.ts";
import {
  type EvaluationPage,
  type PlannedResult,
  paramsOf,
  type Realisation,
} from "../../work/evaluations.ts";
import { MeasureLine, useMeasureWords } from "../../work/measure.tsx";
import { ResultReading, realisationOf } from "../../work/report-reading.tsx";
import { type Standing, standingOf, worstOf } from "../../work/standing.ts";
import { supervisorTexts as texts } from "./texts.ts";

/** On a phone the first few results are enough to begin with. */
const fewResults = 3;

/** Plan and report side by side, one line a result; each opens to all that was written. */
export function EvidencePane({ page }: { readonly page: EvaluationPage }): VNode {
  const say = useSay();
  const [isAll, setAll] = useState(false);
  const [hasOpened, setOpened] = useState(false);
  const { plan, report } = page;
  if (plan === null) return <InfoNotice lead={say(texts.noPlan)} />;
  const { results } = plan.content;
  const proofs = report?.report.realisations.reduce((sum, { evidence }) => sum + evidence.length, 0) ?? 0;
  const more = results.length - fewResults;
  return (
    <>
      <div class="row-apart">
        <h2 class="evidence-title">{say(texts.evidenceTitle, { count: results.length })}</h2>
        {proofs > 0 && (
          <LinkButton isAlone onClick={() => setOpened(!hasOpened)}>
            {say(hasOpened ? texts.hideEvidence : texts.allEvidence, { count: proofs })}
          </LinkButton>
        )}
      </div>
      <div class={classes("card", "evidence-card", !isAll && !hasOpened && "evidence-few")}>
        {results.map((planned) => (
          <ResultLine
            key={`${planned.id}${hasOpened}`}
            of={paramsOf(page)}
            planned={planned}
            realisation={realisationOf(report?.report, planned)}
            isOpen={hasOpened}
          />
        ))}
        {more > 0 && !isAll && !hasOpened && (
          <button type="button" class="evidence-more" onClick={() => setAll(true)}>
            {say(texts.moreResults, { count: more })} <Icon of={chevronDown} />
          </button>
        )}
      </div>
      <ReportSent page={page} />
      <Expected page={page} />
    </>
  );
}

function ReportSent({ page: { report } }: { readonly page: EvaluationPage }): VNode | null {
  const say = useSay();
  const reader = useReader();
  if (report === null) return null;
  return <p class="caption">{say(texts.reportSent, { moment: momentOf(report.submittedAt, reader) })}</p>;
}

interface ResultLineProps {
  readonly of: ReturnType<typeof paramsOf>;
  readonly planned: PlannedResult;
  readonly realisation: Realisation | undefined;
  readonly isOpen: boolean;
}

function ResultLine({ of, planned, realisation, isOpen }: ResultLineProps): VNode {
  const say = useSay();
  const standing = worstOf(planned.indicators.map((one) => standingOf(one, realisation?.reached[one.key])));
  const first = planned.indicators[0];
  return (
    <details class="evidence-line" open={isOpen}>
      <summary class="evidence-summary">
        <span class="evidence-sign">
          <Icon of={iconOf(realisation)} />
        </span>
        <span class="evidence-main">
          <span class="evidence-name">{planned.text}</span>
          {first !== undefined && <Measured indicator={first} reached={realisation?.reached[first.key]} />}
        </span>
        <span class="evidence-end">
          {standing !== undefined && <StandingMark standing={standing} />}
          <span class="caption">
            {say(texts.evidenceCount, { count: realisation?.evidence.length ?? 0 })}
          </span>
        </span>
      </summary>
      <div class="evidence-whole">
        <ResultReading of={of} planned={planned} realisation={realisation} heading="h3" />
      </div>
    </details>
  );
}

function iconOf(realisation: Realisation | undefined): string {
  const [first] = realisation?.evidence ?? [];
  if (first === undefined) return fileText;
  return first.kind === "note" ? messageSquareQuote : paperclip;
}

const nothing = <span />;

type MeasuredProps = Parameters<typeof useMeasureWords>;

function Measured({
  indicator,
  reached,
}: {
  readonly indicator: MeasuredProps[0];
  readonly reached: MeasuredProps[1];
}) {
  const words = useMeasureWords(indicator, reached);
  return (
    <>
      <span class="meta">{words}</span>
      <span class="evidence-line-drawn">
        <MeasureLine indicator={indicator} reached={reached} fallback={nothing} />
      </span>
    </>
  );
}

const marks = {
  better: { shape: "above", text: texts.better },
  "on-target": { shape: "as", text: texts.onTarget },
  worse: { shape: "below", text: texts.worse },
} as const satisfies Record<Standing, { shape: Shape; text: object }>;

/** How what was reached stands to its target; the rating stays the appraiser's. */
function StandingMark({ standing }: { readonly standing: Standing }): VNode {
  const { shape, text } = marks[standing];
  return (
    <span class={`standing standing-${shape}`}>
      <ShapeMark of={shape} /> {useSay()(text)}
    </span>
  );
}

/** What the leader expects of the behaviour, beside which it is rated. */
function Expected({ page: { plan } }: { readonly page: EvaluationPage }): VNode | null {
  const say = useSay();
  const given = Object.entries(plan?.content.expectations ?? {});
  if (given.length === 0) return null;
  return (
    <section class="expected">
      <h2 class="evidence-title">{say(texts.expectations)}</h2>
      <dl class="plan-expectations">
        {given.map(([value, text]) => (
          <div key={value}>
            <dt>{say(behaviourNames[value as keyof typeof behaviourNames])}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
