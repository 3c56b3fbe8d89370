import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { useParams, useSearchParams } from "wouter-preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useStore } from "../../app/store.ts";
import { PageWaits } from "../../app/waiting.tsx";
import { read } from "../../data/queries.ts";
import { numberOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { Link } from "../../ui/link.tsx";
import { ErrorState } from "../../ui/notice.tsx";
import { LongWork } from "../../ui/progress.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ChooseFile } from "./choose-file.tsx";
import { megabytes } from "./file-check.ts";
import { ColumnsStep } from "./import-columns.tsx";
import { Applied, Undone, Work } from "./import-outcome.tsx";
import { Review } from "./import-review.tsx";
import { type ImportView, StagePage } from "./import-stage.tsx";
import { importTexts } from "./import-texts.ts";
import { useRecentImports } from "./recent.ts";
import { uploads } from "./upload.ts";
import "./import.css";

/** While the service works, what it says is asked for anew each second. */
const restless: readonly ImportView["state"][] = [
  "awaiting-file",
  "reading",
  "planning",
  "applying",
  "undoing",
];
const pollMilliseconds = 1_000;

/** One import from its file to what came of it. */
export function ImportPage(): VNode {
  const { id = "" } = useParams<{ id: string }>();
  const { data, error, refetch } = useQuery({
    ...read("people", "readImport", { params: { importId: id } }),
    refetchInterval: ({ state }) =>
      state.data !== undefined && restless.includes(state.data.state) ? pollMilliseconds : false,
  });
  useRemembered(data);
  if (data === undefined)
    return error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />;
  return <Stage view={data} />;
}

function useRemembered(view: ImportView | undefined): void {
  const { keep, imports, isRead } = useRecentImports();
  const isKnown = imports.some(({ id }) => id === view?.id);
  useEffect(() => {
    if (view === undefined || !isRead || isKnown) return;
    const { id, fileName, createdAt } = view;
    keep({ id, fileName, createdAt });
  }, [view, isRead, isKnown, keep]);
}

function Stage({ view }: { readonly view: ImportView }): VNode {
  const [search] = useSearchParams();
  const wantsColumns = search.get("langkah") === "kolom";
  const hasMissing = (view.header?.missing.length ?? 0) > 0;
  switch (view.state) {
    case "awaiting-file":
      return <Arriving view={view} />;
    case "reading":
      return <Reading view={view} />;
    case "failed":
      return hasMissing ? <ColumnsStep view={view} /> : <Failed view={view} />;
    case "ready":
      return wantsColumns ? <ColumnsStep view={view} /> : <Review view={view} />;
    case "planning":
    case "applying":
    case "undoing":
      return <Work view={view} />;
    case "applied":
      return <Applied view={view} />;
    case "undone":
      return <Undone view={view} />;
  }
}

/** The file is on its way, or it went lost. */
function Arriving({ view }: { readonly view: ImportView }): VNode {
  const say = useSay();
  const language = useLanguage();
  const upload = useStore(uploads).find(({ importId }) => importId === view.id);
  if (upload === undefined || upload.state === "broken") return <Lost />;
  if (upload.state === "arrived") return <Reading view={view} />;
  const size = (bytes: number) => numberOf(megabytes(bytes), language, 1);
  return (
    <StagePage title={say(importTexts.stepFile)} lead={<strong>{view.fileName}</strong>} step={0}>
      <LongWork
        label={say(importTexts.uploading, { name: view.fileName })}
        done={upload.sent}
        total={upload.total}
        count={say(importTexts.uploaded, { sent: size(upload.sent), total: size(upload.total) })}
      >
        <p class="meta">{say(importTexts.uploadedLead)}</p>
      </LongWork>
    </StagePage>
  );
}

function Lost(): VNode {
  const say = useSay();
  return (
    <StagePage title={say(importTexts.stepFile)} step={0}>
      <div class="stack">
        <ErrorState lead={say(importTexts.uploadLost)}>{say(importTexts.uploadLostRemedy)}</ErrorState>
        <ChooseFile />
      </div>
    </StagePage>
  );
}

function Reading({ view }: { readonly view: ImportView }): VNode {
  const say = useSay();
  return (
    <StagePage title={say(importTexts.reading)} lead={<strong>{view.fileName}</strong>} step={0}>
      <div class="stack">
        <p class="meta">{say(importTexts.readingLead)}</p>
        <div class="card">
          <Skeleton label={say(importTexts.reading)} shape="rows" count={5} />
        </div>
      </div>
    </StagePage>
  );
}

/** Nothing of the file can be used: why, in the service's words. */
function Failed({ view }: { readonly view: ImportView }): VNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <StagePage title={say(importTexts.failed)} lead={<strong>{view.fileName}</strong>} step={0}>
      <div class="stack">
        <ErrorState
          lead={view.problem?.[language]}
          action={
            <Link href={webPaths.imports} isAlone>
              {say(importTexts.back)}
            </Link>
          }
        >
          {say(importTexts.failedRemedy)}
        </ErrorState>
        <ChooseFile />
      </div>
    </StagePage>
  );
}
