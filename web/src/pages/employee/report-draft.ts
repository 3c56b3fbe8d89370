import { useEffect, useMemo, useRef } from "preact/hooks";
import { outbox } from "../../app/services.ts";
import { useStore } from "../../app/store.ts";
import { queries, read } from "../../data/queries.ts";
import { useDraft } from "../../offline/drafts.ts";
import type { Sending } from "../../offline/queue.ts";
import { type EvaluationPage, paramsOf, type Report } from "../../work/evaluations.ts";
import { isSameReport, tidied } from "./report-edit.ts";

/** How long nobody types before what was typed is sent, in milliseconds. */
const pause = 1_200;
const empty: Report = { realisations: [] };

/** What this device has beyond the service's draft, and the version it was begun upon. */
interface Beyond {
  readonly base: number;
  readonly report: Report;
}

export interface ReportDraft {
  readonly report: Report;
  readonly change: (report: Report) => void;
  /** Whether the service has just this. */
  readonly isSaved: boolean;
  /** A save that the service refused: another device was first, or the window is over. */
  readonly refused: Sending | undefined;
  /** Sends the report as it is now; without a network it goes out by itself once there is one. */
  readonly send: () => Promise<void>;
  /** It is on its way to the appraiser. */
  readonly isSending: boolean;
  /** Gives up what this device has beyond the service. */
  readonly drop: () => void;
}

/** The report being written: every change is on the device at once, and in the outbox when the fingers rest. */
export function useReportDraft(page: EvaluationPage): ReportDraft {
  const { part, evaluation } = page;
  const subject = `evaluation/${part.id}/${evaluation.id}`;
  const { version, report: served } = page.reportDraft ?? { version: 0, report: empty };
  const { value: beyond, change: keep, clear, isRead } = useDraft<Beyond | null>(`report/${subject}`, null);
  const report = beyond?.report ?? served;
  const isSaved = useMemo(() => isSameReport(report, served), [report, served]);
  const put = useRef<Report>();

  const save = async () => {
    if (beyond === null || isSaved || put.current === beyond.report) return;
    put.current = beyond.report;
    const input = { params: paramsOf(page), body: { version: beyond.base, report: tidied(beyond.report) } };
    const whither = { subject, slot: "report", refreshes: ["appraisals/readEvaluation"] };
    await outbox.put("appraisals", "saveReport", input, whither);
  };
  const latest = useRef(save);
  latest.current = save;

  useEffect(() => {
    if (!isRead || beyond === null) return;
    const timer = setTimeout(() => void latest.current(), pause);
    return () => clearTimeout(timer);
  }, [beyond, isRead]);
  useEffect(() => {
    // Kept on the device it would one day stand against what another device has written since.
    if (isRead && isSaved) clear();
  }, [isRead, isSaved, clear]);
  useEffect(() => {
    const leave = () => void latest.current();
    // A phone may end a page that is not seen without asking.
    document.addEventListener("visibilitychange", leave);
    return () => {
      document.removeEventListener("visibilitychange", leave);
      leave();
    };
  }, []);

  const { waiting, refused } = useStore(outbox.state);
  const mine = (sending: Sending) => sending.subject === subject;
  return {
    report,
    change: (next) => keep({ base: isSaved || beyond === null ? version : beyond.base, report: next }),
    isSaved,
    refused: refused.find(mine),
    send: async () => {
      await latest.current();
      const base = isSaved || beyond === null ? version : beyond.base;
      const input = { params: paramsOf(page), body: { version: base } };
      // Upon whatever version the last save gets.
      await outbox.put("appraisals", "submitReport", input, { subject, about: "report", refreshes: reads });
    },
    isSending: waiting.some(
      (sending) => mine(sending) && sending.route === "submitReport" && !sending.refusal,
    ),
    drop: () => {
      put.current = undefined;
      keep(null);
      clear();
    },
  };
}

/** What the sent report changes. */
const reads = ["appraisals/readEvaluation", "cycles/listParts"];

/** Says that the report of this evaluation has arrived, with its receipt, whenever that is. */
export function useReportArrival(evaluation: string, say: (receipt: string | undefined) => void): void {
  useEffect(
    () =>
      outbox.arrival.watch((arrival) => {
        const { sending, answer } = arrival ?? {};
        if (sending?.route !== "submitReport" || sending.input.params?.["evaluationId"] !== evaluation)
          return;
        const page = answer as EvaluationPage;
        queries.setQueryData(read("appraisals", "readEvaluation", { params: paramsOf(page) }).queryKey, page);
        say(page.report?.receipt);
      }),
    [evaluation, say],
  );
}
