import { App } from "aws-cdk-lib";
import { routes } from "#shared/routes.ts";
import { checkRules } from "./check-rules.ts";
import { defineService } from "./service.ts";
import { stageNamed } from "./stages.ts";

const app = new App();
const stage = stageNamed(app.node.tryGetContext("stage") ?? "dev");
// The local cloud knows its address only when it starts.
const publicUrl: string = app.node.tryGetContext("publicUrl") ?? stage.publicUrl;

defineService(app, { stage: { ...stage, publicUrl }, routes, bundles: "dist/functions" });
checkRules(app);
