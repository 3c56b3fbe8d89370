import { setTimeout as sleep } from "node:timers/promises";
import { lockDataDir } from "#infra/local/runtime/data-lock.ts";

/** Test files run side by side; one makes what all use, and the others wait. Answers how to let the next one in. */
export async function takeTurn(lockDir: string): Promise<() => void> {
  for (;;) {
    try {
      return lockDataDir(lockDir);
    } catch {
      await sleep(100);
    }
  }
}
