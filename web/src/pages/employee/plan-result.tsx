import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { useLocation, useParams } from "wouter-preact";
import { perspectiveLabels, planTerms, resultKindLabels } from "#shared/plans/messages.ts";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { useNow } from "../../app/me.ts";
import { common } from "../../i18n/common.ts";
import { useSay } from "../../i18n/language.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SupervisorNote } from "../../ui/field.tsx";
import { arrowLeft, arrowRight, plus, trash2 } from "../../ui/icons.ts";
import { LinkButton } from "../../ui/link.tsx";
import { Segments } from "../../ui/progress.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Switch } from "../../ui/switch.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { addressOf } from "./address.ts";
import { newIndicator, type PlacedResult, type PlannedResult } from "./plan-draft.ts";
import { useBeside, useNoteProps } from "./plan-field.ts";
import { IndicatorForm } from "./plan-indicator.tsx";
import { PlanNotices } from "./plan-notices.tsx";
import { ResultReading } from "./plan-result-reading.tsx";
import { PlanRule } from "./plan-rule.tsx";
import { about, blocking, columnsOf, findingsOf, isWritable, notesOf } from "./plan-standing.ts";
import { PlanTask } from "./plan-task.tsx";
import { planTexts as texts } from "./plan-texts.ts";
import type { PlanDesk } from "./use-plan.ts";
import "./plan.css";

/** One result of my plan, written or read. */
export function PlanResultPage(): VNode {
  const say = useSay();
  const { result: id = "" } = useParams<{ result: string }>();
  const title = (desk: PlanDesk | undefined) =>
    desk === undefined ? say(texts.results) : say(texts.title, { title: say(desk.cycle.title) });
  return <PlanTask title={title} draw={(desk) => <OneResult key={id} desk={desk} id={id} />} />;
}

interface ResultProps {
  readonly desk: PlanDesk;
  readonly id: string;
}

function OneResult({ desk, id }: ResultProps): VNode {
  const say = useSay();
  const now = useNow();
  const placed = desk.results.find(({ result }) => result.id === id);
  const { versions } = desk.view;
  const version = versions.findLast(({ content }) => content.results.some((result) => result.id === id));
  const isWritten = isWritable(desk, now);
  const read = isWritten
    ? undefined
    : (version?.content.results.find((result) => result.id === id) ?? placed?.result);
  if (read !== undefined) {
    return (
      <div class="stack plan-column">
        <PlanNotices desk={desk} />
        <Place desk={desk} id={id} kind={read.kind} />
        <ResultReading desk={desk} result={read} />
        <Neighbours desk={desk} id={id} />
      </div>
    );
  }
  if (placed === undefined) {
    return (
      <EmptyState
        title={say(texts.gone)}
        action={<ButtonLink href={addressOf(webPaths.plan, desk)}>{say(texts.back)}</ButtonLink>}
      />
    );
  }
  return (
    <div class="stack plan-column">
      <PlanNotices desk={desk} />
      <Place desk={desk} id={id} kind={placed.result.kind} />
      <ResultForm desk={desk} placed={placed} />
      <Arrange desk={desk} id={id} text={placed.result.text} />
      <Neighbours desk={desk} id={id} />
    </div>
  );
}

/** "Hasil kerja 2 dari 5 · Utama", and the others as dots. */
function Place({ desk, id, kind }: ResultProps & { readonly kind: PlannedResult["kind"] }): VNode {
  const say = useSay();
  const ids = desk.results.map(({ result }) => result.id as string);
  const values = { at: ids.indexOf(id) + 1, all: ids.length, kind: say(resultKindLabels[kind]) };
  const lacking = blocking(findingsOf(desk));
  const parts = ids.map((one) => {
    if (one === id) return "current" as const;
    return about(lacking, one).length === 0 ? ("done" as const) : ("open" as const);
  });
  return (
    <div class="row-apart meta">
      <span>{say(texts.place, values)}</span>
      <Segments parts={parts} label={say(texts.placeSummary, values)} isSmall />
    </div>
  );
}

