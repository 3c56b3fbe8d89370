import { Stack, Validations } from "aws-cdk-lib";
import { flattenCfnReference } from "cdk-nag/lib/utils/flatten-cfn-reference.js";
import type { IConstruct } from "constructs";

/** Accepts one finding of cdk-nag on a construct, with the reason, beside what it is about. */
export function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  for (const [id, reason] of Object.entries(reasons)) Validations.of(construct).acknowledge({ id, reason });
}

/** Accepts a `*` in one resource of a construct's policies. The resource must not lie in another stack. */
export function acknowledgeWildcard(construct: IConstruct, resource: string, reason: string): void {
  const finding = flattenCfnReference(Stack.of(construct).resolve(resource));
  acknowledge(construct, { [`AwsSolutions-IAM5[Resource::${finding}]`]: reason });
}
