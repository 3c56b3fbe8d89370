import type { ComponentChildren, VNode } from "preact";
import { classes } from "./classes.ts";
import "./live-mark.css";

interface LiveMarkProps {
  readonly isLive: boolean;
  /** As of when it is; and, where nothing comes in any more, that this is so. */
  readonly children: ComponentChildren;
}

/** Whether what is shown still follows what happens. */
export function LiveMark({ isLive, children }: LiveMarkProps): VNode {
  return (
    <span class={classes("live-mark", !isLive && "live-mark-not")}>
      <span>{children}</span>
    </span>
  );
}
