import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { appraisalTerms } from "#shared/appraisals/messages.ts";
import { Refused } from "#shared/platform/client.ts";
import { announce } from "../../app/announce.tsx";
import { useSay } from "../../i18n/language.ts";
import { linkApi } from "../../session/open-api.ts";
import { ActDialog } from "../../work/act-dialog.tsx";
import { JudgementField } from "../supervisor/judgement-field.tsx";
import { Lines } from "../supervisor/lines.tsx";
import { withoutBlanks } from "../supervisor/ratings.ts";
import "../supervisor/supervisor.css";
import type { Prepared } from "./link.ts";
import { confirmationTexts as texts } from "./texts.ts";

interface CorrectionProps {
  readonly code: string;
  readonly person: Prepared;
  readonly draft: NonNullable<Prepared["draft"]>;
  readonly onSaved: (person: Prepared) => void;
  readonly onStale: () => void;
  readonly onClose: () => void;
}

/** The prepared ratings in the official's own hand. Saving decides nothing yet: what it makes of the predicate is seen first. */
export function Correction({ code, person, draft, onSaved, onStale, onClose }: CorrectionProps): VNode {
  const say = useSay();
  const [ratings, setRatings] = useState(draft.ratings);
  const { part, name } = person;
  // Fields measure what they hold, which they cannot before the dialog is on the screen.
  const [isShown, setShown] = useState(false);
  useEffect(() => setShown(true), []);
  const save = useMutation({
    mutationFn: () =>
      linkApi.correctPrepared({ body: { code, part, hash: draft.hash, ratings: withoutBlanks(ratings) } }),
    onSuccess: (next) => {
      announce(say(texts.saved, { name }));
      onSaved(next);
    },
    onError: (error) => {
      if (error instanceof Refused && error.status === 409) onStale();
    },
  });
  const report = { realisations: draft.evidence };
  return (
    <ActDialog
      title={say(texts.correctTitle, { name })}
      act={say(texts.save)}
      write={save}
      onAct={() => save.mutate()}
      onClose={onClose}
    >
      {isShown && (
        <>
          {(["result", "behaviour"] as const).map((aspect) => (
            <JudgementField
              key={aspect}
              aspect={aspect}
              judgement={ratings[aspect]}
              report={report}
              hasKeys={false}
              onChange={(judgement) => setRatings({ ...ratings, [aspect]: judgement })}
            />
          ))}
          <Lines
            label={say(appraisalTerms.strength)}
            lines={ratings.strengths}
            onChange={(strengths) => setRatings({ ...ratings, strengths })}
          />
          <Lines
            label={say(appraisalTerms.improvement)}
            lines={ratings.improvements}
            onChange={(improvements) => setRatings({ ...ratings, improvements })}
          />
        </>
      )}
    </ActDialog>
  );
}
