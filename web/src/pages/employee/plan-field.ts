import { initialsOf } from "../../app/initials.ts";
import { useReader } from "../../app/me.ts";
import { dayOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import type { FieldProps } from "../../ui/field.tsx";
import { appraiserName, useAppraiser } from "../../work/appraiser.ts";
import { findingsOf, type Note, notesOf, tickOf } from "./plan-standing.ts";
import { planTexts as texts } from "./plan-texts.ts";
import type { PlanDesk } from "./use-plan.ts";

type Beside = Pick<FieldProps, "hint" | "error" | "note">;

/**
 * What stands beside a field: what it lacks, what is asked about it, and the appraiser's note. What it lacks shows once the
 * field was saved before this visit: nobody is told off while beginning.
 */
export function useBeside(desk: PlanDesk, isStrict: boolean): (path: string, hint?: string) => Beside {
  const say = useSay();
  const noteProps = useNoteProps(desk);
  const findings = findingsOf(desk);
  const notes = notesOf(desk);
  return (path, hint) => {
    const found = findings.filter((one) => one.path === path);
    const lacking = found.find(({ weight }) => weight === "blocking");
    const asked = found.find(({ weight }) => weight === "question");
    const note = notes.find((one) => one.path === path);
    const text = asked === undefined || !isStrict ? hint : say(asked.text);
    return {
      ...(text !== undefined && { hint: text }),
      ...(lacking !== undefined && isStrict && { error: say(lacking.text) }),
      ...(note !== undefined && { note: noteProps(note) }),
    };
  };
}

/** A note as its field shows it. */
export function useNoteProps(desk: PlanDesk): (note: Note) => NonNullable<FieldProps["note"]> {
  const say = useSay();
  const reader = useReader();
  const { data: appraiser } = useAppraiser(desk.part);
  return ({ path, text, decidedAt, decidedBy, isDone }) => {
    const isTheirs = appraiser?.id === decidedBy;
    const name = isTheirs ? appraiserName(appraiser) : say(texts.theAppraiser);
    return {
      name,
      initials: initialsOf(isTheirs ? appraiser.name : name),
      date: dayOf(decidedAt, reader),
      text,
      answers: [{ label: say(texts.fixed), onAnswer: () => desk.tick(tickOf(desk.view, path)) }],
      ...(isDone && { answered: say(texts.wasFixed) }),
    };
  };
}
