import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { type Rating, ratings as worstFirst } from "#shared/appraisals/matrix.ts";
import { ratingShortLabels } from "#shared/appraisals/messages.ts";
import type { Judgement } from "#shared/appraisals/model.ts";
import { useStore } from "../../app/store.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { ChipButton } from "../../ui/chip.tsx";
import { check, paperclip, plus, x } from "../../ui/icons.ts";
import { LinkButton } from "../../ui/link.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { singleKeys } from "./keys.tsx";
import { type Evidenced, type Proof, proofsOf, restsOn, shapeOf, toggled } from "./ratings.ts";
import { supervisorTexts as texts } from "./texts.ts";

interface JudgementFieldProps {
  readonly aspect: "result" | "behaviour";
  readonly judgement: Judgement;
  readonly report: Evidenced | undefined;
  /** Beside others that take the same keys it has none of its own. */
  readonly hasKeys?: boolean;
  readonly onChange: (judgement: Judgement) => void;
  readonly rule?: VNode;
  readonly hint?: string | undefined;
}

const keysOf = { result: ["1", "2", "3"], behaviour: ["4", "5", "6"] } as const;
const titles = { result: texts.resultTitle, behaviour: texts.behaviourTitle } as const;
const reasons = { result: texts.reasonResult, behaviour: texts.reasonBehaviour } as const;

/** One of the two ratings that meet in the matrix; off the middle it asks for its reason and what it rests on. */
export function JudgementField(props: JudgementFieldProps): VNode {
  const { aspect, judgement, onChange, rule, hint, hasKeys: mayHaveKeys = true } = props;
  const say = useSay();
  const hasKeys = useStore(singleKeys) && mayHaveKeys;
  const [isAdding, setAdding] = useState(false);
  const { rating, reason, basis } = judgement;
  const isOffMiddle = rating === "above" || rating === "below";
  const hasReason = isOffMiddle || isAdding || reason !== "" || basis.length > 0;
  return (
    <div class="judgement">
      <Segmented<Rating>
        label={say(titles[aspect])}
        options={worstFirst.map((value, at) => {
          const key = keysOf[aspect][at];
          return {
            value,
            label: say(ratingShortLabels[value]),
            shape: shapeOf[value],
            ...(hasKeys && key !== undefined && { key }),
          };
        })}
        value={rating ?? undefined}
        onChange={(chosen) => onChange({ ...judgement, rating: chosen })}
      />
      {hint !== undefined && <p class="meta">{hint}</p>}
      {hasReason && <Reason {...props} isRequired={isOffMiddle} />}
      <div class="judgement-foot">
        {rule}
        {!hasReason && rating !== null && (
          <LinkButton isAlone onClick={() => setAdding(true)}>
            {say(texts.addReason)}
          </LinkButton>
        )}
      </div>
    </div>
  );
}

/** As many pieces of evidence are offered at once. */
const fewProofs = 3;

function Reason(props: JudgementFieldProps & { readonly isRequired: boolean }): VNode {
  const { aspect, judgement, report, onChange, isRequired } = props;
  const say = useSay();
  const [isAll, setAll] = useState(false);
  const [isNaming, setNaming] = useState(false);
  const proofs = proofsOf(report);
  const chosen = proofs.filter((proof) => restsOn(judgement, proof));
  const others = proofs.filter((proof) => !restsOn(judgement, proof));
  const offered = isAll ? others : others.slice(0, Math.max(0, fewProofs - chosen.length));
  const toggle = (proof: Proof) => onChange(toggled(judgement, proof));
  const documents = judgement.basis.filter((one) => one.kind === "document");
  return (
    <>
      <TextArea
        label={say(reasons[aspect])}
        qualifier={
          isRequired && judgement.rating !== null
            ? say(texts.reasonFor, { rating: say(ratingShortLabels[judgement.rating]) })
            : say(texts.reasonOptional)
        }
        value={judgement.reason}
        onInput={(reason) => onChange({ ...judgement, reason })}
        maxLength={2000}
        isRequired={isRequired}
      >
        {chosen.map((proof) => (
          <ChipButton
            key={`${proof.result}${proof.key}`}
            tone="nila"
            icon={check}
            isPressed
            onClick={() => toggle(proof)}
          >
            {proof.title}
          </ChipButton>
        ))}
        {documents.map((one) => (
          <ChipButton
            key={one.title}
            tone="nila"
            icon={x}
            onClick={() =>
              onChange({ ...judgement, basis: judgement.basis.filter((other) => other !== one) })
            }
          >
            {one.title} <span class="unseen">{say(texts.removeProof, { title: one.title })}</span>
          </ChipButton>
        ))}
        {offered.map((proof) => (
          <ChipButton
            key={`${proof.result}${proof.key}`}
            isOutlined
            icon={paperclip}
            isPressed={false}
            onClick={() => toggle(proof)}
          >
            {proof.title}
          </ChipButton>
        ))}
        {others.length > offered.length && (
          <ChipButton isOutlined icon={plus} onClick={() => setAll(true)}>
            {say(texts.moreProofs, { count: others.length - offered.length })}
          </ChipButton>
        )}
        {!isNaming && (
          <ChipButton isOutlined icon={plus} onClick={() => setNaming(true)}>
            {say(texts.otherProof)}
          </ChipButton>
        )}
      </TextArea>
      {isNaming && (
        <OtherDocument
          onAdd={(title) => {
            const named = { kind: "document", title, url: null } as const;
            if (title !== "") onChange({ ...judgement, basis: [...judgement.basis, named] });
            setNaming(false);
          }}
        />
      )}
    </>
  );
}

/** A document that the employee did not attach. */
function OtherDocument({ onAdd }: { readonly onAdd: (title: string) => void }): VNode {
  const say = useSay();
  const [title, setTitle] = useState("");
  return (
    <div class="other-document">
      <TextField label={say(texts.otherProofLabel)} value={title} onInput={setTitle} maxLength={200} />
      <Button onClick={() => onAdd(title.trim())}>{say(texts.addProof)}</Button>
    </div>
  );
}
