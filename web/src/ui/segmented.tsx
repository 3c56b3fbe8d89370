import type { ComponentChildren, VNode } from "preact";
import { useEffect, useId } from "preact/hooks";
import { classes } from "./classes.ts";
import { FieldError } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { check } from "./icons.ts";
import { Key } from "./key.tsx";
import { type Shape, ShapeMark } from "./shape-mark.tsx";
import "./segmented.css";

interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly shape?: Shape;
  /** Before the word: strength bars, a picture. */
  readonly sign?: ComponentChildren;
  /** The digit that chooses it, where the page answers to keys. */
  readonly key?: string;
}

interface SegmentedProps<Value extends string> {
  readonly label: string;
  /** Opposite the label: "Kriteria", "BerAKHLAK, 7 nilai". */
  readonly action?: ComponentChildren;
  readonly options: readonly Option<Value>[];
  /** Absent: nothing is chosen yet. */
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  /** Beside each other, or one a line: the answers of a survey. */
  readonly layout?: "row" | "list";
  readonly isLabelUnseen?: boolean;
  readonly error?: string | undefined;
}

export function Segmented<Value extends string>(props: SegmentedProps<Value>): VNode {
  const { label, action, options, value, onChange, layout = "row", isLabelUnseen = false, error } = props;
  const name = useId();
  useKeys(options, onChange);
  return (
    <fieldset class="segmented" aria-describedby={error === undefined ? undefined : `${name}-error`}>
      <legend class={isLabelUnseen ? "unseen" : "segmented-label"}>{label}</legend>
      {!isLabelUnseen && (
        <div class="segmented-aside">
          {options.flatMap(({ key }) => (key === undefined ? [] : [<Key key={key}>{key}</Key>]))}
          {action}
        </div>
      )}
      <div class={`segmented-options segmented-${layout}`}>
        {options.map((option) => (
          <Choice
            key={option.value}
            name={name}
            isChosen={option.value === value}
            onChoose={() => onChange(option.value)}
            {...option}
          />
        ))}
      </div>
      <FieldError id={`${name}-error`} text={error} />
    </fieldset>
  );
}

interface ChoiceProps extends Option<string> {
  readonly name: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ name, value, label, shape, sign, isChosen, onChoose }: ChoiceProps): VNode {
  return (
    <label class={classes("segment", isChosen && "segment-chosen", shape !== undefined && "segment-tall")}>
      <input
        class="segment-input"
        type="radio"
        name={name}
        value={value}
        checked={isChosen}
        onChange={onChoose}
      />
      {shape !== undefined && <ShapeMark of={shape} />}
      {sign}
      <span>{label}</span>
      <span class="segment-tick">
        <Icon of={check} size={14} />
      </span>
    </label>
  );
}

/**
 * Digits choose while nobody writes and no dialog lies over it. A page that offers this lets the person switch it off
 * (WCAG 2.1.4).
 */
function useKeys<Value extends string>(
  options: readonly Option<Value>[],
  onChange: (value: Value) => void,
): void {
  useEffect(() => {
    if (options.every(({ key }) => key === undefined)) return;
    const choose = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (isWriting(event.target) || document.querySelector("dialog[open]") !== null) return;
      const option = options.find(({ key }) => key === event.key);
      if (option !== undefined) onChange(option.value);
    };
    addEventListener("keydown", choose);
    return () => removeEventListener("keydown", choose);
  }, [options, onChange]);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input:not([type=radio]), textarea, select") !== null;
}
