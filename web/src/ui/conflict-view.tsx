import type { ComponentChildren, VNode } from "preact";
import { useId, useState } from "preact/hooks";
import { Button } from "./button.tsx";
import { classes } from "./classes.ts";
import "./conflict-view.css";

interface Version {
  /** Where and when: "Di HP ini, 09.42". */
  readonly source: string;
  readonly content: ComponentChildren;
}

interface ConflictViewProps {
  /** "Isian ini diubah di dua tempat. Pilih yang dipakai." */
  readonly question: string;
  readonly mine: Version;
  readonly theirs: Version;
  readonly keepLabel: string;
  /** What is missing while neither is chosen. */
  readonly missing: string;
  readonly onKeep: (kept: "mine" | "theirs") => void;
}

/** Two versions beside each other, and the person decides. Nothing is chosen beforehand and nothing is merged in silence. */
export function ConflictView({ question, mine, theirs, keepLabel, missing, onKeep }: ConflictViewProps) {
  const [chosen, setChosen] = useState<"mine" | "theirs">();
  const name = useId();
  const version = (which: "mine" | "theirs", { source, content }: Version): VNode => (
    <label class={classes("version", chosen === which && "version-chosen")}>
      <input
        class="version-input"
        type="radio"
        name={name}
        checked={chosen === which}
        onChange={() => setChosen(which)}
      />
      <span class="version-source">{source}</span>
      <span class="version-content">{content}</span>
    </label>
  );
  return (
    <fieldset class="conflict">
      <legend>{question}</legend>
      <div class="pair">
        {version("mine", mine)}
        {version("theirs", theirs)}
      </div>
      <Button
        kind="primary"
        isWide
        missing={chosen === undefined && missing}
        onClick={() => chosen !== undefined && onKeep(chosen)}
      >
        {keepLabel}
      </Button>
    </fieldset>
  );
}
