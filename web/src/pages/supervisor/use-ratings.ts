import { useEffect, useRef } from "preact/hooks";
import type { Ratings } from "#shared/appraisals/model.ts";
import { queries, read } from "../../data/queries.ts";
import { useDraft } from "../../offline/drafts.ts";
import type { EvaluationPage } from "../../work/evaluations.ts";
import { blankRatings, withoutBlanks } from "./ratings.ts";
import { type EvaluationParams, saveRatings, showEvaluation } from "./writes.ts";

/** Ratings as they are typed, upon the version that was read when the typing began. */
interface Typed {
  readonly version: number;
  readonly ratings: Ratings;
}

/** So long after the last key a save goes out. */
const pauseMilliseconds = 1_500;

export interface RatingsAtWork {
  readonly ratings: Ratings;
  /** The version that they are written upon. */
  readonly version: number;
  /** Something was typed that no write holds yet. */
  readonly isTyping: boolean;
  readonly change: (change: (now: Ratings) => Ratings) => void;
  /** Saves now what has not been saved; `always`: also what is as it was, as a draft that was filled in at once. */
  readonly save: (always?: boolean) => Promise<void>;
  /** Takes what the service has in place of what was typed. */
  readonly forget: () => void;
}

/**
 * One person's ratings being written: on the device with each key, in the outbox after a pause, and shown in the page as
 * saved from then on, so that without a network they are there when one comes back.
 */
export function useRatings(
  params: EvaluationParams,
  page: EvaluationPage,
  start: Partial<Ratings>,
): RatingsAtWork {
  const draft = page.rater?.draft ?? undefined;
  const name = `rating/${params.partId}/${params.evaluationId}`;
  const typed = useDraft<Typed | undefined>(name, undefined);
  const version = typed.value?.version ?? draft?.version ?? 0;
  const saved = draft?.ratings ?? { ...blankRatings(), ...start };
  const ratings = typed.value?.ratings ?? saved;
  const isUnsaved = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const now = useRef({ version, ratings });
  now.current = { version, ratings };
  // What lay on the device from before has not been saved either.
  const isLeftOver = typed.isRead && typed.value !== undefined;
  useEffect(() => {
    if (isLeftOver && !isSame(now.current.ratings, saved)) later();
  }, [isLeftOver]);

  const save = async (always = false) => {
    clearTimeout(timer.current);
    if (!isUnsaved.current && !always) return;
    isUnsaved.current = false;
    const { version, ratings } = now.current;
    await saveRatings(params, version, ratings);
    showSaved(params, version, ratings);
    typed.clear();
  };
  const later = () => {
    isUnsaved.current = true;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), pauseMilliseconds);
  };
  const last = useRef(save);
  last.current = save;
  // Who goes away without a word has saved, too.
  useEffect(() => () => void last.current(), []);

  return {
    ratings,
    version,
    isTyping: isUnsaved.current,
    change: (change) => {
      const next = { version: now.current.version, ratings: change(now.current.ratings) };
      now.current = next;
      typed.change(next);
      later();
    },
    save,
    forget: () => {
      clearTimeout(timer.current);
      isUnsaved.current = false;
      typed.change(undefined);
      typed.clear();
    },
  };
}

function isSame(a: Ratings, b: Ratings): boolean {
  return JSON.stringify(withoutBlanks(a)) === JSON.stringify(withoutBlanks(b));
}

/** The page with the draft that is on its way; its version stays what the service said last. */
function showSaved(params: EvaluationParams, version: number, ratings: Ratings): void {
  const { queryKey } = read("appraisals", "readEvaluation", { params });
  queries.setQueryData<EvaluationPage>(queryKey, (page) => {
    if (page === undefined || page.rater === null) return page;
    const known = page.rater.draft?.version ?? version;
    const savedAt = page.rater.draft?.savedAt ?? "";
    const draft = { version: known, origin: "individual" as const, ratings: withoutBlanks(ratings), savedAt };
    return { ...page, rater: { ...page.rater, draft } };
  });
  const page = queries.getQueryData<EvaluationPage>(queryKey);
  if (page?.state === "reported") showEvaluation(params, "drafted");
}
