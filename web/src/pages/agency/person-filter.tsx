import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Api } from "../../data/client.ts";
import { read } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { cycleTexts } from "./cycle-texts.ts";
import { Names } from "./names.tsx";

type DryRun = Awaited<ReturnType<Api["cycles"]["dryRunCycle"]>>;

interface PersonFilterProps {
  readonly run: DryRun;
  readonly hrefOf: (id: string) => string;
}

const matchesAtMost = 8;
const nipDigits = /^[\d ]{18,}$/;

/** Finds one person: by name among those whom the dry run names, by NIP among all. */
export function PersonFilter({ run, hrefOf }: PersonFilterProps): VNode {
  const say = useSay();
  const [text, setText] = useState("");
  const wanted = text.trim().toLocaleLowerCase("id");
  const isNip = nipDigits.test(wanted);
  const nip = wanted.replaceAll(" ", "");
  const { data: byNip } = useQuery({
    ...read("people", "listPeople", { query: { nip, limit: 1 } }),
    enabled: isNip,
  });
  const found = isNip ? (byNip?.items ?? []) : wanted.length < 2 ? [] : namedLike(run, wanted);
  const isSearched = isNip ? byNip !== undefined : wanted.length >= 2;
  const result = !isSearched
    ? ""
    : found.length === 0
      ? say(cycleTexts.noMatch)
      : say(cycleTexts.matches, { count: found.length });
  return (
    <div>
      <SearchField
        label={say(cycleTexts.personFilter)}
        value={text}
        onInput={setText}
        clearLabel={say(cycleTexts.clear)}
        result={result}
      />
      <Names people={found.slice(0, matchesAtMost).map(({ id, name }) => ({ id, name, href: hrefOf(id) }))} />
    </div>
  );
}

function namedLike(run: DryRun, wanted: string): { id: string; name: string }[] {
  const named = [...run.steps.flatMap(({ recipients }) => recipients), ...run.exclusions, ...run.unreachable];
  const matching = named.filter(({ name }) => name.toLocaleLowerCase("id").includes(wanted));
  return [...new Map(matching.map(({ id, name }) => [id, { id, name }])).values()];
}
