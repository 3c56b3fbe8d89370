import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { common } from "../i18n/common.ts";
import { useSay } from "../i18n/language.ts";
import { PageHead, TaskBar } from "../ui/page-shell.tsx";

interface PageProps {
  readonly title: string;
  /** Under the heading: what it means, until when. */
  readonly lead?: ComponentChildren;
  /** Opposite the heading. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page with its one heading. Going there names the document and moves the focus to the heading, so that it is read out. */
export function Page({ title, lead, actions, children }: PageProps): VNode {
  return (
    <>
      <PageHead {...(lead !== undefined && { lead })} {...(actions !== undefined && { actions })}>
        <Heading title={title} />
      </PageHead>
      {children}
    </>
  );
}

interface TaskPageProps {
  /** What is done here. */
  readonly title: string;
  readonly back: { readonly href: string; readonly label: string };
  /** Before the heading: a face. */
  readonly start?: ComponentChildren;
  /** Under the heading. */
  readonly detail?: ComponentChildren;
  /** Opposite: what is saved, how far one is. */
  readonly end?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page on which one thing is done (`isTask` in `pages`), with the way back above it. */
export function TaskPage({ title, back, start, detail, end, children }: TaskPageProps): VNode {
  return (
    <>
      <TaskBar
        back={back}
        title={
          <span class="task-head">
            {start}
            <span>
              <Heading title={title} class="task-title" />
              {detail !== undefined && <span class="caption">{detail}</span>}
            </span>
          </span>
        }
      >
        {end}
      </TaskBar>
      {children}
    </>
  );
}

interface HeadingProps {
  readonly title: string;
  readonly class?: string;
}

/** The one heading of a page that has it elsewhere than `Page` and `TaskPage` do. */
export function Heading({ title, class: look }: HeadingProps): VNode {
  const say = useSay();
  const heading = useRef<HTMLHeadingElement>(null);
  const product = say(common.product);
  useEffect(() => {
    document.title = `${title} – ${product}`;
  }, [title, product]);
  useEffect(() => {
    // Not on the first page: there the browser begins at the top by itself.
    if (hasDrawnAPage) heading.current?.focus();
    hasDrawnAPage = true;
    tellOfFirst();
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} class={look}>
      {title}
    </h1>
  );
}

let hasDrawnAPage = false;
let tellOfFirst: () => void;

/** Settles when a page first stands. */
export const firstPage = new Promise<void>((resolve) => {
  tellOfFirst = resolve;
});
