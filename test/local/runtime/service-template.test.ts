import { describe, expect, it } from "vitest";
import { startLocalCloud } from "#infra/local/runtime/local-cloud.ts";
import { stages } from "#infra/stages.ts";
import { fixtureRoutes } from "#test/infra/fixture-routes.ts";
import { synthesize } from "#test/infra/synthesized.ts";
import { request } from "./fixture/fixture.ts";

describe.each(Object.values(stages))("the service's own template, stage $name", (stage) => {
  it("holds nothing that the local cloud does not know, and runs", async () => {
    const { assembly } = synthesize(stage, fixtureRoutes(20));
    const cloud = await startLocalCloud({ assembly: assembly.directory, isHeld: true });
    try {
      expect((await request(cloud, "/v1/nowhere")).status).toBe(404);
      expect(cloud.clockState().schedules).toHaveLength(1);
      expect(cloud.queues().some(({ deadLettersOf }) => deadLettersOf !== undefined)).toBe(true);
    } finally {
      await cloud.close();
    }
  });
});
