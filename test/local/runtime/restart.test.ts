import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { lockDataDir } from "#infra/local/runtime/data-lock.ts";
import type { LocalCloud } from "#infra/local/runtime/local-cloud.ts";
import { fixtureAssembly, json, startAt, startFixture, timesDone } from "./fixture/fixture.ts";

let dataDir: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  await fixtureAssembly();
});
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "kinerja-data-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

async function startChild(): Promise<{ child: ChildProcess; url: string }> {
  const script = path.join(import.meta.dirname, "fixture/run-cloud.ts");
  const child = spawn(process.execPath, [script, await fixtureAssembly(), dataDir], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  children.push(child);
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  return { child, url: line.toString().trim() };
}

const put = (url: string, sk: string) =>
  fetch(`${url}/v1/things`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ put: { pk: `RELAY#${sk}`, sk } }),
  });

/** Writes in four lanes, kills the process once so many are acknowledged, while others are on their way; answers what was acknowledged. */
async function writeUntilKilled(
  { child, url }: Awaited<ReturnType<typeof startChild>>,
  round: number,
  enough: number,
): Promise<string[]> {
  const acknowledged: string[] = [];
  const writer = async (lane: number) => {
    for (let i = 0; ; i++) {
      const sk = `${round}-${lane}-${i}`;
      const response = await put(url, sk).catch(() => undefined);
      if (response === undefined) return;
      if (response.status === 200) acknowledged.push(sk);
      if (acknowledged.length === enough) child.kill("SIGKILL");
    }
  };
  await Promise.all([0, 1, 2, 3].map(writer));
  return acknowledged;
}

describe("a killed local cloud", () => {
  it("goes on where it was: nothing acknowledged is lost, everything is worked, the clock has not run back", async () => {
    const acknowledged: string[] = [];
    for (const [round, enough] of [5, 40].entries()) {
      const started = await startChild();
      acknowledged.push(...(await writeUntilKilled(started, round, enough)));
      const { child } = started;
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    }
    const cloud: LocalCloud = await startFixture({ dataDir, isHeld: false });
    try {
      expect(cloud.clock.now()).toBeGreaterThan(Date.parse(startAt));
      await cloud.settle();
      const counts = await Promise.all(acknowledged.map((sk) => timesDone(cloud, sk)));
      expect(acknowledged.filter((_sk, i) => counts[i] === 0)).toEqual([]);
    } finally {
      await cloud.close();
    }
  });

  it("remembers where its clock was moved to", async () => {
    const first = await startFixture({ dataDir });
    await first.moveTo(Date.parse("2027-06-01T00:00:00Z"));
    await first.close();
    const second = await startFixture({ dataDir });
    expect(new Date(second.clock.now()).toISOString()).toBe("2027-06-01T00:00:00.000Z");
    await second.close();
  });

  it("writes what functions print to a log per function, not to the terminal", async () => {
    const cloud = await startFixture({ dataDir });
    await put(cloud.url, "logged");
    await cloud.close();
    // The relay may have been asked for the write already, or not yet.
    const logs = readdirSync(path.join(dataDir, "logs"));
    expect(logs.filter((name) => name !== "fixture-relay-relay.ndjson")).toEqual([
      "fixture-service-service.ndjson",
    ]);
  });
});

describe("two local clouds", () => {
  it("on one data folder are refused in words, and the folder is free again after closing", async () => {
    const cloud = await startFixture({ dataDir });
    await expect(startFixture({ dataDir })).rejects.toThrow(`Another local cloud is running on ${dataDir}`);
    await cloud.close();
    lockDataDir(dataDir)();
  });
});
