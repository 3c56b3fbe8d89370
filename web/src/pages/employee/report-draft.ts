import { useEffect, useMemo, useRef } from "preact/hooks";
import { outbox } from "../../app/services.ts";
import { useStore } from "../../app/store.ts";
import { queries, read } from "../../data/queries.ts";
import { dropDraft, keepDraft, useDraft } from "../../offline/drafts.ts";
import { fileDraft } from "../../offline/kept-file.ts";
import type { Sending } from "../../offline/queue.ts";
import { type EvaluationPage, paramsOf, type Realisation, type Report } from "../../work/evaluations.ts";
import { settled } from "./plan-draft.ts";
import {
  isSameReport,
  realisationFor,
  tidied,
  withEvidence,
  withoutEvidence,
  withRealisation,
} from "./report-edit.ts";
import { type FileEvidence, type FileProblem, readyFile } from "./report-file.ts";
import { type Sealable, submitSealable, useSeal, whitherOfSeal } from "./sealing.ts";

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
  /** When the service recorded the hash of what is on its way. */
  readonly sealedAt: string | undefined;
  /** Gives up what this device has beyond the service. */
  readonly drop: () => void;
  /** Makes a file ready and sends it, before the save that names it. Answers why it cannot be attached. */
  readonly attach: (result: string, file: File) => Promise<FileProblem | undefined>;
  /** Takes a file out of the report, off this device and away from the service. */
  readonly detach: (result: string, file: FileEvidence) => Promise<void>;
}

/** The report being written: every change is on the device at once, and in the outbox when the fingers rest. */
export function useReportDraft(page: EvaluationPage): ReportDraft {
  const { part, evaluation } = page;
  const subject = subjectOf(part.id, evaluation.id);
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

  const written = useRef(report);
  written.current = report;
  const begun = () => (isSaved || beyond === null ? version : beyond.base);
  const change = (next: Report) => {
    written.current = next;
    keep({ base: begun(), report: next });
  };
  /** Upon what stands there then: somebody goes on typing while a photo is made ready. */
  const changeResult = (result: string, to: (realisation: Realisation) => Realisation) => {
    if (page.plan === null) return;
    change(withRealisation(written.current, page.plan.content, to(realisationFor(written.current, result))));
  };
  const filesAt = (fileId: string) => ({ params: { ...paramsOf(page), fileId } });

  const { waiting, refused } = useStore(outbox.state);
  const mine = (sending: Sending) => sending.subject === subject;
  const submission = waiting.find((sending) => mine(sending) && sending.route === "submitReport");
  const sealable: Sealable = {
    name: `seal/${part.id}/${evaluation.id}`,
    windowToken: page.windowToken,
    seal: async (hash) => {
      const input = { params: paramsOf(page), body: { hash } };
      await outbox.put("appraisals", "sealReport", input, whitherOfSeal(sealable.name));
    },
    submit: async (sent) => {
      const input = { params: paramsOf(page), body: { version: begun(), ...sent } };
      // Upon whatever version the last save gets.
      await outbox.put("appraisals", "submitReport", input, { subject, about: "report", refreshes: reads });
    },
  };
  const sealedAt = useSeal(sealable, () => sealedContent(written.current), submission);
  return {
    report,
    change,
    isSaved,
    refused: refused.find(mine),
    send: async () => {
      await latest.current();
      await submitSealable(sealable, sealedContent(written.current));
    },
    isSending: submission !== undefined && submission.refusal === undefined,
    sealedAt,
    drop: () => {
      put.current = undefined;
      keep(null);
      clear();
    },
    attach: async (result, file) => {
      const made = await readyFile(file);
      if (typeof made === "string") return made;
      const { fileId, name, type, size, sha256 } = made.evidence;
      const draft = fileDraft(fileId);
      await keepDraft(draft, made.kept);
      const input = { ...filesAt(fileId), body: { result, name, type, size, sha256 } };
      await outbox.put("evidence", "attachFile", input, { subject, file: draft });
      changeResult(result, (realisation) => withEvidence(realisation, made.evidence));
      return undefined;
    },
    detach: async (result, { fileId, key }) => {
      changeResult(result, (realisation) => withoutEvidence(realisation, key));
      await dropDraft(fileDraft(fileId));
      const own = outbox.state.get().waiting.find(({ file }) => file === fileDraft(fileId));
      if (own !== undefined) await outbox.giveUp(own);
      // Where nothing was ever sent there is nothing to take away.
      if (own?.attempts !== 0) await outbox.put("evidence", "removeFile", filesAt(fileId), { subject });
    },
  };
}

/** The report exactly as the service will keep and hash it. */
function sealedContent(report: Report): Report {
  return settled(tidied(report));
}

/** Whether the report of an evaluation waits in the outbox, on its way or refused. */
export function useIsWaiting({ part, evaluation }: EvaluationPage): boolean {
  const { waiting } = useStore(outbox.state);
  const subject = subjectOf(part.id, evaluation.id);
  return waiting.some((sending) => sending.subject === subject && sending.route === "submitReport");
}

function subjectOf(part: string, evaluation: string): string {
  return `evaluation/${part}/${evaluation}`;
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
