import type { Stack, TemplateResource } from "./assembly.ts";
import { type Identity, identify, type Place } from "./identities.ts";
import { holds, resolve, type Scope } from "./intrinsics.ts";

/** A resource of the template with its local name; `properties` are resolved on first use and then kept. */
export interface Resource {
  stack: string;
  logicalId: string;
  type: string;
  identity: Identity;
  /** As they stand in the template, for the support check. */
  raw: Readonly<Record<string, unknown>>;
  readonly properties: Record<string, unknown>;
}

/** Where the assembly is run: `region` is for stacks that name none. */
export interface DeploymentOptions {
  region: string;
  accountId: string;
  /** `Ref` of a queue. Called only when a property that holds one is read, so the engines may start in between. */
  queueUrl: (name: string) => string;
}

/** All stacks as one deployed whole: every name chosen, every reference resolvable across stacks. */
export class Deployment {
  readonly options: DeploymentOptions;
  readonly #stacks: Map<string, LocalStack>;

  constructor(stacks: readonly Stack[], options: DeploymentOptions) {
    this.options = options;
    this.#stacks = new Map(stacks.map((stack) => [stack.name, new LocalStack(stack, this)]));
  }

  /** Every resource whose condition holds, of one type or of all. */
  resources(type?: string): Resource[] {
    const all = [...this.#stacks.values()].flatMap((stack) => stack.resources());
    return type === undefined ? all : all.filter((resource) => resource.type === type);
  }

  /** The resource of a type that a property names by `Ref`, name or ARN. */
  find(type: string, reference: unknown): Resource | undefined {
    return this.resources(type).find(
      ({ identity }) =>
        identity.ref === reference || identity.name === reference || identity.arn === reference,
    );
  }

  /** The value of another stack's export. Throws when no stack exports it. */
  exported(name: string): unknown {
    for (const stack of this.#stacks.values()) {
      const value = stack.exported(name);
      if (value !== undefined) return value;
    }
    throw new Error(`No stack exports ${name}.`);
  }

  /** The folder or file of an asset named by a function's `Code`. */
  asset(s3Key: unknown): string | undefined {
    const hash = String(s3Key).replace(/\.[a-z]+$/, "");
    return [...this.#stacks.values()]
      .map((stack) => stack.source.assets.get(hash))
      .find((each) => each !== undefined);
  }
}

class LocalStack {
  readonly source: Stack;
  readonly #deployment: Deployment;
  readonly #place: Place;
  readonly #resources = new Map<string, Resource>();

  constructor(source: Stack, deployment: Deployment) {
    this.source = source;
    this.#deployment = deployment;
    const { region, accountId } = deployment.options;
    this.#place = { region: source.region ?? region, accountId, stack: source.name };
  }

  resources(): Resource[] {
    return Object.entries(this.source.template.Resources ?? {})
      .filter(([, { Condition }]) => Condition === undefined || holds({ Condition }, this.#scope))
      .map(([logicalId]) => this.#resource(logicalId));
  }

  exported(name: string): unknown {
    const output = Object.values(this.source.template.Outputs ?? {}).find(
      ({ Export }) => Export !== undefined && resolve(Export.Name, this.#scope) === name,
    );
    return output === undefined ? undefined : resolve(output.Value, this.#scope);
  }

  #resource(logicalId: string): Resource {
    const known = this.#resources.get(logicalId);
    if (known !== undefined) return known;
    const resource = this.source.template.Resources?.[logicalId];
    if (resource === undefined) throw new Error(`${this.source.name} has no resource ${logicalId}.`);
    const made = this.#makeResource(logicalId, resource);
    this.#resources.set(logicalId, made);
    return made;
  }

  #makeResource(logicalId: string, { Type: type, Properties: raw = {} }: TemplateResource): Resource {
    const scope = this.#scope;
    let properties: Record<string, unknown> | undefined;
    const names = Object.fromEntries(
      Object.entries(raw)
        .filter(([key]) => /Name$|^Domain$|^EmailIdentity$/.test(key))
        .map(([key, value]) => [key, resolve(value, scope)]),
    );
    return {
      stack: this.source.name,
      logicalId,
      type,
      raw,
      identity: identify(logicalId, type, names, this.#place),
      get properties() {
        properties ??= resolve(raw, scope) as Record<string, unknown>;
        return properties;
      },
    };
  }

  readonly #scope: Scope = {
    ref: (name) => this.#pseudo(name) ?? this.#parameter(name) ?? this.#refOf(name),
    attribute: (logicalId, name) => {
      const { type, identity } = this.#resource(logicalId);
      const value =
        type === "AWS::SQS::Queue" && name === "QueueUrl"
          ? this.#refOf(logicalId)
          : identity.attributes[name];
      if (value === undefined)
        throw new Error(`${type}.${name} (${logicalId}) is not known to the local cloud.`);
      return value;
    },
    importValue: (name) => this.#deployment.exported(name),
    condition: (name) => {
      const condition = this.source.template.Conditions?.[name];
      if (condition === undefined) throw new Error(`${this.source.name} has no condition ${name}.`);
      return condition;
    },
    mapping: (map, top, second) => {
      const value = this.source.template.Mappings?.[map]?.[top]?.[second];
      if (value === undefined) throw new Error(`${this.source.name} has no mapping ${map}.${top}.${second}.`);
      return value;
    },
  };

  #refOf(logicalId: string): string {
    const { type, identity } = this.#resource(logicalId);
    return type === "AWS::SQS::Queue" ? this.#deployment.options.queueUrl(identity.name) : identity.ref;
  }

  #pseudo(name: string): unknown {
    const { region, accountId, stack } = this.#place;
    const pseudo: Record<string, unknown> = {
      "AWS::Region": region,
      "AWS::AccountId": accountId,
      "AWS::Partition": "aws",
      "AWS::URLSuffix": "amazonaws.com",
      "AWS::StackName": stack,
      "AWS::StackId": `arn:aws:cloudformation:${region}:${accountId}:stack/${stack}/local`,
      "AWS::NotificationARNs": [],
    };
    return pseudo[name];
  }

  #parameter(name: string): unknown {
    const parameter = this.source.template.Parameters?.[name];
    if (parameter === undefined) return undefined;
    if (parameter.Default === undefined)
      throw new Error(`Parameter ${name} of ${this.source.name} has no default.`);
    return parameter.Default;
  }
}
