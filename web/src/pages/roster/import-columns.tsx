import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { type RosterColumn, rosterColumnNames, rosterColumns } from "#shared/people/roster/columns.ts";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { api } from "../../data/client.ts";
import { queries, refresh } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Link } from "../../ui/link.tsx";
import { ErrorState } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { Refusal } from "../../work/refusal.tsx";
import { ChooseFile } from "./choose-file.tsx";
import { type ImportView, StagePage } from "./import-stage.tsx";
import { columnTexts, importTexts } from "./import-texts.ts";

const ignored = "ignore";

/** Headers that nobody knows: the administrator says what they hold. */
export function ColumnsStep({ view }: { readonly view: ImportView }): VNode {
  const say = useSay();
  const { unknown = [], missing = [] } = view.header ?? {};
  const lacking = headersOf(missing);
  return (
    <StagePage title={say(importTexts.mapTitle)} lead={say(importTexts.mapLead)} step={1}>
      <div class="stack">
        {missing.length > 0 && (
          <ErrorState lead={say(importTexts.mapMissing, { columns: lacking })}>
            {say(importTexts.failedRemedy)}
          </ErrorState>
        )}
        {unknown.length > 0 && <Mapping view={view} unknown={unknown} missing={missing} />}
        {missing.length > 0 && <ChooseFile />}
        {view.state === "ready" && (
          <Link href={pathTo(webPaths.import, view)} isAlone>
            {say(importTexts.toReview)}
          </Link>
        )}
      </div>
    </StagePage>
  );
}

interface MappingProps {
  readonly view: ImportView;
  readonly unknown: readonly string[];
  readonly missing: readonly string[];
}

function Mapping({ view, unknown, missing }: MappingProps): VNode {
  const say = useSay();
  const [, go] = useLocation();
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      api.people.mapColumns({
        params: { importId: view.id },
        body: { columns: Object.fromEntries(unknown.map((header) => [header, chosen[header] ?? ignored])) },
        ifMatch: view.version,
      }),
    onSuccess: (next) => {
      queries.setQueryData(["people", "readImport", { params: { importId: view.id } }], next);
      refresh(["people/readRows", "people/readChanges", "people/readProposals"]);
      go(pathTo(webPaths.import, view), { replace: true });
    },
  });
  const told = new Set(Object.values(chosen));
  const stillMissing = missing.filter((column) => !told.has(column));
  const options = [
    { value: ignored, label: say(importTexts.ignored) },
    ...rosterColumnNames.map((column) => ({
      value: column,
      label: `${say(columnTexts[column])} (${rosterColumns[column].header})`,
    })),
  ];
  return (
    <Card>
      <div class="stack">
        <div class="mapping">
          {unknown.map((header) => (
            <Select
              key={header}
              label={header}
              value={chosen[header] ?? ignored}
              options={options}
              onChange={(column) => setChosen({ ...chosen, [header]: column })}
            />
          ))}
        </div>
        <Refusal error={error} />
        <Button
          kind="primary"
          isBusy={isPending}
          missing={
            stillMissing.length > 0 && say(importTexts.mapNothing, { columns: headersOf(stillMissing) })
          }
          onClick={() => mutate()}
        >
          {say(importTexts.mapSave)}
        </Button>
      </div>
    </Card>
  );
}

function headersOf(columns: readonly string[]): string {
  return columns.map((column) => rosterColumns[column as RosterColumn].header).join(", ");
}
