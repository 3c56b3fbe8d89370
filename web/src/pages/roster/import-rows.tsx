import type { ComponentChildren, VNode } from "preact";
import type { RowOutcome } from "#shared/people/imports.ts";
import type { Confidence } from "#shared/people/roster/proposal.ts";
import type { Api } from "../../data/client.ts";
import { read } from "../../data/queries.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { CellNote } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Icon } from "../../ui/icon.tsx";
import { wandSparkles } from "../../ui/icons.ts";
import { Strength } from "../../ui/strength.tsx";
import type { Tone } from "../../ui/tone.ts";
import type { ImportView } from "./import-stage.tsx";
import { confidenceTexts, importTexts } from "./import-texts.ts";
import { NumberedList } from "./numbered-list.tsx";
import { useNumberedPages } from "./numbered-pages.ts";
import { byPlace, type Place, places } from "./row-places.ts";
import { inTwo } from "./verdict-words.ts";
import "./import-rows.css";

export type ImportRow = Awaited<ReturnType<Api["people"]["readRows"]>>["items"][number];
type Verdict = ImportRow["verdicts"][number];

interface RowsProps {
  readonly view: ImportView;
  /** Absent: all. */
  readonly outcome: RowOutcome | undefined;
}

/** The rows of the file, each mistake in its cell with the remedy. */
export function ImportRows({ view, outcome }: RowsProps): VNode {
  const say = useSay();
  const rows = useNumberedPages<ImportRow>((page) =>
    read("people", "readRows", {
      params: { importId: view.id },
      query: { page, ...(outcome !== undefined && { outcome }) },
    }),
  );
  const { preview } = view;
  const count = (outcome === undefined ? preview?.rows : preview?.outcomes[outcome]) ?? 0;
  if (count === 0) return <EmptyState title={say(importTexts.noRows)} />;
  return (
    <div>
      <div class="import-row import-heads" aria-hidden="true">
        <span>{say(importTexts.row)}</span>
        {places.map((place) => (
          <span key={place}>{say(importTexts[place])}</span>
        ))}
      </div>
      <NumberedList label={say(importTexts.rowsList)} count={count} estimate={64} rows={rows}>
        {(row) => <Line {...row} />}
      </NumberedList>
    </div>
  );
}

const edges: Readonly<Partial<Record<RowOutcome, Tone>>> = { refused: "secang", warned: "kunyit" };

function Line(row: ImportRow): VNode {
  const say = useSay();
  const said = byPlace(row.verdicts);
  const edge = edges[row.outcome];
  const cells: Readonly<Record<Place, ComponentChildren>> = {
    name: <bdi class="import-name">{row.name ?? <Blank />}</bdi>,
    nip: <span class="figures">{row.nip ?? <Blank />}</span>,
    post: <bdi>{row.postTitle ?? <Blank />}</bdi>,
    unit: <bdi>{row.unit ?? <Blank />}</bdi>,
    appraiser: <Appraiser {...row} />,
  };
  return (
    <div class={edge === undefined ? "import-row" : `import-row import-marked tone-${edge}`}>
      <span class="import-number figures">
        <span class="import-head">{say(importTexts.row)} </span>
        {row.row}
      </span>
      {places.map((place) => (
        <div key={place} class={`import-cell import-${place}`}>
          <span class="import-head">{say(importTexts[place])}</span>
          <Cell value={cells[place]} verdicts={said[place]} />
        </div>
      ))}
      <Remedies verdicts={row.verdicts} />
    </div>
  );
}

function Blank(): VNode {
  return <span class="meta">{useSay()(importTexts.blank)}</span>;
}

interface CellProps {
  readonly value: ComponentChildren;
  readonly verdicts: readonly Verdict[];
}

/** What stands in the cell, and under it what is said of it: on a ground of its own where somebody must look. */
function Cell({ value, verdicts }: CellProps): VNode {
  const language = useLanguage();
  const isRefused = verdicts.some(({ outcome }) => outcome === "refused");
  const isWarned = verdicts.some(({ outcome }) => outcome === "warned");
  const notes = verdicts.map(({ outcome, code, text }, index) => (
    <div key={`${code}${index}`}>
      {outcome === "repaired" ? (
        <span class="import-repaired">
          <Icon of={wandSparkles} size={14} /> {text[language]}
        </span>
      ) : (
        inTwo(text[language]).wrong
      )}
    </div>
  ));
  if (isRefused || isWarned)
    return (
      <CellNote tone={isRefused ? "secang" : "kunyit"} value={value}>
        {notes}
      </CellNote>
    );
  return (
    <div>
      {value}
      {notes}
    </div>
  );
}

/** What to do about a row, with the width of all of it. */
function Remedies({ verdicts }: Pick<ImportRow, "verdicts">): VNode | null {
  const language = useLanguage();
  const remedies = verdicts
    .filter(({ outcome }) => outcome !== "repaired")
    .map(({ text }) => inTwo(text[language]).remedy)
    .filter((remedy) => remedy !== "");
  if (remedies.length === 0) return null;
  return (
    <div class="import-remedies">
      {remedies.map((remedy) => (
        <p key={remedy}>{remedy}</p>
      ))}
    </div>
  );
}

function Appraiser({ outcome, appraiser }: ImportRow): VNode {
  const say = useSay();
  const language = useLanguage();
  if (outcome === "refused") return <span class="meta">{say(importTexts.waitsForCorrection)}</span>;
  if (appraiser === undefined) return <span class="meta">{say(importTexts.none)}</span>;
  const { name, role, confidence, reason } = appraiser;
  return (
    <div class="import-appraiser">
      <span>
        <bdi class="import-name">{name}</bdi>
        {role !== "definitif" && ` (${role})`}
        <span class="import-reason">{reason?.[language] ?? say(importTexts.byFile)}</span>
      </span>
      {confidence !== undefined && <Confident level={confidence} />}
    </div>
  );
}

const strengths: Readonly<Record<Confidence, readonly [level: number, tone: Tone]>> = {
  high: [3, "daun"],
  medium: [2, "kunyit"],
  low: [1, "abu"],
};

/** How sure a proposal is: bars, and the word. */
export function Confident({ level }: { readonly level: Confidence }): VNode {
  const [bars, tone] = strengths[level];
  return (
    <span class={`import-confidence tone-${tone}`}>
      <Strength level={bars} of={3} tone={tone} /> {useSay()(confidenceTexts[level])}
    </span>
  );
}
