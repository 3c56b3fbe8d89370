import type { ComponentChildren, VNode } from "preact";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";
import { check } from "./icons.ts";
import "./progress.css";

interface SegmentsProps {
  /** One per thing. */
  readonly parts: readonly ("done" | "current" | "open")[];
  /** What they amount to, in words; read out in place of the segments. */
  readonly label: string;
  /** A few dots beside a heading, in place of a bar. */
  readonly isSmall?: boolean;
  /** A way through questions is nila; things that are done are daun. */
  readonly isWay?: boolean;
}

/** One segment per thing. */
export function Segments({ parts, label, isSmall = false, isWay = false }: SegmentsProps): VNode {
  return (
    <div
      class={classes("segments", isSmall && "segments-small", isWay && "segments-way")}
      role="img"
      aria-label={label}
    >
      {parts.map((part, index) => (
        <span key={index} class={`segments-part segments-${part}`} />
      ))}
    </div>
  );
}

interface LongWorkProps {
  /** "Membaca roster-kota.xlsx". */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** "168 dari 231": a count says more than a share. */
  readonly count: string;
  readonly children?: ComponentChildren;
}

/** Work of the service that takes its time. */
export function LongWork({ label, done, total, count, children }: LongWorkProps): VNode {
  return (
    <div class="long-work">
      <div class="row-apart">
        <strong>{label}</strong>
        <span class="figures lead">{count}</span>
      </div>
      <progress class="long-work-bar" aria-label={label} aria-valuetext={count} value={done} max={total} />
      {children}
    </div>
  );
}

interface StepsProps {
  readonly label: string;
  readonly steps: readonly string[];
  /** Index of the step at hand. */
  readonly current: number;
  /** Said with a step that is behind: "selesai". */
  readonly doneLabel: string;
}

/** The way through something in a few steps, with where one is. */
export function Steps({ label, steps, current, doneLabel }: StepsProps): VNode {
  return (
    <ol class="steps" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          class={classes("step", index < current && "step-done", index === current && "step-current")}
          aria-current={index === current ? "step" : undefined}
        >
          <span class="step-number">
            {index < current ? <Icon of={check} size={14} label={doneLabel} /> : index + 1}
          </span>
          <span class="step-name">{step}</span>
        </li>
      ))}
    </ol>
  );
}
