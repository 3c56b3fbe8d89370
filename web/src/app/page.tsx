import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { common } from "../i18n/common.ts";
import { useSay } from "../i18n/language.ts";

interface PageProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A page with its one heading. Going there names the document and moves the focus to the heading, so that it is read out. */
export function Page({ title, children }: PageProps): VNode {
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
  }, []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </>
  );
}

let hasDrawnAPage = false;
