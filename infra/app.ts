import { App } from "aws-cdk-lib";
import { routes } from "#shared/routes.ts";
import { featureFlags } from "./feature-flags.ts";
import { defineService } from "./service.ts";
import { stageNamed } from "./stages.ts";

const app = new App({ context: featureFlags });
const stage = stageNamed(app.node.tryGetContext("stage") ?? "dev");
// The local cloud knows its address only when it starts, and its mail service grants any rate:
// `--context publicUrl=http://localhost:3000 --context mailPerSecond=1000`.
const publicUrl: string = app.node.tryGetContext("publicUrl") ?? stage.publicUrl;
const perSecond = Number(app.node.tryGetContext("mailPerSecond") ?? stage.mail.perSecond);
const mail = { ...stage.mail, perSecond };

defineService(app, { stage: { ...stage, publicUrl, mail }, routes, bundles: "dist/functions" });

// `cdk synth --no-validation` sets this, and so does the local cloud: the checks take three times as long as the rest.
if (process.env["CDK_VALIDATION"] !== "false") {
  const { checkRules } = await import("./check-rules.ts");
  checkRules(app);
}
