import type { ComponentChildren, VNode } from "preact";
import { useId } from "preact/hooks";
import { Avatar } from "./avatar.tsx";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";
import { circleAlert } from "./icons.ts";
import { LinkButton } from "./link.tsx";
import "./field.css";

/** What every field has around its control. */
export interface FieldProps {
  readonly label: string;
  /** Beside the label, in brackets or not: "wajib untuk Di Atas". */
  readonly qualifier?: string | undefined;
  readonly hint?: ComponentChildren;
  /** What is wrong and what to do about it. */
  readonly error?: string | undefined;
  /** Opposite the label: "Contoh lain". */
  readonly action?: ComponentChildren;
  /** What the supervisor remarked about this field. */
  readonly note?: NoteProps | undefined;
}

/** What the control must carry so that label, hint, error and note are read out with it. */
export interface ControlNames {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean | undefined;
}

interface FrameProps extends FieldProps {
  readonly children: (names: ControlNames) => ComponentChildren;
}

export function Field({ label, qualifier, hint, error, action, note, children }: FrameProps): VNode {
  const id = useId();
  const parts = [hint && `${id}-hint`, error && `${id}-error`, note && `${id}-note`].filter(Boolean);
  return (
    <div class="field">
      <div class="field-head">
        <label for={id} class="field-label">
          {label} {qualifier !== undefined && <span class="field-qualifier">{qualifier}</span>}
        </label>
        {action}
      </div>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        "aria-describedby": parts.join(" ") || undefined,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      <FieldError id={`${id}-error`} text={error} />
      {note !== undefined && <SupervisorNote id={`${id}-note`} {...note} />}
    </div>
  );
}

/** Said as soon as it is there; the region stands before it has anything to say. */
export function FieldError({ id, text }: { readonly id: string; readonly text: string | undefined }): VNode {
  return (
    <div aria-live="polite">
      {text !== undefined && (
        <p class="field-error" id={id}>
          <Icon of={circleAlert} size={16} />
          <span>{text}</span>
        </p>
      )}
    </div>
  );
}

export interface NoteProps {
  readonly name: string;
  readonly initials: string;
  readonly date: string;
  readonly text: string;
  /** The two answers: ask back, or say that it is put right. */
  readonly answers: readonly { readonly label: string; readonly onAnswer: () => void }[];
  /** Once answered: which answer, in words. */
  readonly answered?: ComponentChildren;
}

/** Hangs under its field, with a pointer. */
export function SupervisorNote({
  id,
  name,
  initials,
  date,
  text,
  answers,
  answered,
}: NoteProps & { readonly id?: string }): VNode {
  return (
    <div class={classes("note", answered !== undefined && "note-answered")} id={id}>
      <div class="note-head">
        <Avatar initials={initials} tone="daun" size="small" />
        <strong>{name}</strong>
        <span class="note-date">{date}</span>
      </div>
      <p>{text}</p>
      <div class="note-answers">
        {answered ??
          answers.map(({ label, onAnswer }) => (
            <LinkButton key={label} isAlone onClick={onAnswer}>
              {label}
            </LinkButton>
          ))}
      </div>
    </div>
  );
}
