import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { clientsOf, startFixture } from "./fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "kinerja-kill-"));

function isRunning(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8") !== "";
  } catch {
    return false;
  }
}

test("a killed runner takes its engine along and loses nothing that was acknowledged", async () => {
  const script = fileURLToPath(new URL("./write-until-killed.ts", import.meta.url));
  const runner = spawn(process.execPath, [script, folder], { stdio: ["ignore", "pipe", "inherit"] });
  const acknowledged: string[] = [];
  let enginePid = 0;
  for await (const line of createInterface(runner.stdout)) {
    const [word, value = ""] = line.split(" ");
    if (word === "engine") enginePid = Number(value);
    else acknowledged.push(value);
    if (acknowledged.length === 30) runner.kill("SIGKILL");
  }
  if (runner.exitCode === null && runner.signalCode === null) await once(runner, "exit");
  expect(enginePid).toBeGreaterThan(0);
  await expect.poll(() => isRunning(enginePid)).toBe(false);

  const engines = await startFixture({ dataDir: folder });
  try {
    const { dynamodb } = clientsOf(engines);
    const messages = engines.peekQueue("work").ready.map(({ body }) => body);
    const mails = engines.mail.list().map(({ subject }) => subject);
    for (const name of acknowledged) {
      const Key = { pk: { S: name }, sk: { S: "x" } };
      expect((await dynamodb.send(new GetItemCommand({ TableName: "main", Key }))).Item).toBeDefined();
    }
    expect(messages).toEqual(expect.arrayContaining(acknowledged));
    expect(mails).toEqual(expect.arrayContaining(acknowledged));
  } finally {
    await engines.close();
    rmSync(folder, { recursive: true });
  }
}, 20_000);
