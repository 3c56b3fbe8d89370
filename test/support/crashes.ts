import type { Connection } from "#shared/platform/table/client.ts";

/** Where a process dies: at its n-th call to the outer world, before the call has its effect or after it. */
export interface Crash {
  readonly at: number;
  readonly effect: "lost" | "answer-lost";
}

/** What a dying process throws; nothing of the service may make anything of it. */
export class Crashed extends Error {}

let crash: Crash | undefined;
let steps = 0;
let isDead = false;

/** Every call to table or queue goes through here; after the crash none has an effect, as in a process that is gone. */
export async function stepThrough<T>(call: () => Promise<T>): Promise<T> {
  if (isDead) throw new Crashed("gone");
  steps += 1;
  const isLast = crash?.at === steps;
  if (isLast && crash?.effect === "lost") return die();
  if (!isLast) return await call();
  // Whatever the answer is, a refusal too: nobody hears it.
  await call().catch(() => undefined);
  return die();
}

function die(): never {
  isDead = true;
  throw new Crashed("gone");
}

/** Runs some work in a process that dies there. Answers how many calls it made, and whether it died of it. */
export async function runUntil(
  where: Crash | undefined,
  work: () => Promise<unknown>,
): Promise<{ steps: number; died: boolean }> {
  crash = where;
  steps = 0;
  isDead = false;
  try {
    await work();
  } catch (error) {
    if (!isDead) throw error;
  } finally {
    crash = undefined;
  }
  const outcome = { steps, died: isDead };
  isDead = false;
  return outcome;
}

/** A connection whose calls are steps at which a process may die. */
export function mortal(connection: Connection): Connection {
  const { client } = connection;
  const send = (command: unknown) => stepThrough(() => client.send(command as never) as Promise<unknown>);
  return { ...connection, client: { send } as unknown as Connection["client"] };
}
