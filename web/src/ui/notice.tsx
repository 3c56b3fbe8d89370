import type { ComponentChildren, VNode } from "preact";
import { Icon } from "./icon.tsx";
import { circleAlert, cloudOff, eyeOff, info, lock, shieldCheck, undo2 } from "./icons.ts";
import type { Tone } from "./tone.ts";
import "./notice.css";
import "./tone.css";

interface NoticeProps {
  readonly tone: Tone;
  readonly icon: string;
  /** The answer, in bold: "Belum terkirim." */
  readonly lead?: string | undefined;
  /** Opposite the lead: how far it is. */
  readonly aside?: ComponentChildren;
  /** What that means. */
  readonly children?: ComponentChildren;
  /** What can be done, below. */
  readonly action?: ComponentChildren;
  readonly role?: "alert" | "status" | undefined;
}

/** A word in place of, or above, what it concerns. */
export function Notice({ tone, icon, lead, aside, children, action, role }: NoticeProps): VNode {
  return (
    <div class={`notice tone-${tone}`} role={role}>
      <Icon of={icon} />
      <div class="notice-main">
        {aside === undefined ? (
          <p>
            {lead !== undefined && (
              <>
                <strong>{lead}</strong>{" "}
              </>
            )}
            {children}
          </p>
        ) : (
          <>
            <div class="row-apart">
              <strong>{lead}</strong>
              {aside}
            </div>
            <p>{children}</p>
          </>
        )}
        {action !== undefined && <div class="notice-action">{action}</div>}
      </div>
    </div>
  );
}

type StateProps = Pick<NoticeProps, "lead" | "aside" | "children" | "action">;

/** Something failed: that what was typed is safe comes first, then what to do. Interrupts who is reading. */
export function ErrorState(props: StateProps): VNode {
  return <Notice tone="secang" icon={circleAlert} role="alert" {...props} />;
}

/** No signal: all goes on, and what waits is counted. */
export function OfflineStrip(props: StateProps): VNode {
  return <Notice tone="kunyit" icon={cloudOff} role="status" {...props} />;
}

/** The window is over: when it closed, that the draft is kept, and who can extend it. */
export function ClosedState(props: StateProps): VNode {
  return <Notice tone="abu" icon={lock} {...props} />;
}

/** Not for this person: for whom it is, and where to go. */
export function NoPermission(props: StateProps): VNode {
  return <Notice tone="abu" icon={eyeOff} {...props} />;
}

/** The service has noted that the draft existed in time; its content may follow. */
export function SealedDraft(props: StateProps): VNode {
  return <Notice tone="nila" icon={shieldCheck} {...props} />;
}

/** Sent back: how many remarks, until when. */
export function ReturnedNotice(props: StateProps): VNode {
  return <Notice tone="kunyit" icon={undo2} {...props} />;
}

export function InfoNotice(props: StateProps): VNode {
  return <Notice tone="nila" icon={info} {...props} />;
}
