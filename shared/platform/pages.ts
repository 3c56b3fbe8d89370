import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { AppError } from "./errors.ts";
import type { Page, PageRequest, Position } from "./table/query.ts";

/** The query parameters of every list. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});

/** The body of every list: `next` is the cursor of the following page, absent on the last. */
export function pageModel<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().optional() });
}

const macLength = 22;

/**
 * Cursors are opaque and signed, and hold only for the route, the agency and the caller they were made for, so that
 * one of another agency's says nothing and opens nothing.
 */
export class Cursors {
  readonly #key: string;
  readonly #scope: string;

  constructor(key: string, scope: { route: string; agency: string; member: string }) {
    this.#key = key;
    this.#scope = `${scope.route}\n${scope.agency}\n${scope.member}`;
  }

  write(position: Position): string {
    const body = Buffer.from(JSON.stringify(position)).toString("base64url");
    return this.#mac(body) + body;
  }

  /** Throws `cursor.invalid` for anything that was not made here. */
  read(cursor: string): Position {
    const mac = Buffer.from(cursor.slice(0, macLength));
    const body = cursor.slice(macLength);
    const expected = Buffer.from(this.#mac(body));
    if (mac.length !== expected.length || !timingSafeEqual(mac, expected))
      throw new AppError("cursor.invalid");
    return JSON.parse(Buffer.from(body, "base64url").toString()) as Position;
  }

  /** The page that a list's query asks for. */
  page(query: { limit: number; cursor?: string | undefined }): PageRequest {
    return query.cursor === undefined
      ? { limit: query.limit }
      : { limit: query.limit, after: this.read(query.cursor) };
  }

  /** A page as the body of a list. */
  answer<T>(page: Page<T>): { items: T[]; next?: string } {
    const items = [...page.items];
    return page.next === undefined ? { items } : { items, next: this.write(page.next) };
  }

  #mac(body: string): string {
    const mac = createHmac("sha256", this.#key).update(this.#scope).update("\n").update(body);
    return mac.digest("base64url").slice(0, macLength);
  }
}
