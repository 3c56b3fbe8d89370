import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useSearchParams } from "wouter-preact";
import type { RowOutcome } from "#shared/people/imports.ts";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { api } from "../../data/client.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { circleAlert, circleCheck, download, list, triangleAlert, wandSparkles } from "../../ui/icons.ts";
import { Link } from "../../ui/link.tsx";
import { InfoNotice } from "../../ui/notice.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import type { Tone } from "../../ui/tone.ts";
import { csvOf, saveFile } from "./csv.ts";
import { ApplyDialog } from "./import-apply.tsx";
import { Changes, type Leavers } from "./import-changes.tsx";
import { Proposals } from "./import-proposals.tsx";
import { type ImportRow, ImportRows } from "./import-rows.tsx";
import { type ImportView, StagePage } from "./import-stage.tsx";
import { importTexts, outcomeTexts } from "./import-texts.ts";
import { useNumber } from "./use-number.ts";

interface ViewProps {
  readonly view: ImportView;
}

/** What would change, before anything does. */
export function Review({ view }: ViewProps): VNode {
  const say = useSay();
  const number = useNumber();
  const [search] = useSearchParams();
  const [leavers, setLeavers] = useState<Leavers>(new Map());
  const [isAsking, setAsking] = useState(false);
  const shown = search.get("daftar");
  return (
    <StagePage
      title={say(importTexts.review)}
      lead={
        <>
          <strong>{view.fileName}</strong>,{" "}
          {say(importTexts.reviewLead, { rows: number(view.preview?.rows ?? 0) })}
        </>
      }
      step={2}
    >
      <div class="stack">
        <UnknownColumns view={view} />
        <Lists view={view} shown={shown} />
        {shown === "perubahan" && <Changes view={view} leavers={leavers} onLeavers={setLeavers} />}
        {shown === "usulan" && <Proposals view={view} />}
        {shown === null && <Rows view={view} />}
      </div>
      <Foot view={view} onApply={() => setAsking(true)} />
      <ApplyDialog view={view} leavers={leavers} isOpen={isAsking} onClose={() => setAsking(false)} />
    </StagePage>
  );
}

function UnknownColumns({ view }: ViewProps): VNode | null {
  const say = useSay();
  const { unknown = [] } = view.header ?? {};
  if (unknown.length === 0) return null;
  return (
    <InfoNotice
      lead={say(importTexts.unknownColumns, { count: unknown.length })}
      action={
        <Link href={`${pathTo(webPaths.import, view)}?langkah=kolom`} isAlone>
          {say(importTexts.mapColumns)}
        </Link>
      }
    >
      {say(importTexts.unknownColumnsMeaning, { columns: unknown.join(", ") })}
    </InfoNotice>
  );
}

function Lists({ view, shown }: ViewProps & { readonly shown: string | null }): VNode {
  const say = useSay();
  const here = pathTo(webPaths.import, view);
  const { preview } = view;
  const number = useNumber();
  const changes = (preview?.joined ?? 0) + (preview?.changed ?? 0) + (preview?.leaving ?? 0);
  return (
    <Tabs
      label={say(importTexts.lists)}
      tabs={[
        {
          href: here,
          label: `${say(importTexts.rowsTab)} ${number(preview?.rows ?? 0)}`,
          isCurrent: shown === null,
        },
        {
          href: `${here}?daftar=perubahan`,
          label: `${say(importTexts.changesTab)} ${number(changes)}`,
          isCurrent: shown === "perubahan",
        },
        {
          href: `${here}?daftar=usulan`,
          label: `${say(importTexts.proposalsTab)} ${number(preview?.proposed ?? 0)}`,
          isCurrent: shown === "usulan",
        },
      ]}
    />
  );
}

const counters = [
  { outcome: undefined, icon: list, text: importTexts.allRows, tone: undefined },
  { outcome: "ready", icon: circleCheck, text: outcomeTexts.ready, tone: "daun" },
  { outcome: "repaired", icon: wandSparkles, text: outcomeTexts.repaired, tone: "daun" },
  { outcome: "warned", icon: triangleAlert, text: outcomeTexts.warned, tone: "kunyit" },
  { outcome: "refused", icon: circleAlert, text: outcomeTexts.refused, tone: "secang" },
] as const satisfies readonly {
  outcome: RowOutcome | undefined;
  icon: string;
  text: { id: string; en: string };
  tone: Tone | undefined;
}[];

/** How many rows there are of each kind; pressed, only those are shown. */
function Rows({ view }: ViewProps): VNode {
  const say = useSay();
  const number = useNumber();
  const [outcome, setOutcome] = useState<RowOutcome>();
  const { preview } = view;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons of a kind, no form */}
      <div class="counters" role="group" aria-label={say(importTexts.filter)}>
        {counters.map((counter) => (
          <button
            key={counter.text.id}
            type="button"
            class={counter.tone === undefined ? "counter" : `counter tone-${counter.tone}`}
            aria-pressed={outcome === counter.outcome}
            onClick={() => setOutcome(counter.outcome)}
          >
            <Icon of={counter.icon} />
            <span>
              <span class="counter-number">
                {number(
                  (counter.outcome === undefined ? preview?.rows : preview?.outcomes[counter.outcome]) ?? 0,
                )}
              </span>{" "}
              <span class="counter-word">{say(counter.text)}</span>
            </span>
          </button>
        ))}
      </div>
      <ImportRows key={outcome ?? "all"} view={view} outcome={outcome} />
    </>
  );
}

function Foot({ view, onApply }: ViewProps & { readonly onApply: () => void }): VNode {
  const say = useSay();
  const number = useNumber();
  const { accepted = 0, refused = 0 } = view.preview ?? {};
  return (
    <StickyFoot>
      <p>
        <strong>
          {refused === 0
            ? say(importTexts.allGood)
            : say(importTexts.refusedStay, { count: number(refused) })}
        </strong>
        <br />
        <span class="meta">{say(importTexts.canUndo)}</span>
      </p>
      {refused > 0 && <DownloadRefused view={view} count={refused} />}
      <Button kind="primary" missing={accepted === 0 && say(importTexts.nothingToApply)} onClick={onApply}>
        {say(importTexts.apply, { count: number(accepted) })}
      </Button>
    </StickyFoot>
  );
}

function DownloadRefused({ view, count }: ViewProps & { readonly count: number }): VNode {
  const say = useSay();
  const language = useLanguage();
  const number = useNumber();
  const [isBusy, setBusy] = useState(false);
  const head = [importTexts.row, importTexts.name, importTexts.nip, importTexts.unit, importTexts.reason];
  const save = async () => {
    setBusy(true);
    try {
      const rows = await refusedRows(view.id);
      const lines = rows.map(({ row, name = "", nip = "", unit = "", verdicts }) => [
        String(row),
        name,
        nip,
        unit,
        verdicts
          .filter(({ outcome }) => outcome === "refused")
          .map(({ text }) => text[language])
          .join(" "),
      ]);
      saveFile(say(importTexts.refusedName), csvOf([head.map((each) => say(each)), ...lines]));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={download} isBusy={isBusy} onClick={() => void save()}>
      {say(importTexts.downloadRefused, { count: number(count) })}
    </Button>
  );
}

async function refusedRows(importId: string): Promise<readonly ImportRow[]> {
  const rows: ImportRow[] = [];
  for (let page: number | undefined = 1; page !== undefined; ) {
    const query = { page, outcome: "refused" } as const;
    const answer: Awaited<ReturnType<typeof api.people.readRows>> = await api.people.readRows({
      params: { importId },
      query,
    });
    rows.push(...answer.items);
    page = answer.next;
  }
  return rows;
}
