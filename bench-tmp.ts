import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { startFixture, roleArn } from "./test/local/engines/fixture.ts";
import { DynamoDBClient, PutItemCommand, GetItemCommand, QueryCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
if (isMainThread) {
  const e = await startFixture();
  const ask = (w: Worker, m: unknown) => new Promise<any>((r) => { w.once("message", r); w.postMessage(m); });
  const w = new Worker(new URL(import.meta.url), { workerData: { credentials: e.credentialsFor(roleArn("all")), proxy: e.endpoint, direct: e.admin.dynamodb } });
  for (let round = 0; round < 4; round++) for (const op of ["put", "get", "tx3"]) for (const target of ["direct", "proxy"]) {
    const t = performance.now(); const cpu = process.threadCpuUsage();
    const n = 1500; const r = await ask(w, { op, target, n });
    const u = process.threadCpuUsage(cpu);
    if (round) console.log(op, target, Math.round(n / ((performance.now() - t) / 1000)), "rps; main thread cpu us/req", Math.round((u.user + u.system) / n), "client cpu", Math.round(r / n));
  }
  await w.terminate(); await e.close();
} else {
  const make = (endpoint: string) => new DynamoDBClient({ endpoint, region: "ap-southeast-3", credentials: workerData.credentials });
  const clients: any = { direct: make(workerData.direct), proxy: make(workerData.proxy) };
  let i = 0;
  const ops: Record<string, () => any> = {
    put: () => new PutItemCommand({ TableName: "main", Item: { pk: { S: "A#" + (i++ % 1000) }, sk: { S: "b" }, v: { S: "x".repeat(300) } } }),
    get: () => new GetItemCommand({ TableName: "main", Key: { pk: { S: "A#" + (i++ % 1000) }, sk: { S: "b" } } }),
    tx3: () => new TransactWriteItemsCommand({ TransactItems: [0, 1, 2].map(() => ({ Put: { TableName: "main", Item: { pk: { S: "B#" + i++ }, sk: { S: "b" }, v: { S: "x".repeat(300) } } } })) }),
  };
  parentPort!.on("message", async ({ op, target, n }) => {
    const cpu = process.threadCpuUsage(); let left = n;
    await Promise.all(Array.from({ length: 16 }, async () => { while (left-- > 0) await clients[target].send(ops[op]!()); }));
    const u = process.threadCpuUsage(cpu); parentPort!.postMessage(u.user + u.system);
  });
}
