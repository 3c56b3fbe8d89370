import { randomUUID } from "node:crypto";
import type { Account, AccountStore } from "./contract.ts";
import { KeptFile } from "./kept-file.ts";

type Pools = Readonly<Record<string, readonly Account[]>>;

/** The user pools' accounts, kept in one file. */
export class KeptAccounts implements AccountStore {
  readonly #kept: KeptFile<Pools>;
  readonly #now: () => number;

  constructor(path: string, now: () => number) {
    this.#kept = new KeptFile<Pools>(path, {});
    this.#now = now;
  }

  list(poolId: string): readonly Account[] {
    return this.#kept.value[poolId] ?? [];
  }

  find(poolId: string, name: string): Account | undefined {
    const wanted = name.toLowerCase();
    return this.list(poolId).find(({ username, subject, attributes }) =>
      [username, subject, attributes["email"]].some((one) => one?.toLowerCase() === wanted),
    );
  }

  put(poolId: string, { username, attributes }: Pick<Account, "username" | "attributes">): Account {
    const known = this.list(poolId).find((account) => account.username === username);
    const subject = known?.subject ?? attributes["sub"] ?? randomUUID();
    const createdAt = known?.createdAt ?? new Date(this.#now()).toISOString();
    const account = {
      username,
      subject,
      attributes: { ...attributes, sub: subject },
      isEnabled: true,
      createdAt,
    };
    this.replace(poolId, username, account);
    return account;
  }

  /** Stores an account in place of the one of that name; undefined removes it. */
  replace(poolId: string, username: string, account: Account | undefined): void {
    const others = this.list(poolId).filter((one) => one.username !== username);
    this.#kept.set({ ...this.#kept.value, [poolId]: account === undefined ? others : [...others, account] });
  }
}
