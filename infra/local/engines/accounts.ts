import { randomUUID } from "node:crypto";
import type { Account, AccountStore } from "./contract.ts";
import { KeptLog } from "./kept-log.ts";

/** An account as it then was; without one, the name's account was removed. */
interface Change {
  readonly pool: string;
  readonly username: string;
  readonly account?: Account;
}

/** The user pools' accounts, kept as a log: an agency's whole roster is invited at once. */
export class KeptAccounts implements AccountStore {
  readonly #log: KeptLog<Change>;
  readonly #now: () => number;
  /** By pool and user name. */
  readonly #accounts = new Map<string, Map<string, Account>>();
  /** User names by whatever an account is found by: name, address and subject, in small letters. */
  readonly #names = new Map<string, string>();

  constructor(path: string, now: () => number) {
    this.#log = new KeptLog(path);
    this.#now = now;
    for (const change of this.#log.read()) this.#apply(change);
  }

  list(poolId: string): readonly Account[] {
    return [...(this.#accounts.get(poolId)?.values() ?? [])];
  }

  find(poolId: string, name: string): Account | undefined {
    const username = this.#names.get(nameKey(poolId, name));
    return username === undefined ? undefined : this.#accounts.get(poolId)?.get(username);
  }

  put(poolId: string, given: Pick<Account, "username" | "attributes"> & Partial<Account>): Account {
    const { username, attributes } = given;
    const known = this.#accounts.get(poolId)?.get(username);
    const subject = known?.subject ?? attributes["sub"] ?? randomUUID();
    const account = {
      isEnabled: true,
      status: "CONFIRMED" as const,
      createdAt: known?.createdAt ?? new Date(this.#now()).toISOString(),
      ...given,
      subject,
      attributes: { ...attributes, sub: subject },
    };
    this.replace(poolId, username, account);
    return account;
  }

  /** Stores an account in place of the one of that name; undefined removes it. */
  replace(poolId: string, username: string, account: Account | undefined): void {
    const change = { pool: poolId, username, ...(account === undefined ? {} : { account }) };
    this.#log.add(change);
    this.#apply(change);
  }

  close(): void {
    this.#log.close();
  }

  #apply({ pool, username, account }: Change): void {
    const accounts = this.#accounts.get(pool) ?? new Map<string, Account>();
    this.#accounts.set(pool, accounts);
    const former = accounts.get(username);
    for (const name of former === undefined ? [] : namesOf(former)) this.#names.delete(nameKey(pool, name));
    if (account === undefined) accounts.delete(username);
    else {
      accounts.set(username, account);
      for (const name of namesOf(account)) this.#names.set(nameKey(pool, name), username);
    }
  }
}

function namesOf({ username, subject, attributes }: Account): string[] {
  const email = attributes["email"];
  return email === undefined ? [username, subject] : [username, subject, email];
}

function nameKey(pool: string, name: string): string {
  return `${pool}\n${name.toLowerCase()}`;
}
