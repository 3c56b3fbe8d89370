import { Component, type ComponentChildren, type VNode } from "preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { explain, type Remedy } from "../data/refusals.ts";
import { common } from "../i18n/common.ts";
import { useLanguage, useSay } from "../i18n/language.ts";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { ErrorState } from "../ui/notice.tsx";
import { appTexts } from "./texts.ts";

interface FailureProps {
  readonly error: unknown;
  /** Does it again; absent: only a new start helps. */
  readonly again?: () => void;
}

/** Where doing it again may help. */
const hopeful: readonly Remedy[] = ["try-again", "reload", "wait"];

/** What went wrong in place of a page, and what to do about it. */
export function PageFailed({ error, again }: FailureProps): VNode {
  const say = useSay();
  const { title, detail, remedy, requestId } = explain(error, useLanguage());
  const isHopeful = hopeful.includes(remedy);
  return (
    <ErrorState
      lead={title}
      action={
        <>
          {isHopeful && <Button onClick={again ?? (() => location.reload())}>{say(common.tryAgain)}</Button>}
          <Link href={webPaths.home} isAlone>
            {say(common.toStart)}
          </Link>
        </>
      }
    >
      {detail}
      {requestId !== undefined && (
        <span class="caption"> {say(appTexts.requestNumber, { number: requestId })}</span>
      )}
    </ErrorState>
  );
}

interface BoundaryProps {
  readonly children: ComponentChildren;
}

/** Keeps a page that breaks from taking the whole app along. What was typed lies on the device. */
export class FailureBoundary extends Component<BoundaryProps, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {};

  static override getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render({ children }: BoundaryProps, { error }: { readonly error?: unknown }) {
    return error === undefined ? children : <PageFailed error={error} />;
  }
}
