import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { importStateTexts } from "#shared/people/messages.ts";
import { compulsoryColumns, rosterColumnNames, rosterColumns } from "#shared/people/roster/columns.ts";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { useMe, useReader } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { read } from "../../data/queries.ts";
import { momentOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { download, fileText } from "../../ui/icons.ts";
import { List, ListRow } from "../../ui/list-row.tsx";
import { ChooseFile } from "./choose-file.tsx";
import { csvOf, saveFile } from "./csv.ts";
import { columnTexts, importTexts } from "./import-texts.ts";
import { type RecentImport, useRecentImports } from "./recent.ts";
import "./import.css";

/** Where an import begins, and where one finds it again. */
export function ImportsPage(): VNode {
  const say = useSay();
  return (
    <Page title={say(importTexts.title)} lead={say(importTexts.lead)}>
      <div class="two-panes">
        <div class="stack">
          <ChooseFile />
          <Recent />
        </div>
        <Columns />
      </div>
    </Page>
  );
}

function Recent(): VNode {
  const say = useSay();
  const { imports } = useRecentImports();
  return (
    <Card title={say(importTexts.recent)} isQuiet>
      {imports.length === 0 ? (
        <p class="meta">{say(importTexts.noRecent)}</p>
      ) : (
        <List>
          {imports.map((each) => (
            <RecentRow key={each.id} {...each} />
          ))}
        </List>
      )}
    </Card>
  );
}

function RecentRow({ id, fileName, createdAt }: RecentImport): VNode {
  const say = useSay();
  const reader = useReader();
  const { data } = useQuery(read("people", "readImport", { params: { importId: id } }));
  return (
    <ListRow
      start={<Icon of={fileText} />}
      title={fileName}
      detail={momentOf(createdAt, reader)}
      end={data !== undefined && <span class="meta">{say(importStateTexts[data.state])}</span>}
      href={pathTo(webPaths.import, { id })}
    />
  );
}

/** What a file may hold, by the headers that we write ourselves. */
function Columns(): VNode {
  const say = useSay();
  const language = useLanguage();
  const { agency } = useMe();
  const isCompulsory = (column: string) => (compulsoryColumns as readonly string[]).includes(column);
  const save = () => {
    const header = rosterColumnNames.map((column) => rosterColumns[column].header);
    const example = rosterColumnNames.map((column) => examples(agency.name)[column] ?? "");
    saveFile(importTexts.templateName[language], csvOf([header, example]));
  };
  return (
    <Card title={say(importTexts.columns)}>
      <div class="stack">
        <p class="meta">{say(importTexts.columnsLead)}</p>
        <dl class="column-names">
          {rosterColumnNames.map((column) => (
            <div key={column}>
              <dt>{rosterColumns[column].header}</dt>
              <dd>
                {say(columnTexts[column])}
                {isCompulsory(column) && <strong> · {say(importTexts.compulsory)}</strong>}
              </dd>
            </div>
          ))}
        </dl>
        <Button icon={download} onClick={save}>
          {say(importTexts.template)}
        </Button>
      </div>
    </Card>
  );
}

/** A row to be written over: nobody's NIP. */
function examples(agency: string): Readonly<Record<string, string>> {
  return {
    nip: "199001012015031001",
    name: "Nama Contoh",
    titleAfter: "S.Kom.",
    kind: "PNS",
    rank: "III/b",
    postKind: "Fungsional",
    postTitle: "Pranata Komputer Ahli Pertama",
    postLevel: "Ahli Pertama",
    unit: "Bidang Contoh",
    unitParent: agency,
    appraiserRole: "definitif",
    since: "2024-01-02",
    standing: "aktif",
  };
}
