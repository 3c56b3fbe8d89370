import type { VNode } from "preact";
import { behaviourValues, berakhlak } from "#shared/plans/berakhlak.ts";
import { approachLabels, planTerms } from "#shared/plans/messages.ts";
import { useNow } from "../../app/me.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { ReadOnly } from "../../ui/read-only.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import type { Frame } from "./plan-draft.ts";
import { useBeside } from "./plan-field.ts";
import { PlanNotices } from "./plan-notices.tsx";
import { PlanRule } from "./plan-rule.tsx";
import { isWritable } from "./plan-standing.ts";
import { PlanTask } from "./plan-task.tsx";
import { planTexts as texts } from "./plan-texts.ts";
import type { PlanDesk } from "./use-plan.ts";
import "./plan.css";

/** What a plan has besides its results: the form, the expected behaviour, the three lists of its annex. */
export function PlanFramePage(): VNode {
  const say = useSay();
  return <PlanTask title={() => say(texts.frame)} draw={(desk) => <FrameBody desk={desk} />} />;
}

function FrameBody({ desk }: { readonly desk: PlanDesk }): VNode {
  const now = useNow();
  const isWritten = isWritable(desk, now);
  const frame = isWritten ? desk.frame : (frameInForce(desk) ?? desk.frame);
  return (
    <div class="stack plan-column">
      <PlanNotices desk={desk} />
      <Approach desk={desk} frame={frame} isWritten={isWritten} />
      <Behaviour desk={desk} frame={frame} isWritten={isWritten} />
      <Annexes desk={desk} frame={frame} isWritten={isWritten} />
    </div>
  );
}

function frameInForce({ view }: PlanDesk): Frame | undefined {
  const shown = view.state === "approved" ? view.approvedVersion : view.submittedVersion;
  return view.versions.find(({ number }) => number === shown)?.content;
}

interface BodyProps {
  readonly desk: PlanDesk;
  readonly frame: Frame;
  readonly isWritten: boolean;
}

function Approach({ desk, frame, isWritten }: BodyProps): VNode {
  const say = useSay();
  if (!isWritten)
    return <ReadOnly label={say(texts.approach)}>{say(approachLabels[frame.approach])}</ReadOnly>;
  return (
    <Card>
      <Segmented
        label={say(texts.approach)}
        options={(Object.keys(approachLabels) as (keyof typeof approachLabels)[]).map((value) => ({
          value,
          label: say(approachLabels[value]),
        }))}
        value={frame.approach}
        onChange={(approach) => desk.writeFrame({ ...frame, approach })}
      />
    </Card>
  );
}

/** The seven values with their fixed guides, word for word, and what the leader expects beside them. */
function Behaviour({ desk, frame, isWritten }: BodyProps): VNode {
  const say = useSay();
  const beside = useBeside(desk, true);
  return (
    <Card title={say(planTerms.behaviour)} action={<PlanRule of="behaviour" />}>
      <div class="stack plan-values">
        {behaviourValues.map((value) => (
          <section key={value}>
            <h3>{say(berakhlak[value].name)}</h3>
            <ul class="plan-guides meta" lang="id">
              {berakhlak[value].guides.map((guide) => (
                <li key={guide}>{guide}</li>
              ))}
            </ul>
            {isWritten ? (
              <TextArea
                label={say(planTerms.leaderExpectation)}
                value={frame.expectations[value] ?? ""}
                onInput={(text) =>
                  desk.writeFrame({ ...frame, expectations: { ...frame.expectations, [value]: text } })
                }
                lines={1}
                maxLength={1000}
                {...beside(`expectations.${value}`)}
              />
            ) : (
              frame.expectations[value] && (
                <ReadOnly label={say(planTerms.leaderExpectation)}>{frame.expectations[value]}</ReadOnly>
              )
            )}
          </section>
        ))}
      </div>
    </Card>
  );
}

const annexes = ["resources", "accountability", "consequences"] as const;

function Annexes({ desk, frame, isWritten }: BodyProps): VNode | null {
  const say = useSay();
  const beside = useBeside(desk, true);
  // What was left empty is nothing to read.
  const shown = isWritten ? annexes : annexes.filter((annex) => frame[annex].length > 0);
  if (shown.length === 0) return null;
  return (
    <Card>
      <div class="stack">
        {shown.map((annex) =>
          isWritten ? (
            <TextArea
              key={annex}
              label={say(planTerms[annex])}
              value={frame[annex].join("\n")}
              onInput={(text) => desk.writeFrame({ ...frame, [annex]: text.split("\n").slice(0, mostLines) })}
              {...beside(annex, say(texts.annexHint))}
            />
          ) : (
            <ReadOnly key={annex} label={say(planTerms[annex])}>
              {frame[annex].map((line) => (
                <p key={line}>{line}</p>
              ))}
            </ReadOnly>
          ),
        )}
      </div>
    </Card>
  );
}

/** Lines of one list of the annex; the service holds the same. */
const mostLines = 20;
