import { setTimeout as sleep } from "node:timers/promises";
import { lockDataDir } from "./runtime/data-lock.ts";

/** Processes run side by side; one makes what all use, and the others wait. Answers how to let the next one in. */
export async function takeTurn(lockDir: string): Promise<() => void> {
  for (;;) {
    try {
      return lockDataDir(lockDir);
    } catch {
      await sleep(100);
    }
  }
}
