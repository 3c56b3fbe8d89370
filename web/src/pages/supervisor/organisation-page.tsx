import { useMutation, useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { OrganisationPredicate } from "#shared/appraisals/distribution.ts";
import {
  appraisalTerms,
  distributionRuleTexts,
  organisationPredicateLabels,
} from "#shared/appraisals/messages.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useNow, useReader } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { appTexts } from "../../app/texts.ts";
import { toast } from "../../app/toasts.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import { type Api, api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { useCycle } from "../../data/cycles.ts";
import { read, refresh } from "../../data/queries.ts";
import { daysAway, momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { useDraft } from "../../offline/drafts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LinkButton } from "../../ui/link.tsx";
import { ClosedState } from "../../ui/notice.tsx";
import { NumberedPath } from "../../ui/numbered-path.tsx";
import { RuleNote } from "../../ui/rule-note.tsx";
import { Select } from "../../ui/select.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { Refusal } from "../../work/refusal.tsx";
import { useLedUnits } from "./led-units.ts";
import { supervisorTexts as texts } from "./texts.ts";
import { useAppraisalWindows } from "./windows.ts";
import "./supervisor.css";

type Rating = Awaited<ReturnType<Api["appraisals"]["listOrganisationPredicates"]>>["items"][number];

/** The predicates of the units below me: they come before those of their people. */
export function OrganisationPage(): VNode {
  const say = useSay();
  const { cycle, cycles, error, again } = useCycle();
  const evaluation = cycle?.evaluations.at(-1)?.id;
  const led = useLedUnits(cycle);
  const failure = error ?? led.error;
  if (cycle !== undefined && evaluation !== undefined && led.units !== undefined) {
    return <Predicates cycle={cycle} evaluation={evaluation} units={led.units} onBehalf={led.onBehalf} />;
  }
  if (failure !== null) return <PageFailed error={failure} again={again} />;
  if (cycles === undefined || cycle !== undefined) return <PageWaits />;
  return (
    <Page title={say(appTexts.organisation)}>
      <EmptyState title={say(texts.noCycle)} />
    </Page>
  );
}

interface PredicatesProps {
  readonly cycle: Cycle;
  readonly evaluation: string;
  readonly units: readonly string[];
  readonly onBehalf: boolean;
}

function Predicates({ cycle, evaluation, units, onBehalf }: PredicatesProps): VNode {
  const say = useSay();
  const reader = useReader();
  const now = useNow();
  const windows = useAppraisalWindows(cycle, evaluation);
  const { organisation, appraisal } = windows;
  const names = useQuery(read("people", "listUnits"));
  const given = useQuery(
    read("appraisals", "listOrganisationPredicates", {
      query: { cycle: cycle.id, evaluation, limit: 200 },
    }),
  );
  const failure = names.error ?? given.error;
  if (names.data === undefined || given.data === undefined) {
    return failure === null ? <PageWaits /> : <PageFailed error={failure} />;
  }
  const nameOf = (id: string) => names.data.items.find((unit) => unit.id === id)?.name ?? "";
  const ratingOf = (id: string) => given.data.items.find(({ unit }) => unit === id);
  const moment = momentOf(organisation.closesAt, reader);
  const inOrder = [...units].sort(
    (a, b) =>
      Number(ratingOf(a) !== undefined) - Number(ratingOf(b) !== undefined) ||
      nameOf(a).localeCompare(nameOf(b), reader.language),
  );
  return (
    <Page
      title={say(appTexts.organisation)}
      lead={say(texts.organisationLead, { moment, away: daysAway(organisation.closesAt, now, reader) })}
    >
      <div class="stack">
        {organisation.state === "closed" && (
          <ClosedState lead={say(texts.windowClosed, { moment })}>
            {say(texts.windowClosedMeaning)}
          </ClosedState>
        )}
        {inOrder.length === 0 && <EmptyState title={say(texts.noUnits)}>{say(texts.noUnitsWhy)}</EmptyState>}
        {inOrder.map((unit) => (
          <UnitPredicate
            key={unit}
            params={{ cycleId: cycle.id, evaluationId: evaluation, unitId: unit }}
            name={nameOf(unit)}
            rating={ratingOf(unit)}
            onBehalf={onBehalf}
            isOpen={organisation.state === "open"}
          />
        ))}
        <Card title={say(texts.order)} isQuiet>
          <NumberedPath
            steps={[
              {
                title: say(texts.orderOrganisation),
                lead: say(texts.until, { moment }),
                content: <></>,
              },
              { title: say(texts.orderDistribution), lead: say(texts.followsAtOnce), content: <></> },
              {
                title: say(texts.orderIndividual),
                lead: say(texts.until, { moment: momentOf(appraisal.closesAt, reader) }),
                content: <></>,
              },
            ]}
          />
          <RuleNote
            label={say(texts.distributionRule)}
            title={say(appraisalTerms.organisationPredicate)}
            source={say(texts.distributionSource)}
          >
            {say(texts.organisationRule)}
          </RuleNote>
        </Card>
      </div>
    </Page>
  );
}

interface UnitPredicateProps {
  readonly params: { readonly cycleId: string; readonly evaluationId: string; readonly unitId: string };
  readonly name: string;
  readonly rating: Rating | undefined;
  readonly onBehalf: boolean;
  readonly isOpen: boolean;
}

function UnitPredicate(props: UnitPredicateProps): VNode {
  const { name, rating, isOpen } = props;
  const say = useSay();
  const reader = useReader();
  const [isSetting, setSetting] = useState(false);
  return (
    <Card
      title={name}
      action={
        rating === undefined ? (
          <StateMark state="with-supervisor">{say(texts.notSet)}</StateMark>
        ) : (
          <StateMark state="done">{say(organisationPredicateLabels[rating.predicate])}</StateMark>
        )
      }
    >
      {rating !== undefined && (
        <>
          <p>{rating.reason}</p>
          <p class="meta">
            {momentOf(rating.setAt, reader)} {rating.onBehalf && <Chip>{say(texts.onBehalf)}</Chip>}
          </p>
        </>
      )}
      {isSetting ? (
        <PredicateForm {...props} onEnd={() => setSetting(false)} />
      ) : (
        isOpen && (
          <LinkButton isAlone onClick={() => setSetting(true)}>
            {say(rating === undefined ? texts.set : texts.change)} <span class="unseen">{name}</span>
          </LinkButton>
        )
      )}
    </Card>
  );
}

interface Filled {
  readonly predicate: string;
  readonly reason: string;
}

function PredicateForm(props: UnitPredicateProps & { readonly onEnd: () => void }): VNode {
  const { params, name, rating, onBehalf, onEnd } = props;
  const say = useSay();
  const draft = useDraft<Filled>(`organisation/${params.evaluationId}/${params.unitId}`, {
    predicate: rating?.predicate ?? "",
    reason: "",
  });
  const { predicate, reason } = draft.value;
  const chosen = predicate === "" ? undefined : (predicate as OrganisationPredicate);
  const needsReason = onBehalf || rating !== undefined;
  const set = useMutation({
    mutationFn: (to: OrganisationPredicate) =>
      api.appraisals.setOrganisationPredicate({
        params,
        body: { version: rating?.version ?? 0, predicate: to, reason },
      }),
    onSuccess: (_answer, to) => {
      draft.clear();
      refresh(["appraisals/listOrganisationPredicates", "appraisals/readEvaluation"]);
      toast(say(texts.organisationSet, { unit: name, predicate: say(organisationPredicateLabels[to]) }));
      onEnd();
    },
    onError: () => refresh(["appraisals/listOrganisationPredicates"]),
  });
  const missing =
    chosen === undefined
      ? say(texts.choosePredicateMissing)
      : needsReason && reason.trim() === "" && say(texts.missingReason);
  return (
    <div class="stack">
      <Select
        label={say(texts.predicate)}
        value={predicate}
        onChange={(next) => draft.change({ predicate: next, reason })}
        options={[
          { value: "", label: say(texts.choose) },
          ...Object.entries(organisationPredicateLabels).map(([value, label]) => ({
            value,
            label: say(label),
          })),
        ]}
      />
      {chosen !== undefined && <p class="meta">{say(distributionRuleTexts[chosen])}</p>}
      <TextArea
        label={say(texts.organisationReason)}
        qualifier={say(needsReason ? texts.organisationReasonNeeded : texts.reasonOptional)}
        hint={onBehalf ? say(texts.behalfHint) : rating !== undefined ? say(texts.changeHint) : undefined}
        value={reason}
        onInput={(next) => draft.change({ predicate, reason: next })}
        maxLength={2000}
        isRequired={needsReason}
      />
      <Refusal error={set.error} />
      <Button
        kind="primary"
        isBusy={set.isPending}
        missing={missing}
        onClick={() => chosen !== undefined && set.mutate(chosen)}
      >
        {say(texts.set)}
      </Button>
    </div>
  );
}
