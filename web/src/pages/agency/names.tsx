import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useSay } from "../../i18n/language.ts";
import { Link, LinkButton } from "../../ui/link.tsx";
import { cycleTexts } from "./cycle-texts.ts";
import "./names.css";

export interface Named {
  readonly id: string;
  readonly name: string;
  /** Where the name leads. */
  readonly href?: string | undefined;
}

interface NamesProps {
  readonly people: readonly Named[];
  /** How many there are, where only the first of them are named. */
  readonly count?: number;
}

/** So many are read at a glance; the rest on asking. */
const atAGlance = 12;

/** Names side by side, each leading to somebody. */
export function Names({ people, count = people.length }: NamesProps): VNode | null {
  const say = useSay();
  const [isWhole, setWhole] = useState(false);
  if (people.length === 0) return null;
  const shown = isWhole ? people : people.slice(0, atAGlance);
  const hidden = count - shown.length;
  return (
    <ul class="names">
      {shown.map(({ id, name, href }) => (
        <li key={id}>{href === undefined ? <span>{name}</span> : <Link href={href}>{name}</Link>}</li>
      ))}
      {hidden > 0 && (
        <li>
          {isWhole || people.length <= atAGlance ? (
            <span class="meta">{say(cycleTexts.andOthers, { count: hidden })}</span>
          ) : (
            <LinkButton onClick={() => setWhole(true)}>
              {say(cycleTexts.andOthers, { count: hidden })}
            </LinkButton>
          )}
        </li>
      )}
    </ul>
  );
}
