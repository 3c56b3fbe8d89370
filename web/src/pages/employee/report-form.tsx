import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useSearchParams } from "wouter-preact";
import { citation, legalBasisAt } from "#shared/agencies/legal-basis.ts";
import { resultKindLabels } from "#shared/plans/messages.ts";
import { useReader } from "../../app/me.ts";
import { useStore } from "../../app/store.ts";
import { useThisDevice } from "../../app/this-device.ts";
import { momentOf, timeOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { isReachable } from "../../offline/connection.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { cloudCheck, cloudOff } from "../../ui/icons.ts";
import { LinkButton } from "../../ui/link.tsx";
import { Segments } from "../../ui/progress.tsx";
import { StateSign } from "../../ui/state-mark.tsx";
import { DeadlineWords } from "../../work/deadline.tsx";
import { type EvaluationPage, type PlanContent, paramsOf } from "../../work/evaluations.ts";
import type { WindowStanding } from "../../work/windows.ts";
import { type ReportDraft, useReportDraft } from "./report-draft.ts";
import { type Lack, lacksOf, realisationFor, withRealisation } from "./report-edit.ts";
import { ReportFrame } from "./report-frame.tsx";
import { SaveRefused } from "./report-refused.tsx";
import { ResultFields } from "./report-result.tsx";
import { ReportSending } from "./report-sending.tsx";
import { lackWords, reportPageTexts as texts } from "./report-texts.ts";
import "./report.css";

interface ReportFormProps {
  readonly page: EvaluationPage;
  readonly plan: PlanContent;
  readonly window: WindowStanding;
}

/** The report being written, one result of the plan at a time. */
export function ReportForm({ page, plan, window }: ReportFormProps): VNode {
  const say = useSay();
  const draft = useReportDraft(page);
  const { report, refused } = draft;
  const lacks = lacksOf(report, plan);
  const [at, goTo] = usePlace(lacks);
  const planned = plan.results[at];
  const rules = legalBasisAt(page.evaluation.period.to, "predicate");
  return (
    <ReportFrame detail={say(page.evaluation.title)} end={<SavedChip page={page} draft={draft} />}>
      <div class="two-panes">
        <div class="stack">
          <Due window={window} />
          {refused !== undefined && <SaveRefused refused={refused} draft={draft} plan={plan} />}
          {planned !== undefined && (
            <>
              <Position at={at} plan={plan} lacks={lacks} />
              <ResultFields
                key={planned.id}
                name={`${page.part.id}/${page.evaluation.id}/${planned.id}`}
                planned={planned}
                at={at + 1}
                realisation={realisationFor(report, planned.id)}
                desk={{
                  of: paramsOf(page),
                  attach: (file) => draft.attach(planned.id, file),
                  detach: (file) => draft.detach(planned.id, file),
                }}
                onChange={(changed) => draft.change(withRealisation(report, plan, changed))}
                rule={rules.map((rule) => citation(rule, "predicate")).join(", ")}
              />
              <Steps at={at} total={plan.results.length} goTo={goTo} />
            </>
          )}
        </div>
        <AllResults plan={plan} lacks={lacks} at={at} goTo={goTo} />
      </div>
      <ReportSending draft={draft} lacks={lacks} window={window} goTo={goTo} />
    </ReportFrame>
  );
}

/** Which result is shown: the one that the address names (`?hasil=`), else the first that lacks something. */
function usePlace(lacks: readonly (Lack | undefined)[]): [number, (at: number) => void] {
  const [search] = useSearchParams();
  const [at, setAt] = useState(() => {
    const wanted = Number(search.get("hasil")) - 1;
    if (lacks[wanted] !== undefined || (wanted >= 0 && wanted < lacks.length)) return wanted;
    return Math.max(
      0,
      lacks.findIndex((lack) => lack !== undefined),
    );
  });
  return [Math.min(at, Math.max(0, lacks.length - 1)), setAt];
}

/** What is known to be kept, and where. */
function SavedChip({ page, draft }: { readonly page: EvaluationPage; readonly draft: ReportDraft }): VNode {
  const say = useSay();
  const reader = useReader();
  const device = useThisDevice();
  const isOnline = useStore(isReachable);
  if (!draft.isSaved) {
    const isHere = !isOnline || draft.refused !== undefined;
    return (
      <Chip tone={isHere ? "kunyit" : "abu"} icon={isHere ? cloudOff : cloudCheck}>
        {isHere ? say(texts.onDevice, { device }) : say(texts.saving)}
      </Chip>
    );
  }
  if (page.reportDraft === null) return <Chip>{say(texts.notBegun)}</Chip>;
  return (
    <Chip tone="daun" icon={cloudCheck}>
      {say(texts.saved, { time: timeOf(page.reportDraft.savedAt, reader) })}
    </Chip>
  );
}

function Due({ window }: { readonly window: WindowStanding }): VNode {
  const say = useSay();
  const reader = useReader();
  if (window.state === "not-yet") {
    return (
      <p class="lead">
        {say(texts.notYet, { moment: momentOf(window.opensAt, reader) })} {say(texts.notYetDraft)}
      </p>
    );
  }
  return (
    <p class="lead">
      <DeadlineWords standing={window} lead={texts.due} />
    </p>
  );
}

interface PlaceProps {
  readonly plan: PlanContent;
  readonly lacks: readonly (Lack | undefined)[];
  readonly at: number;
}

function Position({ plan, lacks, at }: PlaceProps): VNode {
  const say = useSay();
  const { results } = plan;
  const kind = results[at]?.kind ?? "main";
  const place = { at: at + 1, total: results.length };
  const done = lacks.filter((lack) => lack === undefined).length;
  return (
    <div class="row-apart meta">
      <span>
        {say(texts.position, place)} · {say(resultKindLabels[kind])}
      </span>
      <Segments
        parts={lacks.map((lack, index) => (index === at ? "current" : lack === undefined ? "done" : "open"))}
        label={say(texts.positionOf, { ...place, done })}
        isSmall
      />
    </div>
  );
}

interface StepsProps {
  readonly at: number;
  readonly total: number;
  readonly goTo: (at: number) => void;
}

/** To the results before and after; the page then begins at its top again. */
function Steps({ at, total, goTo }: StepsProps): VNode {
  const say = useSay();
  const top = useRef<HTMLDivElement>(null);
  const before = useRef(at);
  useEffect(() => {
    if (before.current === at) return;
    before.current = at;
    scrollTo({ top: 0 });
    const heading = top.current?.parentElement?.querySelector("h2");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }, [at]);
  return (
    <div class="report-step" ref={top}>
      {at > 0 && <Button onClick={() => goTo(at - 1)}>{say(texts.previous)}</Button>}
      {at < total - 1 && <Button onClick={() => goTo(at + 1)}>{say(texts.next)}</Button>}
    </div>
  );
}

/** Every result with what it lacks, each a tap away. */
function AllResults({ plan, lacks, at, goTo }: PlaceProps & Pick<StepsProps, "goTo">): VNode {
  const say = useSay();
  return (
    <Card title={say(texts.allResults)} isQuiet>
      <ol>
        {plan.results.map(({ id, text }, index) => (
          <li key={id} class="report-place" aria-current={index === at ? "step" : undefined}>
            <StateSign state={signOf(lacks[index])} />
            <div class="report-place-main">
              <LinkButton onClick={() => goTo(index)} isAlone>
                {text}
              </LinkButton>
              <p class="meta">{say(lackWords(lacks[index]))}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function signOf(lack: Lack | undefined) {
  if (lack === undefined) return "done";
  return lack === "evidence" ? "with-employee" : "not-started";
}
