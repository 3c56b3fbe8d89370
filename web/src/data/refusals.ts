import { Refused } from "#shared/platform/client.ts";
import type { ErrorCode, FieldProblem } from "#shared/platform/errors.ts";
import { type Language, say, type Text } from "#shared/platform/text.ts";
import type { Catalogue } from "../i18n/language.ts";
import { isUnreachable } from "../offline/unreachable.ts";

/** What somebody can do about a refusal, which is what the page offers beside the sentence. */
export type Remedy =
  /** The same again in a moment: nothing was wrong with it. */
  | "try-again"
  /** Look at what it is now, then decide. */
  | "reload"
  /** Two versions side by side. */
  | "compare"
  /** Mend the fields that are named. */
  | "correct"
  | "sign-in"
  /** Nothing on this page helps; somebody else does, whom the sentence names. */
  | "ask-somebody"
  /** It is a matter of time: a window not open yet, or closed. */
  | "wait"
  /** The page, or what it is about, is not there. */
  | "leave";

/** A refusal as a person reads it: the service's own sentences, in their language. */
export interface Explained {
  readonly title: string;
  readonly detail: string;
  readonly remedy: Remedy;
  readonly fields: readonly FieldProblem[];
  /** To be named to whoever helps. */
  readonly requestId: string | undefined;
}

/** Where no problem document came: the network's and the gateway's answers, and what is wrong in the app itself. */
const texts = {
  unreachable: { id: "Tidak ada jaringan.", en: "There is no network." },
  unreachableRemedy: {
    id: "Isian Anda aman di perangkat ini; kami mencoba lagi begitu sinyal kembali.",
    en: "What you typed is safe on this device; we try again once there is a signal.",
  },
  signedOut: { id: "Sesi Anda sudah berakhir.", en: "Your session has ended." },
  signedOutRemedy: {
    id: "Masuk kembali; isian Anda tetap tersimpan.",
    en: "Sign in again; what you typed is kept.",
  },
  busy: { id: "Layanan sedang sibuk.", en: "The service is busy." },
  busyRemedy: {
    id: "Isian Anda aman; coba lagi sebentar.",
    en: "What you typed is safe; try again in a moment.",
  },
  missing: { id: "Data tidak ditemukan.", en: "Nothing was found there." },
  missingRemedy: {
    id: "Periksa tautannya, atau mulai lagi dari halaman awal.",
    en: "Check the link, or begin again from the first page.",
  },
  refused: { id: "Permintaan ini tidak diterima.", en: "The request was not accepted." },
  broken: { id: "Terjadi kesalahan di pihak kami.", en: "Something went wrong on our side." },
  brokenRemedy: {
    id: "Isian Anda aman; muat ulang halaman ini.",
    en: "What you typed is safe; reload this page.",
  },
} as const satisfies Catalogue;

/** Anything that was thrown, as a person reads it. */
export function explain(error: unknown, language: Language): Explained {
  const plain = (title: Text, detail: Text, remedy: Remedy): Explained => ({
    title: say(title, language),
    detail: say(detail, language),
    remedy,
    fields: [],
    requestId: undefined,
  });
  if (isUnreachable(error)) return plain(texts.unreachable, texts.unreachableRemedy, "try-again");
  if (!(error instanceof Refused)) return plain(texts.broken, texts.brokenRemedy, "reload");
  const { code, status, problem } = error;
  if (problem !== undefined) {
    const { title, detail, fields = [], requestId } = problem;
    return { title, detail, remedy: remedyOf(code), fields, requestId };
  }
  if (status === 401) return plain(texts.signedOut, texts.signedOutRemedy, "sign-in");
  if (status === 404) return plain(texts.missing, texts.missingRemedy, "leave");
  if (status === 429 || status === 503) return plain(texts.busy, texts.busyRemedy, "try-again");
  if (status >= 500) return plain(texts.broken, texts.brokenRemedy, "reload");
  return plain(texts.refused, texts.missingRemedy, remedyOf(code));
}

/** What the service has by now, where somebody else was first; undefined for every other error. */
export function currentOf<T>(error: unknown): T | undefined {
  const isLost = error instanceof Refused && error.code === "edit.conflict";
  return isLost ? (error.problem?.current as T | undefined) : undefined;
}

/** Every code of the closed list has its remedy: a new one does not compile until it has. */
export function remedyOf(code: ErrorCode): Remedy {
  switch (code) {
    case "rate.exceeded":
    case "service.busy":
    case "unexpected":
    case "evidence.not-arrived":
      return "try-again";
    case "edit.conflict":
      return "compare";
    case "request.invalid":
    case "request.too-large":
    case "cycle.period-unknown":
    case "cycle.window-order":
    case "cycle.extension-shrinks":
    case "cycle.extension-past":
    case "outage.span":
    case "unit.parent":
    case "assignment.own-appraiser":
    case "assignment.circle":
    case "assignment.dates":
    case "ticket.same-appraiser":
    case "import.refused-rows":
    case "import.column-unknown":
    case "plan.incomplete":
    case "report.incomplete":
    case "appraisal.incomplete":
    case "organisation-predicate.reason":
    case "export.cycle-missing":
    case "evidence.full":
    case "evidence.wrong-type":
      return "correct";
    case "signed-out":
    case "identity.token":
    case "session.ended":
    case "identity.choose-agency":
      return "sign-in";
    case "forbidden":
    case "identity.unknown":
    case "invitation.invalid":
    case "official.decides":
    case "confirmation.used":
    case "confirmation.expired":
    case "confirmation.invalid":
    case "part.excluded":
    case "member.last-admin":
    case "calendar.year-missing":
      return "ask-somebody";
    case "window.not-yet":
    case "window.closed":
    case "report.window-open":
    case "appraisal.no-plan":
    case "appraisal.organisation-first":
    case "appraisal.not-final":
      return "wait";
    case "not-found":
    case "cycle.window-unknown":
    case "assignment.unknown":
      return "leave";
    case "idempotency.reused":
    case "idempotency.missing":
    case "cursor.invalid":
    case "state.transition":
    case "confirmation.changed":
    case "cycle.exists":
    case "cycle.started":
    case "assignment.too-many":
    case "ticket.unresolved":
    case "import.state":
    case "import.undo-over":
    case "import.built-upon":
    case "plan.source-empty":
    case "appraisal.already-read":
    case "report.not-late":
      return "reload";
  }
}
