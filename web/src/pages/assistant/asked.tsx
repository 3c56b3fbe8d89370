import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useNow, useReader } from "../../app/me.ts";
import type { Api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { read } from "../../data/queries.ts";
import { explain } from "../../data/refusals.ts";
import { momentOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { hourglass } from "../../ui/icons.ts";
import { ErrorState, InfoNotice, Notice } from "../../ui/notice.tsx";
import type { Official } from "./official.ts";
import { assistantTexts as texts } from "./texts.ts";

interface AskedProps {
  readonly cycle: Cycle;
  readonly official: Official;
}

/** How far the last links are: one about plans, and one for each evaluation. */
export function AskedSoFar({ cycle, official }: AskedProps): VNode {
  const params = { officialId: official.id, cycleId: cycle.id };
  const { data } = useQuery(read("appraisals", "readPlansAsked", { params }));
  return (
    <>
      <Asked asked={data?.asked} />
      {cycle.evaluations.map(({ id }) => (
        <AskedInEvaluation key={id} cycle={cycle} official={official} evaluation={id} />
      ))}
    </>
  );
}

function AskedInEvaluation({
  cycle,
  official,
  evaluation,
}: AskedProps & { readonly evaluation: string }): VNode | null {
  const params = { officialId: official.id, cycleId: cycle.id, evaluationId: evaluation };
  const { data } = useQuery(read("appraisals", "readAsked", { params }));
  return <Asked asked={data?.asked} />;
}

type LastAsked = Awaited<ReturnType<Api["appraisals"]["readAsked"]>>["asked"];

function Asked({ asked }: { readonly asked: LastAsked | undefined }): VNode | null {
  const say = useSay();
  const reader = useReader();
  const now = useNow();
  if (asked === undefined || asked === null) return null;
  const { askedAt, expiresAt, channel, state, drafts, plans } = asked;
  const isAboutPlans = plans.length > 0;
  const done =
    drafts.filter(({ isConfirmed }) => isConfirmed).length +
    plans.filter(({ decision }) => decision !== null).length;
  const progress = say(isAboutPlans ? texts.askedPlansProgress : texts.askedProgress, {
    done,
    all: drafts.length + plans.length,
  });
  const lead = say(isAboutPlans ? texts.askedPlans : texts.asked, { moment: momentOf(askedAt, reader) });
  if (state === "used") return <InfoNotice lead={lead}>{progress}</InfoNotice>;
  const moment = momentOf(expiresAt, reader);
  const isOver = expiresAt <= now;
  return (
    <Notice tone="kunyit" icon={hourglass} lead={lead}>
      {progress}{" "}
      {isOver
        ? say(texts.expired)
        : say(channel === "mail" ? texts.askedByMail : texts.askedBySlip, { moment })}
    </Notice>
  );
}

/** Who cannot be asked about yet, and what their draft lacks. */
export function AskRefused({ error }: { readonly error: unknown }): VNode | null {
  const language = useLanguage();
  if (error === null) return null;
  const { title, detail, fields } = explain(error, language);
  return (
    <ErrorState lead={title}>
      {[...fields.map(({ message }) => message), detail].map((line) => (
        <span key={line} class="question-list">
          {line}
        </span>
      ))}
    </ErrorState>
  );
}
