import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { type LegalTopic, legalBasisAt } from "#shared/agencies/legal-basis.ts";
import { predicateOf, ratings } from "#shared/appraisals/matrix.ts";
import {
  appraisalTerms,
  predicateLabels,
  ratingLabels,
  ratingShortLabels,
  resultCriteria,
} from "#shared/appraisals/messages.ts";
import { stepNames } from "#shared/cycles/messages.ts";
import { behaviourValues, berakhlak } from "#shared/plans/berakhlak.ts";
import { resultKindLabels } from "#shared/plans/messages.ts";
import { initialsOf } from "../../app/initials.ts";
import { useNow, useReader } from "../../app/me.ts";
import { read } from "../../data/queries.ts";
import { common } from "../../i18n/common.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Card } from "../../ui/card.tsx";
import { List, ListRow, Row } from "../../ui/list-row.tsx";
import { Matrix } from "../../ui/matrix.tsx";
import { appraiserName, useAppraiser } from "../../work/appraiser.ts";
import { windowStanding } from "../../work/windows.ts";
import { criteriaTexts as texts } from "./criteria-texts.ts";
import { type AtHand, EvaluationAtHand } from "./evaluation-at-hand.tsx";
import { resultTexts } from "./result-texts.ts";
import "./criteria.css";

/** What I am judged by: all of it known before the judgement. */
export function CriteriaPage(): VNode {
  const say = useSay();
  return (
    <EvaluationAtHand title={say(texts.title)}>
      {(found) => (
        <div class="stack">
          <p class="lead">{say(texts.lead)}</p>
          <div class="criteria">
            <What {...found} />
            <Who {...found} />
            <Sources />
            <How />
            <When {...found} />
            <Then {...found} />
            <Rules {...found} />
          </div>
        </div>
      )}
    </EvaluationAtHand>
  );
}

/** The approved plan and the seven values. */
function What({ cycle, part }: AtHand): VNode {
  const say = useSay();
  const { data } = useQuery(read("plans", "readPlan", { params: { cycleId: cycle.id, partId: part.id } }));
  const plan = data?.versions.find(({ number }) => number === data.approvedVersion);
  return (
    <Card title={say(texts.what)}>
      <h3>{say(resultTexts.workResult)}</h3>
      {plan === undefined ? (
        // What is not known yet is not said to be missing.
        <p class="lead">{say(part.plan.approvedVersion === 0 ? texts.noPlan : common.loading)}</p>
      ) : (
        <List isDense>
          {plan.content.results.map(({ id, text, kind }) => (
            <ListRow key={id} title={text} endDetail={say(resultKindLabels[kind])} />
          ))}
        </List>
      )}
      <h3>{say(texts.behaviour)}</h3>
      <List isDense>
        {behaviourValues.map((value) => (
          <ListRow
            key={value}
            title={say(berakhlak[value].name)}
            detail={plan?.content.expectations[value]}
          />
        ))}
      </List>
    </Card>
  );
}

function Who({ part }: AtHand): VNode {
  const say = useSay();
  const { data: appraiser } = useAppraiser(part);
  const name =
    appraiser === undefined
      ? say(part.appraiser === undefined ? texts.unknown : common.loading)
      : appraiserName(appraiser);
  return (
    <Card title={say(texts.who)}>
      <Row
        start={<Avatar initials={initialsOf(name)} />}
        above={say(appraisalTerms.appraiser)}
        title={name}
        detail={appraiser?.post}
      />
      {part.headsUnit !== undefined && <p class="lead">{say(texts.headsUnit)}</p>}
    </Card>
  );
}

function Sources(): VNode {
  const say = useSay();
  return (
    <Card title={say(texts.sources)}>
      <List isDense>
        <ListRow title={say(texts.sourceReport)} />
        <ListRow title={say(texts.sourceOwn)} />
        <ListRow title={say(texts.sourceOrganisation)} />
      </List>
    </Card>
  );
}

/** The matrix before anything is rated, and the criteria of the work result in words. */
function How(): VNode {
  const say = useSay();
  const bestFirst = [...ratings].reverse();
  return (
    <Card title={say(texts.how)}>
      <div class="stack">
        <p class="lead">{say(texts.howLead)}</p>
        <Matrix
          rowsName={say(resultTexts.rowsName)}
          columnsName={say(resultTexts.columnsName)}
          rows={bestFirst.map((rating) => say(ratingShortLabels[rating]))}
          columns={ratings.map((rating) => say(ratingShortLabels[rating]))}
          cells={bestFirst.map((row) =>
            ratings.map((column) => say(predicateLabels[predicateOf(row, column)])),
          )}
          outcome={say(texts.matrixUnlit)}
          isOutcomeUnseen
        />
        <List isDense>
          {bestFirst.map((rating) => (
            <ListRow key={rating} title={say(ratingLabels[rating])} detail={say(resultCriteria[rating])} />
          ))}
        </List>
        <p class="lead">{say(texts.noBareRating)}</p>
      </div>
    </Card>
  );
}

const steps = ["report", "organisation", "appraisal", "objection"] as const;

function When({ cycle, evaluation }: AtHand): VNode {
  const say = useSay();
  const reader = useReader();
  const now = useNow();
  const words = (step: (typeof steps)[number]) => {
    const { state, opensAt, closesAt } = windowStanding(evaluation.windows[step], cycle.zone, now);
    if (state === "not-yet") return say(texts.opensOn, { moment: momentOf(opensAt, reader) });
    return say(state === "open" ? texts.until : texts.closedOn, { moment: momentOf(closesAt, reader) });
  };
  return (
    <Card title={say(texts.when)}>
      <List isDense>
        {steps.map((step) => (
          <ListRow key={step} title={say(stepNames[step])} detail={words(step)} />
        ))}
      </List>
    </Card>
  );
}

/** As the agency wrote it, and no threat of our own. */
function Then({ cycle, part, evaluation }: AtHand): VNode {
  const say = useSay();
  const { data: agency } = useQuery(read("agencies", "readAgency"));
  const { data } = useQuery(read("plans", "readPlan", { params: { cycleId: cycle.id, partId: part.id } }));
  const plan = data?.versions.find(({ number }) => number === data.approvedVersion);
  const note = agency?.settings.consequenceNote;
  return (
    <Card title={say(texts.follows)}>
      <div class="stack">
        <p class="lead">{say(evaluation.provisional ? texts.provisional : texts.official)}</p>
        {note !== undefined && note !== "" && <p>{note}</p>}
        {plan?.content.consequences.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </Card>
  );
}

const topics: readonly LegalTopic[] = [
  "appraisal",
  "plan",
  "predicate",
  "organisation",
  "distribution",
  "objection",
];

function Rules({ evaluation }: AtHand): VNode {
  const say = useSay();
  const cited = topics.flatMap((topic) =>
    legalBasisAt(evaluation.period.to, topic).map((rule) => ({ rule, articles: rule.articles[topic] ?? "" })),
  );
  const byRule = new Map(cited.map(({ rule }) => [rule.id, rule]));
  const articlesOf = (id: string) =>
    cited.filter(({ rule, articles }) => rule.id === id && articles !== "").map(({ articles }) => articles);
  return (
    <Card title={say(texts.rules)}>
      <p class="lead">{say(texts.rulesLead)}</p>
      <List isDense>
        {[...byRule.values()].map(({ id, short, title }) => (
          <ListRow key={id} title={[short, ...articlesOf(id)].join(", ")} detail={say(title)} />
        ))}
      </List>
    </Card>
  );
}
