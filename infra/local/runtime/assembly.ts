import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** One resource as it stands in a template, intrinsics unresolved. */
export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
  Condition?: string;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  Metadata?: unknown;
}

/** A CloudFormation template, as far as the local cloud reads it. */
export interface Template {
  Parameters?: Record<string, { Type: string; Default?: unknown }>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  Conditions?: Record<string, unknown>;
  Resources?: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
  Rules?: unknown;
  Transform?: unknown;
}

/** One stack of the cloud assembly. */
export interface Stack {
  name: string;
  /** The region it is bound to, or undefined when it goes wherever it is deployed. */
  region: string | undefined;
  template: Template;
  /** File assets by hash: the folder or file that `cdk synth` laid down. */
  assets: ReadonlyMap<string, string>;
}

interface Manifest {
  artifacts?: Record<string, Artifact>;
}

interface Artifact {
  type: string;
  environment?: string;
  properties?: { templateFile?: string; stackName?: string; file?: string; directoryName?: string };
}

interface AssetManifest {
  files?: Record<string, { source: { path?: string } }>;
}

/**
 * Reads a synthesized cloud assembly, nested stages too.
 * Throws when the folder holds none: `npx cdk synth` has not run.
 */
export function readAssembly(directory: string): Stack[] {
  const manifestFile = path.join(directory, "manifest.json");
  if (!existsSync(manifestFile))
    throw new Error(`No cloud assembly in ${directory}: synthesize the app first.`);
  const artifacts = Object.entries(readJson<Manifest>(manifestFile).artifacts ?? {});
  const assets = new Map(artifacts.flatMap(([, artifact]) => assetsOf(directory, artifact)));
  return artifacts.flatMap(([id, artifact]) => {
    if (artifact.type === "cdk:cloud-assembly") {
      return readAssembly(path.join(directory, artifact.properties?.directoryName ?? id));
    }
    return artifact.type === "aws:cloudformation:stack" ? [readStack(directory, id, artifact, assets)] : [];
  });
}

function readStack(directory: string, id: string, artifact: Artifact, assets: Stack["assets"]): Stack {
  const region = artifact.environment?.split("/").at(-1);
  return {
    name: artifact.properties?.stackName ?? id,
    region: region === "unknown-region" ? undefined : region,
    template: readJson<Template>(
      path.join(directory, artifact.properties?.templateFile ?? `${id}.template.json`),
    ),
    assets,
  };
}

function assetsOf(directory: string, artifact: Artifact): [string, string][] {
  const file = artifact.type === "cdk:asset-manifest" ? artifact.properties?.file : undefined;
  if (file === undefined) return [];
  const { files = {} } = readJson<AssetManifest>(path.join(directory, file));
  return Object.entries(files).flatMap(([hash, { source }]) =>
    source.path === undefined ? [] : [[hash, path.resolve(directory, source.path)] as [string, string]],
  );
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8")) as T;
}
