import type { VNode } from "preact";
import { classes } from "./classes.ts";
import { type TimeLeft, timeLeft } from "./time-left.ts";
import "./countdown.css";

interface CountdownProps {
  readonly until: string;
  /** The service's time; who shows it moves it on. */
  readonly now: string;
  readonly zone: string;
  /** "7 hari lagi", "3 jam lagi", "sudah ditutup". */
  readonly words: (left: TimeLeft) => string;
}

/** Beside the date in words, never in its place. It asks for attention, and warns only once it is over. */
export function Countdown({ until, now, zone, words }: CountdownProps): VNode {
  const left = timeLeft(until, now, zone);
  return (
    <time class={classes("countdown", left.unit === "over" && "countdown-over")} dateTime={until}>
      {words(left)}
    </time>
  );
}
