import { placeAnswer } from "../data/arrivals.ts";
import { api } from "../data/client.ts";
import { refresh } from "../data/queries.ts";
import { Outbox } from "../offline/outbox.ts";

/** The writes of this device. */
export const outbox = new Outbox({ api, refresh });

outbox.arrival.watch(placeAnswer);
