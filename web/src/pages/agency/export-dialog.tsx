import { useMutation, useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { announce } from "../../app/announce.tsx";
import { useReader } from "../../app/me.ts";
import { type Api, api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { read } from "../../data/queries.ts";
import { common } from "../../i18n/common.ts";
import { numberOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { download } from "../../ui/icons.ts";
import { ErrorState } from "../../ui/notice.tsx";
import { LongWork } from "../../ui/progress.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Refusal } from "../../work/refusal.tsx";
import type { PhaseId } from "./monitor-phase.ts";
import { monitorTexts } from "./monitor-texts.ts";

type Order = Parameters<Api["reports"]["orderExport"]>[0]["body"];
type Job = Awaited<ReturnType<Api["reports"]["readExport"]>>;

interface ExportProps {
  readonly cycle: Cycle["id"];
  readonly phase: PhaseId;
  readonly onClose: () => void;
}

/** Orders a table, waits for it, and gives it out. Leaving in between loses nothing but the waiting. */
export function ExportDialog({ cycle, phase, onClose }: ExportProps): VNode {
  const say = useSay();
  const [kind, setKind] = useState<Order["kind"]>("monitor");
  const [format, setFormat] = useState<Order["format"]>("xlsx");
  const {
    mutate,
    data: ordered,
    error,
    isPending,
    reset,
  } = useMutation({
    mutationFn: (body: Order) => api.reports.orderExport({ body }),
  });
  const { job, failure } = useJob(ordered);
  const order = () =>
    mutate({
      kind,
      format,
      ...(kind === "roster" ? {} : { cycle }),
      ...(kind === "monitor" ? { phase } : {}),
    });
  const isFailed = job?.state === "failed";
  const refusal = error ?? failure;
  return (
    <Dialog
      isOpen
      title={say(monitorTexts.export)}
      closeLabel={say(common.close)}
      onClose={onClose}
      foot={
        job === undefined || isFailed ? (
          <Button kind="primary" isBusy={isPending} onClick={order}>
            {say(monitorTexts.exportOrder)}
          </Button>
        ) : job.download === undefined ? undefined : (
          <>
            <Button onClick={reset}>{say(monitorTexts.exportAnother)}</Button>
            <ButtonLink kind="primary" icon={download} href={job.download.url}>
              {say(monitorTexts.exportFetch, { name: job.download.fileName })}
            </ButtonLink>
          </>
        )
      }
    >
      <div class="stack">
        <Refusal error={refusal} />
        {isFailed && <ErrorState lead={say(monitorTexts.exportFailed)} />}
        {job === undefined || isFailed ? (
          <>
            <Segmented
              label={say(monitorTexts.exportWhat)}
              layout="list"
              value={kind}
              onChange={setKind}
              options={[
                { value: "monitor", label: say(monitorTexts.exportMonitor) },
                { value: "parts", label: say(monitorTexts.exportParts) },
                { value: "roster", label: say(monitorTexts.exportRoster) },
              ]}
            />
            <Segmented
              label={say(monitorTexts.exportFormat)}
              value={format}
              onChange={setFormat}
              options={[
                { value: "xlsx", label: "XLSX" },
                { value: "csv", label: "CSV" },
              ]}
            />
          </>
        ) : (
          <Progress job={job} />
        )}
        <p class="caption">{say(monitorTexts.exportContains)}</p>
      </div>
    </Dialog>
  );
}

/** An ordered export as it is now; asked for until it is ready. */
function useJob(ordered: Job | undefined): { readonly job: Job | undefined; readonly failure: Error | null } {
  const id = ordered?.id;
  const { data, error } = useQuery({
    ...read("reports", "readExport", { params: { exportId: id ?? "" } }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.state === "ordered" ? 1_000 : false,
  });
  return { job: ordered && (data ?? ordered), failure: id === undefined ? null : error };
}

function Progress({ job }: { readonly job: Job }): VNode {
  const say = useSay();
  const { language } = useReader();
  const isReady = job.download !== undefined;
  const ready = say(monitorTexts.exportReady, { count: numberOf(job.rows ?? 0, language) });
  useEffect(() => {
    if (isReady) announce(ready);
  }, [isReady, ready]);
  if (isReady) return <p>{ready}</p>;
  return (
    <LongWork label={say(monitorTexts.exportPreparing)} done={0} total={1} count="">
      <p class="caption">{say(monitorTexts.exportWait)}</p>
    </LongWork>
  );
}
