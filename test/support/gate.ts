import type { Connection } from "#shared/platform/table/client.ts";

/** What a killed process would have done next: nothing. */
export class Killed extends Error {
  constructor() {
    super("the process was killed");
    this.name = "Killed";
  }
}

/**
 * Every call that leaves the process goes through here: to the table, to objects, to queues. `kill(n)` lets n of them
 * happen and none after, as if the process had died between two awaits; `revive` begins a new one.
 */
export class Gate {
  passed = 0;
  #left = Number.POSITIVE_INFINITY;
  #hook: { command: string; left: number; work: () => Promise<void> } | undefined;

  kill(after: number): void {
    this.revive();
    this.#left = after;
  }

  /** Somebody else is quicker: `work` is done before the n-th call of this command. */
  before(command: string, n: number, work: () => Promise<void>): void {
    this.revive();
    this.#hook = { command, left: n, work };
  }

  revive(): void {
    this.passed = 0;
    this.#left = Number.POSITIVE_INFINITY;
    this.#hook = undefined;
  }

  async pass<T>(call: () => Promise<T>, command = ""): Promise<T> {
    if (this.passed >= this.#left) throw new Killed();
    this.passed += 1;
    if (this.#hook?.command === command && --this.#hook.left === 0) {
      const { work } = this.#hook;
      this.#hook = undefined;
      await work();
    }
    return await call();
  }

  /** The same connection through this gate. */
  through(connection: Connection): Connection {
    const { client } = connection;
    const guarded = new Proxy(client, {
      get: (target, name) =>
        name === "send"
          ? (command: Parameters<typeof client.send>[0]) =>
              this.pass(
                () => target.send(command) as Promise<object>,
                command.constructor.name.replace("Command", ""),
              )
          : Reflect.get(target, name),
    });
    return { ...connection, client: guarded };
  }
}

export const gate = new Gate();
