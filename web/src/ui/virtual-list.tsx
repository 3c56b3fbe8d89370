import type { ComponentChildren, VNode } from "preact";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { RowHeights, type RowWindow } from "./virtual-window.ts";
import "./virtual-list.css";

interface VirtualListProps {
  readonly label: string;
  readonly count: number;
  /** As tall as most rows are, in pixels; each one is measured when it is drawn. */
  readonly estimate: number;
  /** A row's own key: it keeps its place when others come before it. */
  readonly keyOf: (row: number) => string;
  readonly children: (row: number) => ComponentChildren;
}

/** Drawn above and below what is seen, so that scrolling shows no gap. */
const spare = 6;

/**
 * For lists of more than 200 rows: draws those that are seen. The page scrolls, not the list, whatever it lies in. The
 * row that has the focus stays, or the focus would be lost with it; so do those beside it, for keys may be faster than
 * scrolling is.
 */
export function VirtualList({ label, count, estimate, keyOf, children }: VirtualListProps): VNode {
  const list = useRef<HTMLDivElement>(null);
  const heights = useMemo(() => new RowHeights(0, estimate), [estimate]);
  heights.resize(count);
  const [seen, setSeen] = useState<RowWindow>({ first: 0, end: Math.min(count, 20) });
  const [focused, setFocused] = useState<number>();
  const [measures, setMeasures] = useState(0);

  const look = useCallback(() => {
    const element = list.current;
    if (element === null) return;
    const top = -element.getBoundingClientRect().top;
    const next = heights.windowOf(top, top + innerHeight, spare);
    setSeen((now) => (now.first === next.first && now.end === next.end ? now : next));
  }, [heights]);

  useEffect(() => {
    // Captured: whichever pane scrolls.
    addEventListener("scroll", look, { capture: true, passive: true });
    addEventListener("resize", look);
    return () => {
      removeEventListener("scroll", look, { capture: true });
      removeEventListener("resize", look);
    };
  }, [look]);
  // Rows that are lower than thought leave room for more of them.
  useLayoutEffect(look, [look, count, measures]);

  const measured = useCallback(
    (row: number, height: number) => {
      if (heights.measure(row, height)) setMeasures((times) => times + 1);
    },
    [heights],
  );
  const end = Math.min(seen.end, count);
  const inSight = Array.from({ length: Math.max(0, end - seen.first) }, (_, index) => seen.first + index);
  const beside = focused === undefined ? [] : [focused - 1, focused, focused + 1];
  const kept = beside.filter((row) => row >= 0 && row < count);
  const rows = [
    ...kept.filter((row) => row < seen.first),
    ...inSight,
    ...kept.filter((row) => row >= end && row >= seen.first),
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: only part of the list is drawn; each row says its place in the whole
    <div
      ref={list}
      class="virtual-list"
      role="list"
      aria-label={label}
      style={{ height: `${heights.topOf(count)}px` }}
      onFocusOut={({ relatedTarget }) => {
        // The row that gets it next must not go meanwhile.
        if (!list.current?.contains(relatedTarget as Node | null)) setFocused(undefined);
      }}
    >
      {rows.map((row) => (
        <Row
          key={keyOf(row)}
          row={row}
          count={count}
          top={heights.topOf(row)}
          onHeight={measured}
          onFocus={setFocused}
        >
          {children(row)}
        </Row>
      ))}
    </div>
  );
}

interface RowProps {
  readonly row: number;
  readonly count: number;
  readonly top: number;
  readonly onHeight: (row: number, height: number) => void;
  readonly onFocus: (row: number) => void;
  readonly children: ComponentChildren;
}

function Row({ row, count, top, onHeight, onFocus, children }: RowProps): VNode {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const measure = () => onHeight(row, current.offsetHeight);
    measure();
    // Its text may wrap anew: the phone is turned, or the letters get larger.
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [row, onHeight]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above
    <div
      ref={element}
      class="virtual-row"
      role="listitem"
      aria-setsize={count}
      aria-posinset={row + 1}
      style={{ transform: `translateY(${top}px)` }}
      onFocusIn={() => onFocus(row)}
    >
      {children}
    </div>
  );
}
