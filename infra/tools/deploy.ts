import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { webFiles } from "#infra/build-web.ts";
import { homeRegion, missingForDeployment, type Stage, stageNamed } from "#infra/stages.ts";
import { publishWeb } from "./publish-web.ts";

const outputsFile = "dist/outputs.json";

/** Deploys the stacks of a stage and publishes the web files; with `--edge` only the stack in us-east-1. */
async function deploy(stage: Stage, onlyEdge: boolean): Promise<void> {
  const stack = (name: string) => `kinerja-${stage.name}-${name}`;
  if (onlyEdge) {
    runCdk(stage, [stack("edge")]);
    return;
  }
  const missing = missingForDeployment(stage);
  if (missing.length > 0) {
    throw new Error(
      `infra/stages.ts lacks, for ${stage.name}:\n- ${missing.join("\n- ")}\nSee docs/deploy.md.`,
    );
  }
  runCdk(stage, ["data", "identity", "async", "api", "web", "alarms"].map(stack));
  const published = await publishWeb({
    folder: webFiles,
    bucket: webBucket(stack("web")),
    region: homeRegion,
  });
  console.log(`Published ${published} files.`);
}

/** The CDK asks before it widens permissions (`requireApproval` in cdk.json). Throws when it fails. */
function runCdk(stage: Stage, stacks: readonly string[]): void {
  const options = ["--context", `stage=${stage.name}`, "--outputs-file", outputsFile];
  const { status } = spawnSync("cdk", ["deploy", ...stacks, ...options], { stdio: "inherit" });
  if (status !== 0) throw new Error(`cdk deploy ended with ${status ?? "a signal"}; what is above says why`);
}

function webBucket(webStack: string): string {
  const outputs = JSON.parse(readFileSync(outputsFile, "utf8")) as Record<string, Record<string, string>>;
  const bucket = outputs[webStack]?.["WebBucket"];
  if (bucket === undefined) throw new Error(`${outputsFile} has no WebBucket of ${webStack}`);
  return bucket;
}

const { values } = parseArgs({ options: { stage: { type: "string" }, edge: { type: "boolean" } } });
if (values.stage === undefined) throw new Error("Usage: npm run deploy -- --stage dev|prod [--edge]");
await deploy(stageNamed(values.stage), values.edge === true);
