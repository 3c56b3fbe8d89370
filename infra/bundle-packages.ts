import { readFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "esbuild";

/**
 * What stays out of the bundles of the packages that go into them, since no function of ours comes to it. Each entry is
 * a package or a file of the AWS SDK and what stands in its place; `bundles.test.ts` notices when the SDK has moved one.
 */
const standIns: Readonly<Record<string, string>> = {
  // Lambda hands a role's credentials over in the environment. The usual chain also knows profiles, single sign-on,
  // web identities and the metadata services of containers and machines, with a client for each: 133 KB.
  "@aws-sdk/credential-provider-node":
    'export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";',
  // Only such operations as S3's SelectObjectContent stream events: 15 KB.
  "@smithy/core/event-streams": `${notBundled("EventStreamSerde")}
    export const eventStreamSerdeProvider = () => undefined;
    export const resolveEventStreamSerdeConfig = (config) => config;`,
  // DynamoDB has one address per region, so none is discovered and none remembered: 8 KB.
  "@aws-sdk/endpoint-cache": "export class EndpointCache {}",
  // Digests in JavaScript, for where `node:crypto` lacks them; Lambda's Node never does: 8 KB.
  Sha256Js: notBundled("Sha256Js"),
  Sha1Js: notBundled("Sha1Js"),
  Md5Js: notBundled("Md5Js"),
  // The retry mode "adaptive" is opt-in; ours is the standard one: 3 KB.
  AdaptiveRetryStrategy: notBundled("AdaptiveRetryStrategy"),
};

/** Makes bundles smaller without changing what they do. */
export const leaner: Plugin = {
  name: "leaner",
  setup(build) {
    const names = new RegExp(`(^|/)(${Object.keys(standIns).join("|")})$`);
    build.onResolve({ filter: names }, ({ path: asked, importer, resolveDir }) => {
      const name = asked.startsWith(".") ? path.basename(asked) : asked;
      const isForUs = Object.hasOwn(standIns, name) && /node_modules\/@(aws-sdk|smithy)\//.test(importer);
      return isForUs
        ? { path: name, namespace: "stand-in", sideEffects: false, pluginData: resolveDir }
        : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: "stand-in" }, ({ path: name, pluginData }) => ({
      contents: standIns[name] ?? "",
      resolveDir: pluginData as string,
    }));
    build.onLoad(
      { filter: /@aws-sdk\/client-[^/]+\/dist-es\/schemas\/schemas_0\.js$/ },
      ({ path: file }) => ({
        contents: withPlainKeys(readFileSync(file, "utf8")),
      }),
    );
    build.onLoad({ filter: /@aws-sdk\/client-[^/]+\/package\.json$/ }, ({ path: file }) => ({
      contents: versionOnly(readFileSync(file, "utf8")),
      loader: "json",
    }));
  },
};

/**
 * The SDK writes a shape's names as `{ [_h]: … }` with `const _h = "http"`. esbuild keeps every object with a computed
 * key, for computing it might do something; with the text in place it drops the shapes of all operations that are not
 * called (of S3, 59 of 67 KB).
 */
export function withPlainKeys(source: string): string {
  const texts = new Map(
    [...source.matchAll(/^const (\w+) = ("[^"\\]*");$/gm)].map(([, name = "", text = ""]) => [name, text]),
  );
  return source.replace(/\[(\w+)\]:/g, (computed, name: string) => {
    const text = texts.get(name);
    return text === undefined ? computed : `${text}:`;
  });
}

/** A client tells AWS its version, and reads it from its whole package.json. */
function versionOnly(manifest: string): string {
  const { version } = JSON.parse(manifest) as { version: string };
  return JSON.stringify({ version });
}

function notBundled(name: string): string {
  return `export class ${name} { constructor() { throw new Error("${name} is not bundled"); } }`;
}
