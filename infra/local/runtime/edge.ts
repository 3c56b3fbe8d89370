import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { mediaTypeOf } from "../../media-types.ts";
import type { Deployment } from "./deployment.ts";
import { wildcard } from "./event-pattern.ts";
import type { Gateway } from "./gateway.ts";
import { decodePath, type GatewayRequest, type GatewayResponse } from "./gateway-events.ts";

/** What stands behind the distribution here. */
export interface EdgeDeps {
  deployment: Deployment;
  gateways: readonly Gateway[];
  /** The built web app, which a deployment copies to the web bucket; undefined: there is none yet. */
  webDir: string | undefined;
  /** Public addresses of AWS and what stands for them here, so that the page's policy lets it reach them. */
  standIns: Readonly<Record<string, string>>;
}

interface Behaviour {
  pattern: RegExp;
  originId: string;
  methods: readonly string[];
  rewrite: ((request: GatewayRequest) => GatewayRequest | GatewayResponse) | undefined;
  responseHeaders: readonly HeaderRule[];
  isCompressing: boolean;
}

interface HeaderRule {
  name: string;
  value: string;
  isOverriding: boolean;
}

type Origin = (request: GatewayRequest) => Promise<GatewayResponse>;

interface DistributionConfig {
  Enabled: boolean;
  DefaultRootObject?: string;
  DefaultCacheBehavior: CacheBehaviour;
  CacheBehaviors?: (CacheBehaviour & { PathPattern: string })[];
  Origins: OriginConfig[];
}

interface CacheBehaviour {
  TargetOriginId: string;
  AllowedMethods?: string[];
  FunctionAssociations?: { EventType: string; FunctionARN: string }[];
  ResponseHeadersPolicyId?: string;
  CachePolicyId?: string;
  Compress?: boolean;
}

interface OriginConfig {
  Id: string;
  DomainName: string;
  OriginPath?: string;
  OriginCustomHeaders?: { HeaderName: string; HeaderValue: string }[];
}

/** The template's CloudFront distribution: behaviours by path, origins, its function, its response headers. */
export class Edge {
  readonly #deps: EdgeDeps;
  readonly #behaviours: readonly Behaviour[];
  readonly #origins: ReadonlyMap<string, Origin>;
  readonly #rootObject: string;