function ResultForm({ desk, placed }: { readonly desk: PlanDesk; readonly placed: PlacedResult }): VNode {
  const say = useSay();
  const { order, result } = placed;
  const wasThere = useRef(desk.view.draft?.results.some((one) => one.result.id === result.id) === true);
  const beside = useBeside(desk, wasThere.current);
  const { hasPerspective, hasServed } = columnsOf(desk);
  const set = (change: Partial<PlannedResult>) => desk.write({ order, result: { ...result, ...change } });
  const path = `results.${result.id}`;
  const perspective = beside(`${path}.perspective`);
  return (
    <>
      <Card>
        <div class="stack plan-fields">
          <NotesHere desk={desk} path={path} />
          <TextArea
            label={say(planTerms.result)}
            value={result.text}
            onInput={(text) => set({ text })}
            maxLength={500}
            isRequired
            {...beside(`${path}.text`, say(texts.resultHint))}
          />
          <Segmented
            label={say(texts.kind)}
            action={<PlanRule of="result" />}
            options={(["main", "additional"] as const).map((value) => ({
              value,
              label: say(resultKindLabels[value]),
            }))}
            value={result.kind}
            onChange={(kind) => set({ kind })}
          />
          {hasServed && (
            <Served result={result} set={set} beside={beside(`${path}.serves`, say(texts.servesHint))} />
          )}
          {hasPerspective && (
            <>
              <Segmented
                label={say(texts.perspective)}
                action={<PlanRule of="perspective" />}
                layout="list"
                options={(Object.keys(perspectiveLabels) as (keyof typeof perspectiveLabels)[]).map(
                  (value) => ({
                    value,
                    label: say(perspectiveLabels[value]),
                  }),
                )}
                value={result.perspective ?? undefined}
                onChange={(value) => set({ perspective: value })}
                error={perspective.error}
              />
              {perspective.note !== undefined && <SupervisorNote {...perspective.note} />}
            </>
          )}
        </div>
      </Card>
      {result.indicators.map((indicator, at) => (
        <IndicatorForm
          key={indicator.key}
          desk={desk}
          path={`${path}.indicators.${indicator.key}`}
          indicator={indicator}
          title={say(result.indicators.length === 1 ? texts.indicator : texts.indicatorOf, { at: at + 1 })}
          beside={beside}
          onChange={(next) =>
            set({ indicators: result.indicators.map((one, here) => (here === at ? next : one)) })
          }
          {...(result.indicators.length > 1 && {
            onRemove: () => set({ indicators: result.indicators.filter((_, here) => here !== at) }),
          })}
        />
      ))}
      {result.indicators.length < mostIndicators && (
        <Button
          icon={plus}
          onClick={() => set({ indicators: [...result.indicators, newIndicator(result.indicators)] })}
        >
          {say(texts.addIndicator)}
        </Button>
      )}
    </>
  );
}

/** What a result may have; the service holds the same. */
const mostIndicators = 10;

interface ServedProps {
  readonly result: PlannedResult;
  readonly set: (change: Partial<PlannedResult>) => void;
  readonly beside: ReturnType<ReturnType<typeof useBeside>>;
}

/** The superior's result that it serves. */
function Served({ result, set, beside }: ServedProps): VNode {
  const say = useSay();
  const serves = result.serves ?? { result: null, text: "", provisional: false };
  return (
    <>
      <TextArea
        label={say(texts.mendukung)}
        action={<PlanRule of="serves" />}
        value={serves.text}
        onInput={(text) => set({ serves: { ...serves, text } })}
        lines={1}
        maxLength={500}
        {...beside}
      />
      <Switch
        label={say(texts.provisional)}
        hint={say(texts.provisionalHint)}
        isOn={serves.provisional}
        word={say(serves.provisional ? texts.yes : texts.no)}
        onChange={(provisional) => set({ serves: { ...serves, provisional } })}
      />
    </>
  );
}

/** Notes on the result as a whole. */
function NotesHere({ desk, path }: { readonly desk: PlanDesk; readonly path: string }): VNode {
  const noteProps = useNoteProps(desk);
  const here = notesOf(desk).filter((note) => note.path === path || note.path === `${path}.indicators`);
  return (
    <>
      {here.map((note) => (
        <SupervisorNote key={note.path} {...noteProps(note)} />
      ))}
    </>
  );
}

/** Its place among the others, and taking it out. */
function Arrange({ desk, id, text }: ResultProps & { readonly text: string }): VNode {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const [, navigate] = useLocation();
  const at = desk.results.findIndex(({ result }) => result.id === id);
  const remove = async () => {
    await desk.remove(id);
    navigate(addressOf(webPaths.plan, desk), { replace: true });
  };
  return (
    <div class="row plan-arrange">
      <LinkButton isAlone isDisabled={at <= 0} onClick={() => desk.move(id, -1)}>
        {say(texts.moveUp)}
      </LinkButton>
      <LinkButton isAlone isDisabled={at === desk.results.length - 1} onClick={() => desk.move(id, 1)}>
        {say(texts.moveDown)}
      </LinkButton>
      <Button kind="quiet" icon={trash2} onClick={() => setAsking(true)}>
        {say(texts.removeResult)}
      </Button>
      <Dialog
        isOpen={isAsking}
        title={say(texts.removeAsk)}
        closeLabel={say(common.close)}
        onClose={() => setAsking(false)}
        foot={
          <>
            <Button onClick={() => setAsking(false)}>{say(common.cancel)}</Button>
            <Button kind="dangerous" onClick={() => void remove()}>
              {say(texts.remove)}
            </Button>
          </>
        }
      >
        <p>{say(texts.removeMeaning, { text: text || say(texts.untitled) })}</p>
      </Dialog>
    </div>
  );
}

/** The results before and after. */
function Neighbours({ desk, id }: ResultProps): VNode {
  const say = useSay();
  const ids = desk.results.map(({ result }) => result.id as string);
  const at = ids.indexOf(id);
  const [before, after] = [ids[at - 1], ids[at + 1]];
  const to = (result: string) => addressOf(pathTo(webPaths.planResult, { result }), desk);
  return (
    <nav class="row-apart" aria-label={say(texts.results)}>
      {before === undefined ? (
        <span />
      ) : (
        <ButtonLink href={to(before)} kind="quiet" icon={arrowLeft}>
          {say(texts.previous)}
        </ButtonLink>
      )}
      {after !== undefined && (
        <ButtonLink href={to(after)} kind="quiet" iconAfter={arrowRight}>
          {say(texts.next)}
        </ButtonLink>
      )}
    </nav>
  );
}
