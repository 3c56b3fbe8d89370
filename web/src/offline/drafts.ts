import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { keptDatabase } from "./kept.ts";

/** What is being typed in one field or form. */
export interface Draft<T> {
  readonly value: T;
  readonly change: (value: T) => void;
  /** Forgets it, once the write that came of it is in the outbox or has arrived. */
  readonly clear: () => void;
  /** False until what lay on the device was read; a change before that wins over it. */
  readonly isRead: boolean;
}

/**
 * Text that survives a lapsed session, a closed tab and an empty battery: every change is on the device before the next
 * one is typed. `name` says what is typed and to what it belongs (`plan/<part>/<result>`); `start` is what to begin from
 * where nothing was kept.
 */
export function useDraft<T>(name: string, start: T): Draft<T> {
  const [value, setValue] = useState(start);
  const [isRead, setRead] = useState(false);
  const isTouched = useRef(false);

  useEffect(() => {
    let isCurrent = true;
    isTouched.current = false;
    void readDraft<T>(name).then((kept) => {
      if (!isCurrent) return;
      if (kept !== undefined && !isTouched.current) setValue(() => kept);
      setRead(true);
    });
    return () => {
      isCurrent = false;
    };
  }, [name]);

  const change = useCallback(
    (next: T) => {
      isTouched.current = true;
      setValue(() => next);
      void keepDraft(name, next);
    },
    [name],
  );
  const clear = useCallback(() => void dropDraft(name), [name]);
  return { value, change, clear, isRead };
}

/** What the device keeps under a name. */
export async function readDraft<T>(name: string): Promise<T | undefined> {
  return (await (await keptDatabase()).get("drafts", name))?.value as T | undefined;
}

/** Keeps a value under a name, for what is not typed in a field: a file that waits to be sent. */
export async function keepDraft(name: string, value: unknown): Promise<void> {
  await (await keptDatabase()).put("drafts", { value, savedAt: new Date().toISOString() }, name);
}

export async function dropDraft(name: string): Promise<void> {
  await (await keptDatabase()).delete("drafts", name);
}