  /** `config` is the resolved `DistributionConfig`, dynamic references replaced. */
  constructor(config: unknown, deps: EdgeDeps) {
    const {
      DefaultRootObject,
      DefaultCacheBehavior,
      CacheBehaviors = [],
      Origins,
    } = config as DistributionConfig;
    this.#deps = deps;
    this.#rootObject = DefaultRootObject ?? "";
    this.#origins = new Map(Origins.map((origin) => [origin.Id, this.#origin(origin)]));
    this.#behaviours = [...CacheBehaviors, { ...DefaultCacheBehavior, PathPattern: "*" }].map((behaviour) =>
      this.#behaviour(behaviour),
    );
  }

  /** Answers one request of a browser. */
  async handle(request: GatewayRequest): Promise<GatewayResponse> {
    const behaviour = this.#behaviours.find(({ pattern }) => pattern.test(request.rawPath));
    if (behaviour === undefined || !behaviour.methods.includes(request.method)) return methodRefused;
    const isRoot = request.rawPath === "/" && this.#rootObject !== "";
    const asked = isRoot ? { ...request, rawPath: `/${this.#rootObject}` } : request;
    const rewritten = behaviour.rewrite?.(asked) ?? asked;
    const response =
      "statusCode" in rewritten ? rewritten : await this.#origins.get(behaviour.originId)?.(rewritten);
    const whole = withHeaders(response ?? methodRefused, behaviour.responseHeaders);
    return behaviour.isCompressing ? compressed(whole, request.headers["accept-encoding"]) : whole;
  }

  #behaviour(config: CacheBehaviour & { PathPattern: string }): Behaviour {
    const viewerRequest = config.FunctionAssociations?.find(
      ({ EventType }) => EventType === "viewer-request",
    );
    return {
      pattern: wildcard(config.PathPattern.replace(/^(?![/*])/, "/"), true),
      originId: config.TargetOriginId,
      methods: config.AllowedMethods ?? ["GET", "HEAD"],
      rewrite: viewerRequest === undefined ? undefined : this.#edgeFunction(viewerRequest.FunctionARN),
      responseHeaders: this.#headersOf(config.ResponseHeadersPolicyId),
      // A policy that forbids caching forbids compressing too.
      isCompressing: config.Compress === true && config.CachePolicyId === cachingOptimized,
    };
  }

  #origin({ DomainName, OriginCustomHeaders = [], OriginPath = "" }: OriginConfig): Origin {
    const custom = Object.fromEntries(
      OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [HeaderName.toLowerCase(), HeaderValue]),
    );
    const gateway = this.#deps.gateways.find((each) => each.hostNames().includes(DomainName));
    if (gateway !== undefined) {
      return (request) =>
        gateway.handle(
          asOriginSees({ ...request, rawPath: OriginPath + request.rawPath }, DomainName, custom),
        );
    }
    const bucket = this.#deps.deployment
      .resources("AWS::S3::Bucket")
      .find(({ identity }) => Object.values(identity.attributes).includes(DomainName));
    if (bucket !== undefined) return (request) => this.#file(request.rawPath);
    throw new Error(`Origin ${DomainName} is neither an API nor a bucket of the template.`);
  }

  /** A file of the web bucket. A private bucket answers 403 for what it does not have. */
  async #file(rawPath: string): Promise<GatewayResponse> {
    const { webDir } = this.#deps;
    if (webDir === undefined) return noWebApp;
    // Normalized while absolute, so that no `..` is left to climb with.
    const file = path.join(webDir, path.normalize(decodePath(rawPath)));
    try {
      return { statusCode: 200, headers: fileHeaders(file), body: await readFile(file) };
    } catch {
      return objectRefused;
    }
  }

  /** Runs the distribution's own function, as deployed, in a context of its own. */
  #edgeFunction(arn: string): NonNullable<Behaviour["rewrite"]> {
    const resource = this.#deps.deployment.find("AWS::CloudFront::Function", arn);
    if (resource === undefined) throw new Error(`No CloudFront function ${arn} in the template.`);
    const code = `${String(resource.properties["FunctionCode"])}\nhandler`;
    const handler = runInNewContext(code, {}) as (event: unknown) => EdgeResult;
    return (request) => {
      const result = handler(edgeEvent(request));
      if (!("statusCode" in result)) return { ...request, rawPath: result.uri };
      const headers = Object.entries(result.headers ?? {}).map(([name, { value }]) => [name, value]);
      return {
        statusCode: result.statusCode,
        headers: Object.fromEntries(headers),
        body: result.body?.data ?? "",
      };
    };
  }

  #headersOf(policyId: string | undefined): HeaderRule[] {
    if (policyId === undefined) return [];
    const policy = this.#deps.deployment.find("AWS::CloudFront::ResponseHeadersPolicy", policyId);
    if (policy === undefined) throw new Error(`No response headers policy ${policyId} in the template.`);
    const rules = readHeaderRules(policy.properties["ResponseHeadersPolicyConfig"]);
    return rules.map((rule) => (rule.name === "content-security-policy" ? this.#localPolicy(rule) : rule));
  }

  /** The policy names addresses of AWS; here the page must reach their stand-ins. */
  #localPolicy(rule: HeaderRule): HeaderRule {
    let { value } = rule;
    for (const [address, standIn] of Object.entries(this.#deps.standIns))
      value = value.replaceAll(address, standIn);
    return { ...rule, value };
  }
}

type EdgeResult =
  | { uri: string }
  | { statusCode: number; headers?: Record<string, { value: string }>; body?: { data: string } };

/** The managed policy CachingOptimized, which also lets CloudFront compress. */
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const compressible = /^(text\/|application\/(javascript|json|manifest\+json)|image\/svg)/;
/** CloudFront leaves smaller files as they are. */
const leastCompressed = 1_000;

/** As CloudFront sends it to a browser that takes gzip. */
function compressed(response: GatewayResponse, accepted: string | undefined): GatewayResponse {
  const { headers, body } = response;
  const isWorthIt = compressible.test(String(headers["content-type"])) && body.length >= leastCompressed;
  if (!isWorthIt || accepted?.includes("gzip") !== true) return response;
  return {
    ...response,
    headers: { ...headers, "content-encoding": "gzip", vary: "accept-encoding" },
    body: gzipSync(body),
  };
}

const methodRefused: GatewayResponse = {
  statusCode: 403,
  headers: { "content-type": "text/html" },
  body: "This distribution is not configured to allow the HTTP request method that was used for this request.",
};

const objectRefused: GatewayResponse = {
  statusCode: 403,
  headers: { "content-type": "application/xml" },
  body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
};

const noWebApp: GatewayResponse = {
  statusCode: 200,
  headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" },
  body: '<!doctype html><html lang="id"><title>Kinerja</title><p>Aplikasi web belum dibangun. API ada di <a href="/docs">/docs</a>, awan lokal di <a href="/_local">/_local</a>.</p></html>',
};

/** Files with a hash in their name never change; all others are asked for anew. */
function fileHeaders(file: string): Record<string, string> {
  const isHashed =
    /[-.][\w-]{8,}\.(js|css|woff2|svg|png)$/.test(file) && file.includes(`${path.sep}assets${path.sep}`);
  return {
    "content-type": mediaTypeOf(file),
    "cache-control": isHashed ? "public, max-age=31536000, immutable" : "no-cache",
  };
}

function asOriginSees(request: GatewayRequest, host: string, custom: Record<string, string>): GatewayRequest {
  const forwarded = {
    "x-forwarded-for": request.sourceIp,
    "x-forwarded-proto": "https",
    via: "1.1 local (CloudFront)",
  };
  return {
    ...request,
    headers: { ...request.headers, ...forwarded, "x-amz-cf-id": randomUUID(), ...custom, host },
  };
}

function edgeEvent(request: GatewayRequest): object {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, { value: String(value) }]);
  const query = [...new URLSearchParams(request.rawQueryString)].map(([name, value]) => [name, { value }]);
  return {
    version: "1.0",
    context: { eventType: "viewer-request" },
    viewer: { ip: request.sourceIp },
    request: {
      method: request.method,
      uri: request.rawPath,
      querystring: Object.fromEntries(query),
      headers: Object.fromEntries(headers),
      cookies: {},
    },
  };
}

function withHeaders(response: GatewayResponse, rules: readonly HeaderRule[]): GatewayResponse {
  const headers = { ...response.headers };
  for (const { name, value, isOverriding } of rules) {
    if (isOverriding || headers[name] === undefined) headers[name] = value;
  }
  return { ...response, headers };
}

/** `SecurityHeadersConfig` and `CustomHeadersConfig` as header lines. */
function readHeaderRules(config: unknown): HeaderRule[] {
  const { SecurityHeadersConfig: security = {}, CustomHeadersConfig: custom } = config as HeadersConfig;
  const rules = Object.entries(security).map(([name, settings]) => {
    const isOverriding = settings["Override"] === true;
    return { ...securityHeader(name, settings), isOverriding };
  });
  const items = (custom?.Items ?? []).map((item) => ({
    name: item.Header.toLowerCase(),
    value: item.Value,
    isOverriding: item.Override,
  }));
  return [...rules, ...items];
}

interface HeadersConfig {
  SecurityHeadersConfig?: Record<string, Record<string, unknown>>;
  CustomHeadersConfig?: { Items: { Header: string; Value: string; Override: boolean }[] };
}

function securityHeader(name: string, settings: Record<string, unknown>): { name: string; value: string } {
  const preload = settings["Preload"] === true ? "; preload" : "";
  const subdomains = settings["IncludeSubdomains"] === true ? "; includeSubDomains" : "";
  const values: Record<string, { name: string; value: string }> = {
    ContentSecurityPolicy: {
      name: "content-security-policy",
      value: String(settings["ContentSecurityPolicy"]),
    },
    ContentTypeOptions: { name: "x-content-type-options", value: "nosniff" },
    FrameOptions: { name: "x-frame-options", value: String(settings["FrameOption"]) },
    ReferrerPolicy: { name: "referrer-policy", value: String(settings["ReferrerPolicy"]) },
    StrictTransportSecurity: {
      name: "strict-transport-security",
      value: `max-age=${String(settings["AccessControlMaxAgeSec"])}${subdomains}${preload}`,
    },
    XSSProtection: { name: "x-xss-protection", value: settings["Protection"] === true ? "1" : "0" },
  };
  const header = values[name];
  if (header === undefined) throw new Error(`Security header ${name} is not known to the local cloud.`);
  return header;
}
