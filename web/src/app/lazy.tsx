import type { ComponentType, VNode } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { Unreachable } from "../offline/unreachable.ts";
import { PageFailed } from "./failure.tsx";
import { PageWaits } from "./waiting.tsx";

type Page = ComponentType<Record<never, never>>;

export type LazyPage = Page & {
  /** Fetches the code before the page is shown. */
  readonly fetchAhead: () => void;
};

/** A page whose code is loaded when it is first shown; the pages of one module make one file. */
export function lazyPage(load: () => Promise<Page>): LazyPage {
  let loaded: Page | undefined;
  const fetched = async () => {
    loaded = await load();
    return loaded;
  };
  function Waiting(): VNode {
    const [Loaded, setLoaded] = useState<Page | undefined>(() => loaded);
    const [failure, setFailure] = useState<unknown>();
    const [attempt, setAttempt] = useState(0);
    // An ordinary effect would wait until something is painted.
    useLayoutEffect(() => {
      let isCurrent = true;
      fetched().then(
        (page) => isCurrent && setLoaded(() => page),
        // The code did not come; what is wrong within it shows when it is drawn.
        (error: unknown) => isCurrent && setFailure(new Unreachable(error)),
      );
      return () => {
        isCurrent = false;
      };
    }, [attempt]);
    if (Loaded !== undefined) return <Loaded />;
    if (failure === undefined) return <PageWaits />;
    const again = () => {
      setFailure(undefined);
      setAttempt(attempt + 1);
    };
    return <PageFailed error={failure} again={again} />;
  }
  // Where it did not come, that is said when the page is shown: then it is tried again.
  return Object.assign(Waiting, { fetchAhead: () => void fetched().catch(() => undefined) });
}
