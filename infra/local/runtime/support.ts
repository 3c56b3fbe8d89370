import type { Deployment, Resource } from "./deployment.ts";
import { checkedTypes, Note, runTypes, type Shape } from "./support-lists.ts";

/** Something of the template that is checked and not run, with the reason. */
export interface NotRun {
  /** The resource type, and below a type that runs, the property's path. */
  what: string;
  why: string;
  /** How many resources have it. */
  count: number;
}

/**
 * Checks every resource and property against the three lists. Answers what is not run. Throws one error that names every
 * resource and property that the local cloud would silently treat otherwise than AWS does.
 */
export function checkSupport(deployment: Deployment): NotRun[] {
  const findings = deployment.resources().flatMap(checkResource);
  const problems = findings.filter((finding) => "problem" in finding).map(({ problem }) => problem);
  if (problems.length > 0) {
    throw new Error(
      `The local cloud cannot run this template as AWS would:\n  ${[...new Set(problems)].join("\n  ")}`,
    );
  }
  return summarize(findings.filter((finding) => "why" in finding));
}

type Finding = { problem: string } | { what: string; why: string };

function checkResource(resource: Resource): Finding[] {
  const place = `${resource.stack}/${resource.logicalId} (${resource.type})`;
  if (resource.type.startsWith("Custom::") || resource.type === "AWS::CloudFormation::CustomResource") {
    return [{ problem: `${place}: a custom resource runs code at deployment, which nothing here does` }];
  }
  const shape = runTypes[resource.type];
  if (shape !== undefined) return checkShape(resource.properties, shape, { place, path: resource.type });
  const checked = checkedTypes[resource.type];
  if (checked === undefined)
    return [{ problem: `${place}: this resource type is on no list in support-lists.ts` }];
  return checkNote(resource.properties, checked, { place, path: resource.type });
}

interface At {
  place: string;
  path: string;
}

function checkShape(value: unknown, shape: Shape, at: At): Finding[] {
  if (shape === "run") return [];
  if (shape instanceof Note) return checkNote(value, shape, at);
  if (Array.isArray(shape)) {
    const [inner] = shape;
    return (Array.isArray(value) ? value : [value]).flatMap((each) =>
      checkShape(each, inner, { ...at, path: `${at.path}[]` }),
    );
  }
  if (typeof value !== "object" || value === null) {
    return [{ problem: `${at.place}: ${at.path} is ${JSON.stringify(value)} where an object is known` }];
  }
  return Object.entries(value).flatMap(([name, inner]) => {
    const known = (shape as Readonly<Record<string, Shape>>)[name];
    const path = `${at.path}.${name}`;
    return known === undefined
      ? [{ problem: `${at.place}: property ${path} is on no list` }]
      : checkShape(inner, known, { ...at, path });
  });
}

function checkNote(value: unknown, note: Note, at: At): Finding[] {
  const broken = note.check(value);
  if (broken !== undefined) return [{ problem: `${at.place}: ${at.path} ${broken}` }];
  return [{ what: at.path, why: note.why }];
}

function summarize(findings: readonly { what: string; why: string }[]): NotRun[] {
  const counts = new Map<string, NotRun>();
  for (const { what, why } of findings) {
    const known = counts.get(what);
    if (known === undefined) counts.set(what, { what, why, count: 1 });
    else known.count++;
  }
  return [...counts.values()].sort((a, b) => a.what.localeCompare(b.what));
}
