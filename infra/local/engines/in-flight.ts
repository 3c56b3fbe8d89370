import { AwsError } from "./aws-error.ts";
import { cancelled } from "./faults.ts";

interface Flight {
  writes: number;
  transactions: number;
}

const ongoing = "Transaction is ongoing for the item";

/**
 * The item writes that are on their way, so that overlapping ones conflict as DynamoDB's do: a transaction with
 * anything on one of its items, a single write with a transaction on its item. Two single writes merely queue.
 * BatchWriteItem neither conflicts nor queues here.
 */
export class InFlight {
  readonly #flights = new Map<string, Flight>();

  /** Throws the conflict, or marks the items and answers the function that releases them. */
  begin(items: readonly string[], kind: "write" | "transaction" | "transactional read"): () => void {
    const isBusy = (item: string) => {
      const flight = this.#flights.get(item);
      return (
        flight !== undefined &&
        (kind === "write" ? flight.transactions > 0 : flight.writes + flight.transactions > 0)
      );
    };
    const busy = items.map(isBusy);
    if (busy.includes(true)) {
      if (kind === "write") throw new AwsError(400, "TransactionConflictException", ongoing);
      throw cancelled(
        busy.map((conflicts) =>
          conflicts ? { Code: "TransactionConflict", Message: ongoing } : { Code: "None" },
        ),
      );
    }
    if (kind === "transactional read") return () => undefined;
    const member = kind === "write" ? "writes" : "transactions";
    for (const item of items) this.#change(item, member, 1);
    return () => {
      for (const item of items) this.#change(item, member, -1);
    };
  }

  #change(item: string, member: keyof Flight, by: 1 | -1): void {
    const flight = this.#flights.get(item) ?? { writes: 0, transactions: 0 };
    flight[member] += by;
    if (flight.writes + flight.transactions === 0) this.#flights.delete(item);
    else this.#flights.set(item, flight);
  }
}
