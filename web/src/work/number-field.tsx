import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLanguage } from "../i18n/language.ts";
import type { FieldProps } from "../ui/field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { decimalOf, typedOf } from "./numbers.ts";

interface NumberFieldProps extends FieldProps {
  /** A decimal with a point; null where nothing was written. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  /** What is said of something that is no number. */
  readonly noNumber: string;
}

/** A figure as people write it. What is no number stays as it was typed, with a word beside it, and changes nothing. */
export function NumberField({ value, onChange, noNumber, error, ...field }: NumberFieldProps): VNode {
  const language = useLanguage();
  const [typed, setTyped] = useState(value === null ? "" : typedOf(value, language));
  const read = decimalOf(typed, language);
  const isWrong = typed.trim() !== "" && read === undefined;
  useEffect(() => {
    // Changed elsewhere: the other version was taken, or a draft came from the device.
    const isSame =
      value === null ? typed.trim() === "" || isWrong : read !== undefined && Number(read) === Number(value);
    if (!isSame) setTyped(value === null ? "" : typedOf(value, language));
  }, [value]);
  const input = (text: string) => {
    setTyped(text);
    const next = decimalOf(text, language);
    if (text.trim() === "") onChange(null);
    else if (next !== undefined) onChange(next);
  };
  return (
    <TextField
      {...field}
      isFigure
      value={typed}
      onInput={input}
      error={isWrong ? noNumber : error}
      maxLength={24}
    />
  );
}
