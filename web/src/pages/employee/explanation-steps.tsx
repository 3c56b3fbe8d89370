import type { VNode } from "preact";
import { type Rating, ratings } from "#shared/appraisals/matrix.ts";
import { appraisalTerms, ratingShortLabels } from "#shared/appraisals/messages.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { Matrix } from "../../ui/matrix.tsx";
import { NumberedPath } from "../../ui/numbered-path.tsx";
import { Remark } from "../../ui/remark.tsx";
import { RuleNote } from "../../ui/rule-note.tsx";
import type { paramsOf } from "../../work/evaluations.ts";
import { filesOf } from "../../work/evidence-file.tsx";
import { RatingMark } from "../../work/rating-mark.tsx";
import { EvidenceList } from "../../work/report-reading.tsx";
import type { Explanation } from "./explanation-words.ts";
import { resultTexts as texts } from "./result-texts.ts";
import "./result.css";

type Steps = Explanation["steps"];

interface ExplanationStepsProps {
  /** What names the evaluation. */
  readonly of: ReturnType<typeof paramsOf>;
  readonly steps: Steps;
  /** The ratings of single results, by result; a page has the words alone. */
  readonly single: ReadonlyMap<string, Rating>;
}

/** From the evidence to the predicate, in the order in which one follows from the other. */
export function ExplanationSteps({ of, steps, single }: ExplanationStepsProps): VNode {
  const say = useSay();
  const [evidence, judgements, matrix, rule, words] = steps;
  return (
    <NumberedPath
      steps={[
        {
          title: say(evidence.title),
          lead: say(evidence.summary),
          content: <EvidenceStep of={of} step={evidence} single={single} />,
        },
        {
          title: say(judgements.title),
          lead: say(judgements.summary),
          content: <RatingsStep step={judgements} />,
        },
        { title: say(matrix.title), content: <MatrixStep step={matrix} /> },
        { title: say(rule.title), lead: say(rule.summary), content: <RuleStep step={rule} /> },
        { title: say(words.title), content: <WordsStep step={words} /> },
      ]}
    />
  );
}

function EvidenceStep({
  of,
  step,
  single,
}: Pick<ExplanationStepsProps, "of" | "single"> & { readonly step: Steps[0] }) {
  const say = useSay();
  return (
    <>
      <Card>
        <List>
          {step.results.map(({ result, text, measures, rating, note }) => {
            const code = single.get(result);
            return (
              <ListRow
                key={result}
                title={text}
                detail={
                  <>
                    {measures.map((measure, index) => (
                      <p key={index}>{say(measure.text)}</p>
                    ))}
                    {note !== "" && <p class="own-words">{note}</p>}
                  </>
                }
                end={
                  rating !== null &&
                  code !== undefined && <RatingMark rating={code}>{say(rating)}</RatingMark>
                }
              />
            );
          })}
        </List>
      </Card>
      <details class="more">
        <summary class="link link-alone">{say(texts.seeEvidence)}</summary>
        <div class="stack">
          {step.results.map(({ result, text, realisation, obstacles, evidence }) => (
            <section key={result}>
              <h3>{text}</h3>
              {realisation !== "" && <p class="own-words">{realisation}</p>}
              {obstacles !== "" && <p class="own-words lead">{obstacles}</p>}
              <EvidenceList fetch={filesOf(of)} evidence={evidence} />
            </section>
          ))}
        </div>
      </details>
    </>
  );
}

function RatingsStep({ step }: { readonly step: Steps[1] }): VNode {
  const say = useSay();
  return (
    <>
      <Card>
        <List>
          <JudgementRow title={say(texts.workResult)} judgement={step.result} />
          <JudgementRow title={say(texts.behaviourWhole)} judgement={step.behaviour} />
        </List>
      </Card>
      {step.values.length > 0 && (
        <details class="more">
          <summary class="link link-alone">{say(texts.valuesApart)}</summary>
          <List>
            {step.values.map(({ value, name, rating, note }) => (
              <ListRow key={value} title={say(name)} detail={note} end={say(rating)} />
            ))}
          </List>
        </details>
      )}
    </>
  );
}

interface JudgementRowProps {
  readonly title: string;
  readonly judgement: Steps[1]["result"];
}

function JudgementRow({ title, judgement }: JudgementRowProps): VNode {
  const say = useSay();
  const { rating, label, summary, criterion, reason, basis } = judgement;
  return (
    <li class="list-item judgement">
      <div class="row-apart">
        <strong>{title}</strong>
        <RatingMark rating={rating}>{say(label)}</RatingMark>
      </div>
      <p class="lead">{say(summary)}</p>
      <dl class="judgement-why">
        {reason !== "" && (
          <>
            <dt>{say(texts.reason)}</dt>
            <dd class="own-words">{reason}</dd>
          </>
        )}
        {basis.length > 0 && (
          <>
            <dt>{say(texts.basis)}</dt>
            {basis.map((one, index) => (
              <dd key={index}>{say(one)}</dd>
            ))}
          </>
        )}
        {criterion !== null && (
          <>
            <dt>{say(texts.criterion)}</dt>
            <dd>{say(criterion)}</dd>
          </>
        )}
      </dl>
    </li>
  );
}

function MatrixStep({ step }: { readonly step: Steps[2] }): VNode {
  const say = useSay();
  const { rows, changes, summary } = step;
  const row = rows.findIndex((cells) => cells.some(({ mark }) => mark === "lit"));
  const column = rows[row]?.findIndex(({ mark }) => mark === "lit");
  return (
    <>
      <Card>
        <Matrix
          rowsName={say(texts.rowsName)}
          columnsName={say(texts.columnsName)}
          rows={rows.map(([cell]) => (cell === undefined ? "" : say(ratingShortLabels[cell.result])))}
          columns={(rows[0] ?? []).map((cell) => say(ratingShortLabels[cell.behaviour]))}
          cells={rows.map((cells) => cells.map(({ label }) => say(label)))}
          row={row}
          column={column}
          outcome={say(summary)}
        />
      </Card>
      <h3 class="otherwise">{say(texts.otherwise)}</h3>
      <ul class="otherwise-list lead">
        {[...changes].sort(betterFirst).map(({ changed, rating, text }) => (
          <li key={`${changed} ${rating}`}>{say(text)}</li>
        ))}
      </ul>
    </>
  );
}

type Change = Steps[2]["changes"][number];

/** What would have been better comes first. */
function betterFirst(a: Change, b: Change): number {
  return ratings.indexOf(b.rating) - ratings.indexOf(a.rating);
}

function RuleStep({ step }: { readonly step: Steps[3] }): VNode {
  const say = useSay();
  return (
    <>
      {step.rules.map(({ id, citation, title, role }) => (
        <RuleNote
          key={`${id} ${citation}`}
          label={`${say(role)}: ${citation}`}
          title={citation}
          source={say(texts.inForce)}
        >
          {say(title)}
        </RuleNote>
      ))}
    </>
  );
}

function WordsStep({ step }: { readonly step: Steps[4] }): VNode {
  const say = useSay();
  const { strengths, improvements } = step;
  if (strengths.length + improvements.length === 0) return <p class="meta">{say(texts.noWords)}</p>;
  return (
    <div class="stack">
      {strengths.map((words) => (
        <Remark key={words} tone="daun" heading={say(appraisalTerms.strength)}>
          <span class="own-words">{words}</span>
        </Remark>
      ))}
      {improvements.map((words) => (
        <Remark key={words} tone="kunyit" heading={say(appraisalTerms.improvement)}>
          <span class="own-words">{words}</span>
        </Remark>
      ))}
    </div>
  );
}
