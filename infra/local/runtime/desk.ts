import type { StoredMail } from "../engines/contract.ts";
import type { DemoView, Face, PlannedLetter, PlannedMail, UpcomingMilestone } from "./control-answers.ts";

/** What only the service knows of itself, in words for the control page. The local cloud itself runs any template. */
export interface Desk {
  /** What happens next, in order of time. */
  milestones(): Promise<readonly UpcomingMilestone[]>;
  /** Everyone whose name or address holds the text. */
  findPeople(text: string): Promise<readonly Face[]>;
  /** The names behind some mails, by message id. */
  namesOf(mails: readonly StoredMail[]): Promise<ReadonlyMap<string, string>>;
  /** The step of a reminder in short, "−7"; undefined for any other mail. */
  stepOf(mail: StoredMail): string | undefined;
  /** Why somebody got a mail. */
  why(mail: StoredMail): Promise<readonly string[]>;
  /** Whom the next reminder would reach; undefined where none is planned. */
  plannedMail(): Promise<PlannedMail | undefined>;
  /** One of those mails; undefined where there would be none. */
  plannedLetter(of: PlannedLetterName): Promise<PlannedLetter | undefined>;
  /** The demo; undefined while none is loaded. */
  demo(): DemoView | undefined;
}

/** Names one mail of the next reminder. */
export interface PlannedLetterName {
  readonly agency: string;
  readonly cycle: string;
  readonly person: string;
  readonly step: string;
}

/** The desk of a template of which nothing more is known. */
export const bareDesk: Desk = {
  milestones: () => Promise.resolve([]),
  findPeople: () => Promise.resolve([]),
  namesOf: () => Promise.resolve(new Map()),
  stepOf: () => undefined,
  why: () => Promise.resolve([]),
  plannedMail: () => Promise.resolve(undefined),
  plannedLetter: () => Promise.resolve(undefined),
  demo: () => undefined,
};
