import type { VNode } from "preact";
import { useSay } from "../../i18n/language.ts";
import { LinkButton } from "../../ui/link.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { supervisorTexts as texts } from "./texts.ts";

interface LinesProps {
  readonly label: string;
  readonly lines: readonly string[];
  readonly onChange: (lines: string[]) => void;
}

const most = 10;

/** One thing or several in somebody's own words; the first field is always there. */
export function Lines({ label, lines, onChange }: LinesProps): VNode {
  const say = useSay();
  const shown = lines.length === 0 ? [""] : lines;
  const isFull = shown.length >= most || shown.at(-1)?.trim() === "";
  return (
    <div class="lines">
      {shown.map((line, at) => (
        <TextArea
          key={at}
          label={at === 0 ? label : `${label} ${at + 1}`}
          // Before the field: from one field the Tab key leads to the next.
          action={
            at === 0 &&
            !isFull && <LinkButton onClick={() => onChange([...shown, ""])}>{say(texts.addLine)}</LinkButton>
          }
          value={line}
          maxLength={1000}
          isRequired={at === 0}
          onInput={(text) => onChange(shown.map((old, place) => (place === at ? text : old)))}
        />
      ))}
    </div>
  );
}
