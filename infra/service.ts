import { type App, Tags } from "aws-cdk-lib";
import type { RouteDefinition } from "#shared/platform/route.ts";
import { deployedFunctions } from "./functions.ts";
import { AlarmsStack } from "./stacks/alarms.ts";
import { ApiStack } from "./stacks/api.ts";
import { AsyncStack } from "./stacks/async.ts";
import { DataStack } from "./stacks/data.ts";
import { EdgeStack } from "./stacks/edge.ts";
import { IdentityStack } from "./stacks/identity.ts";
import { WebStack } from "./stacks/web.ts";
import { edgeRegion, homeRegion, type Stage } from "./stages.ts";

/** The route table, as `shared/routes.ts` has it: areas, and in each its routes by name. */
export type RoutesByArea = Readonly<Record<string, Readonly<Record<string, RouteDefinition>>>>;

export interface ServiceProps {
  readonly stage: Stage;
  readonly routes: RoutesByArea;
  /** Where `node infra/bundle.ts` left the functions' bundles. */
  readonly bundles: string;
}

/**
 * Every stack of one stage: data → identity → async → api → web → alarms, each referring only to those before it.
 * The edge stands apart in another region; its outputs come back as stage data, so that no reference crosses regions.
 */
export function defineService(app: App, { stage, routes, bundles }: ServiceProps) {
  const named = (name: string) => `kinerja-${stage.name}-${name}`;
  // No account: it is that of whoever deploys, and synthesis needs none.
  const home = { env: { region: homeRegion }, stage, terminationProtection: stage.keepsData };

  const data = new DataStack(app, named("data"), home);
  const identity = new IdentityStack(app, named("identity"), home);
  const async = new AsyncStack(app, named("async"), {
    ...home,
    bundles,
    resources: {
      stage,
      table: { name: data.table.tableName, arn: data.table.tableArn, streamArn: data.streamArn },
      uploads: data.uploads,
      exports: data.exports,
      evidence: data.evidence,
      secrets: identity.secrets,
      signIn: identity.signIn,
    },
  });
  const api = new ApiStack(app, named("api"), { ...home, bundles, routes, resources: async.resources });
  const web = new WebStack(app, named("web"), {
    ...home,
    apiHost: api.host,
    originKey: identity.secrets.originKey,
    takesUploads: [data.uploads, data.evidence],
  });
  const alarms = new AlarmsStack(app, named("alarms"), {
    ...home,
    functions: deployedFunctions(Object.keys(routes)),
    table: data.table,
    apiId: api.api.apiId,
  });
  const edge = new EdgeStack(app, named("edge"), { ...home, env: { region: edgeRegion } });

  Tags.of(app).add("service", "kinerja");
  Tags.of(app).add("stage", stage.name);
  return { data, identity, async, api, web, alarms, edge };
}
