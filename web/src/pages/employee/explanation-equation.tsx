import type { VNode } from "preact";
import { useSay } from "../../i18n/language.ts";
import type { Explanation } from "./explanation-words.ts";
import { resultTexts as texts } from "./result-texts.ts";
import "./result.css";

/** The whole answer in one line: two ratings make the predicate. */
export function Equation({ equation }: Pick<Explanation, "equation">): VNode {
  const say = useSay();
  return (
    <p class="equation">
      <span class="equation-part">
        <span class="equation-name">{say(texts.workResult)}</span> {say(equation.result)}
      </span>
      <Sign drawn="+" read={say(texts.plus)} />
      <span class="equation-part">
        <span class="equation-name">{say(texts.behaviour)}</span> {say(equation.behaviour)}
      </span>
      <Sign drawn="=" read={say(texts.equals)} />
      <span class="equation-part equation-outcome">
        <span class="equation-name">{say(texts.predicate)}</span> {say(equation.predicate)}
      </span>
    </p>
  );
}

function Sign({ drawn, read }: { readonly drawn: string; readonly read: string }): VNode {
  return (
    <span class="equation-sign">
      <span aria-hidden="true">{drawn}</span>
      <span class="unseen">{read}</span>
    </span>
  );
}
