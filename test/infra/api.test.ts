import { describe, expect, test } from "vitest";
import { stages } from "#infra/stages.ts";
import { type RouteDefinition, routeKey } from "#shared/platform/route.ts";
import { routes } from "#shared/routes.ts";
import { fixtureRoutes } from "./fixture-routes.ts";
import { finishedProd, ofType, synthesize, theOnly } from "./synthesized.ts";

const tables: [string, Readonly<Record<string, Readonly<Record<string, RouteDefinition>>>>][] = [
  ["the real table", routes],
  ["a table of 200", fixtureRoutes(200)],
];

describe.each(tables)("the routes of %s", (_, table) => {
  const { api } = synthesize(stages.dev, table).templates;
  const authorizers = ofType(api, "AWS::ApiGatewayV2::Authorizer");
  const inTemplate = ofType(api, "AWS::ApiGatewayV2::Route").map(([, { Properties }]) => Properties);
  const definitions = Object.entries(table).flatMap(([area, byName]) =>
    Object.values(byName).map((definition) => ({ area, definition })),
  );

  test("are exactly those of the template: none forgotten, none besides", () => {
    const expected = definitions.map(({ definition }) => routeKey(definition));
    expect(inTemplate.map(({ RouteKey }) => RouteKey).sort()).toEqual(expected.sort());
  });

  test("are asked for as their access says: open, by a verdict of at most 60 s, or anew each time", () => {
    const gateOf = ({ AuthorizationType, AuthorizerId }: Readonly<Record<string, { Ref: string }>>) => {
      if (String(AuthorizationType) === "NONE") return "open";
      return authorizers.find(([id]) => id === AuthorizerId?.Ref)?.[1].Properties["Name"];
    };
    for (const { definition } of definitions) {
      const found = inTemplate.find(({ RouteKey }) => RouteKey === routeKey(definition)) ?? {};
      const { access } = definition;
      const expected = access.kind === "open" ? "open" : access.fresh ? "fresh" : "cached";
      expect(gateOf(found), routeKey(definition)).toBe(expected);
    }
  });

  test("share one integration and one permission per area", () => {
    const areas = Object.keys(table).length;
    expect(ofType(api, "AWS::ApiGatewayV2::Integration")).toHaveLength(areas);
    expect(new Set(inTemplate.map(({ Target }) => JSON.stringify(Target))).size).toBe(areas);
    expect(ofType(api, "AWS::Lambda::Permission")).toHaveLength(areas + authorizers.length);
  });

  test("stay below API Gateway's 300", () => {
    expect(inTemplate.length).toBeLessThan(250);
  });
});

const { api: dev } = synthesize(stages.dev, fixtureRoutes(10)).templates;
const { api: prod } = synthesize(finishedProd, fixtureRoutes(10)).templates;

test("both authorizers read the Authorization header and answer yes or no; one is asked anew each time", () => {
  const found = ofType(dev, "AWS::ApiGatewayV2::Authorizer").map(([, { Properties }]) => Properties);
  for (const properties of found) {
    expect(properties).toMatchObject({
      AuthorizerType: "REQUEST",
      AuthorizerPayloadFormatVersion: "2.0",
      EnableSimpleResponses: true,
      IdentitySource: ["$request.header.Authorization"],
    });
  }
  const seconds = Object.fromEntries(
    found.map((each) => [each["Name"], each["AuthorizerResultTtlInSeconds"]]),
  );
  expect(seconds).toEqual({ cached: 60, fresh: 0 });
});

test("the access log holds nothing about a person: no address, agent, path or token", () => {
  const { AccessLogSettings } = theOnly(prod, "AWS::ApiGatewayV2::Stage").Properties;
  const format: string = AccessLogSettings.Format;
  expect(Object.keys(JSON.parse(format))).toContain("routeKey");
  expect(format).not.toMatch(
    /sourceIp|userAgent|context\.path|authorizer\.(?!latency)|identity|domainName|query/,
  );
});

test("the API is throttled by stage", () => {
  const { DefaultRouteSettings } = theOnly(prod, "AWS::ApiGatewayV2::Stage").Properties;
  expect(DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 2500, ThrottlingBurstLimit: 1250 });
});

test("in prod the API has its own host name and no second door", () => {
  expect(theOnly(prod, "AWS::ApiGatewayV2::Api").Properties["DisableExecuteApiEndpoint"]).toBe(true);
  expect(theOnly(prod, "AWS::ApiGatewayV2::DomainName").Properties).toMatchObject({
    DomainName: "api.kinerja.go.id",
    DomainNameConfigurations: [{ EndpointType: "REGIONAL", SecurityPolicy: "TLS_1_2" }],
  });
});

test("no CORS: web app and API have one origin", () => {
  expect(theOnly(prod, "AWS::ApiGatewayV2::Api").Properties["CorsConfiguration"]).toBeUndefined();
});

test("every function runs Node 24 on arm64, logs to a group of its own that forgets, and ends before the gateway does", () => {
  const groups = ofType(prod, "AWS::Logs::LogGroup");
  for (const [id, { Properties }] of ofType(prod, "AWS::Lambda::Function")) {
    expect(Properties, id).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "index.handler",
    });
    const group = groups.find(([groupId]) => groupId === Properties["LoggingConfig"].LogGroup.Ref);
    expect(group?.[1].Properties["RetentionInDays"], id).toBe(90);
    expect(Properties["Timeout"], id).toBeLessThan(30);
  }
});
