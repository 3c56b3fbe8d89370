import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag/lib/packs/aws-solutions.js";
import { ServerlessChecks } from "cdk-nag/lib/packs/serverless.js";

/** Fails synthesis on every finding of cdk-nag that is not acknowledged, with a reason, beside what it is about. */
export function checkRules(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
}
