import { placeAnswer } from "../data/arrivals.ts";
import { api } from "../data/client.ts";
import { askAhead } from "../data/inbox.ts";
import { queries, read, refresh } from "../data/queries.ts";
import { bringFile, type FilePlace } from "../offline/bring-file.ts";
import { isReachable } from "../offline/connection.ts";
import { Outbox } from "../offline/outbox.ts";
import { type SessionState, session } from "../session/session.ts";

/** The writes of this device. */
export const outbox = new Outbox({
  api,
  refresh,
  bring: (sending, place) => bringFile(api, sending, place as FilePlace),
});

outbox.arrival.watch(placeAnswer);

// What failed for want of a network says that it is tried again once there is one; what is old is read anew with it.
isReachable.watch((isBack) => {
  if (isBack) void queries.refetchQueries({ type: "active", stale: true });
});

let isAskedAhead = false;

// The answer to a session says who it is for: nobody asks again. It may have come before this file.
keepMe(session.state.get());
session.state.watch(keepMe);

function keepMe(state: SessionState): void {
  if (state.kind !== "signed-in") return;
  queries.setQueryData(read("identity", "readMe").queryKey, state.me);
  // Once: later the pages themselves know when to ask anew, and they say what did not come.
  if (!isAskedAhead) void askAhead(state.me).catch(() => undefined);
  isAskedAhead = true;
}
