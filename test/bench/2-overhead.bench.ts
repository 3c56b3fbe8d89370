import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { test } from "vitest";
import { implementation as plans } from "#functions/plans/handlers.ts";
import { overhead } from "#infra/tools/budgets.ts";
import { median, quantile } from "#infra/tools/figures.ts";
import { newId } from "#shared/platform/ids.ts";
import type { Connection } from "#shared/platform/table/client.ts";
import { drafted, readPlan, saveDraft } from "#test/support/hot-operations.ts";
import type { Work } from "#test/support/work.ts";
import { useWorld } from "#test/support/world.ts";
import { report } from "./report.ts";

type Input = ConstructorParameters<typeof QueryCommand>[0] & ConstructorParameters<typeof PutCommand>[0];

let lastInput: Input | undefined;

/** The connection as it is, which remembers what it was last asked. */
function remembering(connection: Connection): Connection {
  const { client } = connection;
  const send = (command: { input: Input }) => {
    lastInput = command.input;
    return client.send(command as never);
  };
  return { ...connection, client: Object.assign(Object.create(client), { send }) as typeof client };
}

const world = useWorld([plans], remembering);
const clients = 16;

/** An operation by the handler, and the very same call to the table without it. */
interface Pair {
  readonly whole: () => Promise<unknown>;
  readonly bare: () => Promise<unknown>;
}

async function openingMyPage(): Promise<Pair> {
  const work = await drafted(world);
  await readPlan(world, work);
  const input = asked();
  const whole = () => readPlan(world, rested(work));
  return { whole, bare: () => send(new QueryCommand(input)) };
}

/** Two people save the same drafts in turn, one through the handler and one without it. */
async function savingADraft(): Promise<Pair> {
  const [one, other] = [await drafted(world), await drafted(world)];
  const inputs: Input[] = [];
  let version = 1;
  return {
    whole: async () => {
      await saveDraft(world, rested(one), 1, version++);
      inputs.push(asked());
    },
    bare: async () => {
      const input = inputs.shift();
      if (input === undefined) throw new Error("nothing was saved");
      await send(new PutCommand(input));
    },
    ...{ translate: () => inputs.splice(0, inputs.length, ...inputs.map((each) => moved(each, one, other))) },
  };
}

/** The same person signed in anew, for one login may not ask so often. */
function rested(work: Work): Work {
  return { ...work, employee: { ...work.employee, login: newId("login", Date.now()) } };
}

function asked(): Input {
  if (lastInput === undefined) throw new Error("nothing was asked");
  return lastInput;
}

/** A call about one work as a call about another. */
function moved(input: Input, from: Work, to: Work): Input {
  const ids = (work: Work) => [work.agency, work.cycle.id, work.part.employeeId].map((id) => id.slice(4));
  const text = ids(from).reduce(
    (all, id, at) => all.replaceAll(id, ids(to)[at] ?? id),
    JSON.stringify(input),
  );
  return JSON.parse(text) as Input;
}

const send = (command: QueryCommand | PutCommand) => world.connection.client.send(command as never);

interface Sample {
  readonly milliseconds: number[];
  cpu: number;
}

async function sample(into: Sample, times: number, deed: () => Promise<unknown>, side = 1): Promise<void> {
  const before = process.cpuUsage();
  const one = async () => {
    for (let n = 0; n < times; n++) {
      const start = performance.now();
      await deed();
      into.milliseconds.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: side }, one));
  const { user, system } = process.cpuUsage(before);
  into.cpu += user + system;
}

const empty = (): Sample => ({ milliseconds: [], cpu: 0 });

async function compare(
  pair: Pair & { translate?: () => unknown },
  side: number,
  rounds: number,
  times: number,
) {
  const [whole, bare] = [empty(), empty()];
  for (const warm of [true, false]) {
    for (let round = 0; round < (warm ? 2 : rounds); round++) {
      await sample(warm ? empty() : whole, times, pair.whole, side);
      pair.translate?.();
      await sample(warm ? empty() : bare, times, pair.bare, side);
    }
  }
  return {
    cpu: whole.cpu / bare.cpu,
    p50: median(whole.milliseconds) / median(bare.milliseconds),
    p99: quantile(whole.milliseconds, 0.99) / quantile(bare.milliseconds, 0.99),
    milliseconds: median(whole.milliseconds),
  };
}

test("a handler's whole path against its bare calls", async () => {
  const pairs = [
    ["open my page", openingMyPage],
    ["save a draft", savingADraft],
  ] as const;
  for (const [name, make] of pairs) {
    const { cpu, p50, milliseconds } = await compare(await make(), 1, 15, 60);
    const note = `${milliseconds.toFixed(2)} ms with the handler`;
    report({ what: `handler overhead, ${name}, CPU`, measured: cpu, unit: "×", most: overhead.cpu });
    report({ what: `handler overhead, ${name}, p50`, measured: p50, unit: "×", most: overhead.p50, note });
  }
  const { p99 } = await compare(await openingMyPage(), clients, 9, 30);
  report({
    what: `handler overhead, open my page, p99 at ${clients} clients`,
    measured: p99,
    unit: "×",
    most: overhead.p99,
  });
});
