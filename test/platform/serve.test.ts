import { describe, expect, test } from "vitest";
import { useWorld } from "#test/support/world.ts";
import { notes, noteRoutes as routes } from "#test/support/notes.ts";

const world = useWorld([notes]);

test("x", async () => {
  const me = world.actor();
  const made = await world.call(routes.createNote, { as: me, body: { text: "a" } });
  expect(made).toMatchObject({ status: 201, body: { text: "a", version: 1 } });
  const m = await world.measure(() => world.call(routes.readNote, { as: me, params: { exportId: made.body.id } }));
  expect(m).toMatchObject({ requests: 1, units: 1 });
});
