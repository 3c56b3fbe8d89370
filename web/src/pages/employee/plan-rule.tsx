import type { VNode } from "preact";
import { useSay } from "../../i18n/language.ts";
import { RuleNote } from "../../ui/rule-note.tsx";
import { planRules, type Rule, sourceOf } from "./plan-rules.ts";
import { planTexts as texts } from "./plan-texts.ts";

interface PlanRuleProps {
  readonly of: keyof typeof planRules;
  /** What is pressed, where it does not stand beside the field that it is about. */
  readonly label?: string;
}

/** The sentence behind a field and where it comes from, one tap away. */
export function PlanRule({ of, label }: PlanRuleProps): VNode {
  const say = useSay();
  const rule: Rule = planRules[of];
  return (
    <RuleNote label={label ?? say(texts.rule)} title={say(rule.title)} source={say(sourceOf(rule))}>
      {say(rule.text)}
    </RuleNote>
  );
}
