import type { VNode } from "preact";
import { TextArea } from "../../ui/text-area.tsx";

interface LinesProps {
  readonly label: string;
  readonly lines: readonly string[];
  readonly onChange: (lines: string[]) => void;
}

const most = 10;

/** With another empty line, where there is room and none is empty. */
export function oneMore(lines: readonly string[]): string[] | undefined {
  const isFull = lines.length >= most || lines.length === 0 || lines.at(-1)?.trim() === "";
  return isFull ? undefined : [...lines, ""];
}

/** One thing or several in somebody's own words; the first field is always there. */
export function Lines({ label, lines, onChange }: LinesProps): VNode {
  const shown = lines.length === 0 ? [""] : lines;
  return (
    <div class="lines">
      {shown.map((line, at) => (
        <TextArea
          key={at}
          label={at === 0 ? label : `${label} ${at + 1}`}
          value={line}
          maxLength={1000}
          isRequired={at === 0}
          onInput={(text) => onChange(shown.map((old, place) => (place === at ? text : old)))}
        />
      ))}
    </div>
  );
}
