/**
 * What the endpoints of the control page answer, and the page reads. Types alone: the page's modules import them from
 * comments, and nothing of the server reaches the browser.
 */

/** An instant to which the clock may be moved on, because something happens then. */
export interface UpcomingMilestone {
  /** The instant at which it has happened. */
  readonly at: string;
  /** What a clock on the wall shows, "2027-01-15T23:59". */
  readonly local: string;
  readonly zone: string;
  readonly title: string;
  /** Mail may leave then. */
  readonly reminds: boolean;
  /** Named where several agencies have milestones. */
  readonly agency?: string;
}

/** A letter in the list of those that were sent. */
export interface LetterLine {
  readonly id: string;
  readonly at: string;
  readonly to: string;
  /** Whose letter it is; the address where nobody is known by it. */
  readonly name: string;
  readonly subject: string;
  /** The reminder's step in short, "−7". */
  readonly step?: string;
  readonly hasBounced: boolean;
}

/** Newest first. */
export interface LetterList {
  readonly total: number;
  readonly bounced: number;
  readonly items: readonly LetterLine[];
  /** The following page begins behind so many. */
  readonly next?: number;
}

/** A letter as it looked. */
export interface Letter extends LetterLine {
  readonly html: string;
  readonly text: string;
  readonly why: readonly string[];
}

/** Somebody whom the next reminder would reach if nothing changed until then. */
export interface PlannedLine {
  readonly agency: string;
  readonly cycle: string;
  readonly person: string;
  readonly step: string;
  readonly name: string;
  readonly subject: string;
}

/** The mails of the next reminder. */
export interface PlannedMail {
  readonly at: string;
  readonly items: readonly PlannedLine[];
  /** There are more than were looked at. */
  readonly isCut: boolean;
}

/** One of those mails, as it would look. */
export interface PlannedLetter {
  readonly name: string;
  readonly subject: string;
  readonly html: string;
  readonly why: readonly string[];
}

/** Somebody who can be signed in as with one tap. */
export interface Face {
  readonly as: string;
  readonly name: string;
  /** One line under the name. */
  readonly what: string;
}

/** A stop of the demo's tour: a page as somebody sees it, or the control page at a later hour. */
export interface TourStop {
  readonly title: string;
  readonly what: string;
  readonly visit?: { readonly as: string; readonly path: string };
  readonly clockTo?: string;
}

/** The demo that is loaded. */
export interface DemoView {
  readonly faces: readonly Face[];
  readonly tour: readonly TourStop[];
}
