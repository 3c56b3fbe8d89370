import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import { CfnCertificate } from "aws-cdk-lib/aws-certificatemanager";
import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import type { Stage } from "#infra/stages.ts";

/** What CloudFront accepts only from us-east-1: web ACL and certificate; and the budget, which belongs to no region. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { stage: Stage }) {
    super(scope, id, props);
    const { stage } = props;
    const webAcl = makeWebAcl(this, stage);
    new CfnOutput(this, "WebAclArn", { value: webAcl.attrArn });
    if (stage.domain !== undefined) {
      // CloudFormation waits here until the validation record stands in the domain's DNS (docs/deploy.md).
      const certificate = new CfnCertificate(this, "Certificate", {
        domainName: stage.domain.web,
        validationMethod: "DNS",
      });
      new CfnOutput(this, "CertificateArn", { value: certificate.ref });
    }
    makeBudget(this, stage);
  }
}

/** A whole office shares one address, so the limit is high: 20 requests a second over five minutes. */
const requestsPerAddress = 6_000;
const windowSeconds = 300;

function makeWebAcl(scope: Construct, stage: Stage): CfnWebACL {
  const rules = [
    managed("AWSManagedRulesAmazonIpReputationList"),
    managed("AWSManagedRulesKnownBadInputsRuleSet"),
    // Rosters and texts pass the 8 KB of this rule, and a plan may quote markup: both are checked and escaped by us.
    managed("AWSManagedRulesCommonRuleSet", [
      "SizeRestrictions_BODY",
      "CrossSiteScripting_BODY",
      "GenericRFI_BODY",
    ]),
    perAddress(),
  ];
  return new CfnWebACL(scope, "WebAcl", {
    name: `kinerja-${stage.name}`,
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    visibilityConfig: visibility(`kinerja-${stage.name}`),
    rules: rules.map((rule, priority) => ({ ...rule, priority })),
  });
}

type Rule = Omit<CfnWebACL.RuleProperty, "priority">;

function managed(name: string, onlyCount: readonly string[] = []): Rule {
  return {
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name,
        ruleActionOverrides: onlyCount.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: visibility(name),
  };
}

function perAddress(): Rule {
  const name = "PerAddress";
  return {
    name,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rateBasedStatement: {
        aggregateKeyType: "IP",
        limit: requestsPerAddress,
        evaluationWindowSec: windowSeconds,
      },
    },
    visibilityConfig: visibility(name),
  };
}

/** Counts only: sampled requests would keep people's addresses outside Jakarta. */
function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

function makeBudget(scope: Construct, stage: Stage): void {
  const warn = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
    notification: {
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      comparisonOperator: "GREATER_THAN",
    },
    subscribers: [{ subscriptionType: "EMAIL", address: stage.operatorMail }],
  });
  new CfnBudget(scope, "Budget", {
    budget: {
      budgetName: `kinerja-${stage.name}`,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: stage.monthlyBudgetDollars, unit: "USD" },
      costFilters: { TagKeyValue: [`user:stage$${stage.name}`] },
    },
    notificationsWithSubscribers: [warn("ACTUAL", 80), warn("FORECASTED", 100)],
  });
}
