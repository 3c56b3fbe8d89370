import { useMutation } from "@tanstack/preact-query";
import { useLocation } from "wouter-preact";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { toast } from "../../app/toasts.tsx";
import { queries, refresh } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { useFieldErrors } from "./field-errors.ts";
import { peopleTexts } from "./people-texts.ts";
import { nameInFull } from "./person-name.ts";
import type { PersonView } from "./person-page.tsx";

/** A write about one person: once it is in, one is back with them and everything shows it. */
export function usePersonChange(person: PersonView, change: () => Promise<PersonView>, done: string) {
  const say = useSay();
  const [, go] = useLocation();
  const href = pathTo(webPaths.person, { id: person.id });
  const name = nameInFull(person);
  const { mutate, isPending, error } = useMutation({
    mutationFn: change,
    onSuccess: (next) => {
      queries.setQueryData(["people", "readPerson", { params: { employeeId: person.id } }], next);
      refresh(["people/listPeople", "people/readPerson"]);
      toast(done);
      go(href);
    },
    onError: () => refresh(["people/readPerson"]),
  });
  const { at, rest } = useFieldErrors(error);
  const form = {
    back: { href, label: say(peopleTexts.backToPerson, { name }) },
    detail: name,
    isBusy: isPending,
    refusal: rest,
    onSave: () => mutate(),
  };
  return { form, at };
}
