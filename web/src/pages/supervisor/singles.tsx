import type { VNode } from "preact";
import { type Rating, ratings as worstFirst } from "#shared/appraisals/matrix.ts";
import { ratingShortLabels } from "#shared/appraisals/messages.ts";
import type { Ratings } from "#shared/appraisals/model.ts";
import { useSay } from "../../i18n/language.ts";
import { LinkButton } from "../../ui/link.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { behaviourNames } from "../../work/behaviours.ts";
import type { PlanContent } from "../../work/evaluations.ts";
import { supervisorTexts as texts } from "./texts.ts";

interface SinglesProps {
  readonly plan: PlanContent | undefined;
  readonly ratings: Ratings;
  readonly onChange: (next: Pick<Ratings, "results"> | Pick<Ratings, "behaviours">) => void;
}

/** Result by result and value by value, for whoever judges that way; the whole stays the appraiser's own judgement. */
export function Singles({ plan, ratings: { results, behaviours }, onChange }: SinglesProps): VNode {
  const say = useSay();
  return (
    <details class="singles">
      <summary class="singles-summary">{say(texts.singles)}</summary>
      <div class="stack">
        {plan?.results.map(({ id, text }) => (
          <Single
            key={id}
            name={text}
            single={results.find((one) => one.result === id)}
            onChange={(single) => {
              const others = results.filter((one) => one.result !== id);
              onChange({ results: single === undefined ? others : [...others, { result: id, ...single }] });
            }}
          />
        ))}
        {Object.entries(behaviourNames).map(([name, text]) => {
          const value = name as keyof typeof behaviourNames;
          return (
            <Single
              key={value}
              name={say(text)}
              single={behaviours.find((one) => one.value === value)}
              onChange={(single) => {
                const others = behaviours.filter((one) => one.value !== value);
                onChange({ behaviours: single === undefined ? others : [...others, { value, ...single }] });
              }}
            />
          );
        })}
      </div>
    </details>
  );
}

interface Given {
  readonly rating: Rating;
  readonly note: string;
}

interface SingleProps {
  readonly name: string;
  readonly single: Given | undefined;
  readonly onChange: (single: Given | undefined) => void;
}

function Single({ name, single, onChange }: SingleProps): VNode {
  const say = useSay();
  return (
    <div class="single">
      <Segmented<Rating>
        label={name}
        action={
          single !== undefined && (
            <LinkButton onClick={() => onChange(undefined)}>{say(texts.clear)}</LinkButton>
          )
        }
        options={worstFirst.map((value) => ({ value, label: say(ratingShortLabels[value]) }))}
        value={single?.rating}
        onChange={(rating) => onChange({ rating, note: single?.note ?? "" })}
      />
      {single !== undefined && single.rating !== "meets" && (
        <TextArea
          label={say(texts.singleNote, { rating: say(ratingShortLabels[single.rating]) })}
          value={single.note}
          maxLength={1000}
          onInput={(note) => onChange({ ...single, note })}
        />
      )}
    </div>
  );
}
