/**
 * Who may import whom, each rule with its reason. `check-boundaries.ts` reads every import of the repository and holds
 * it against these. A path is relative to the repository, a package is `npm:<name>`, a module of Node `node:<name>`.
 */
export interface Boundary {
  readonly name: string;
  /** What goes wrong without it. */
  readonly because: string;
  readonly from: RegExp;
  /** Importers that the rule does not mean. */
  readonly notFrom?: RegExp;
  /** What they may not import … */
  readonly to: RegExp;
  /** … except this. */
  readonly notTo?: RegExp;
  /** Importing types alone is allowed: they are gone when it runs. */
  readonly typesAllowed?: boolean;
}

/** The areas by storey, from the ground up. An area imports only from storeys below its own. */
export const storeys: readonly (readonly string[])[] = [
  ["platform"],
  ["agencies"],
  ["people"],
  ["cycles", "identity", "indicators", "surveys", "health"],
  [
    "plans",
    "evidence",
    "progress",
    "feedback",
    "reminders",
    "reports",
    "recognition",
    "development",
    "audit",
    "public",
  ],
  ["appraisals"],
  ["calibration", "objections", "documents"],
];

/** For each area: nothing beside or above it. */
const storeyRules: readonly Boundary[] = storeys.flatMap((storey, height) =>
  storey.map((area) => {
    const beside = storey.filter((other) => other !== area);
    const closed = [...beside, ...storeys.slice(height + 1).flat()];
    return {
      name: `storey-of-${area}`,
      because:
        "What would run upward or sideways goes by the stream; else a change in one area ripples through all, and areas cannot be read one at a time.",
      from: new RegExp(`^shared/${area}/`),
      to: closed.length === 0 ? /^$/ : new RegExp(`^shared/(${closed.join("|")})/`),
    };
  }),
);

export const boundaries: readonly Boundary[] = [
  ...storeyRules,
  {
    name: "area-has-a-storey",
    because: "An area that stands nowhere may import anything; it belongs in `storeys`.",
    from: new RegExp(`^shared/(?!(${storeys.flat().join("|")})/)[^/]+/`),
    to: /./,
  },
  {
    name: "roof",
    because: "`routes.ts` gathers all areas; an area that looks up to it depends on every other.",
    from: /^shared\/[^/]+\//,
    to: /^shared\/(routes|route-strings)\.ts$/,
  },
  {
    name: "foundation",
    because: "What things mean must not depend on where they run: `shared` is used by all three wings.",
    from: /^shared\//,
    to: /^(functions|infra|web|test)\//,
  },
  {
    name: "functions-wing",
    because:
      "A function is bundled and granted alone; with another area's code it would need its grants too.",
    from: /^functions\//,
    to: /^(infra|web|test)\//,
  },
  {
    name: "infra-names-functions-by-path",
    because: "Synthesis must not run service code, and a bundle must not hold CDK.",
    from: /^infra\//,
    to: /^(functions|web|test)\//,
  },
  {
    name: "local-cloud-is-never-deployed",
    because: "Clock, sign-in as anyone and fault injection are for this machine only.",
    from: /^(functions|shared|infra\/(app|service|stacks|constructs))/,
    to: /^infra\/local\//,
  },
  {
    name: "rules-are-pure",
    because:
      "Rules, workflows and models are tested as tables and run in the browser: they see no store, no SDK, no Node, and of the platform only ids, clock, decimals and words.",
    from: /^shared\/(?!platform\/)[^/]+\/(rules|workflow|model)\.ts$/,
    to: /./,
    notTo:
      /^(npm:zod$|shared\/platform\/(ids|clock|decimal|permissions|workflow|verdict|text|part-id|fields|date-words|canonical)\.ts$|shared\/(?!platform\/)[^/]+\/(?!store|routes)[^/]+\.ts$)/,
  },
  {
    name: "dynamodb-in-one-place",
    because:
      "The wall around an agency stands in `platform/table`; a command sent from elsewhere goes around it.",
    from: /^(shared|functions)\//,
    notFrom: /^shared\/platform\/table\//,
    to: /^npm:@aws-sdk\/(client-dynamodb|lib-dynamodb|util-dynamodb)$/,
    typesAllowed: true,
  },
  {
    name: "keys-stay-in-stores",
    because:
      "A function reads through its area's named access patterns; with keys at hand it reaches into other areas' items.",
    from: /^functions\//,
    // The sweeper asks the index of due work, which belongs to no area.
    notFrom: /^functions\/cycles\/on-tick\.ts$/,
    to: /^shared\/platform\/table\/keys\.ts$/,
    typesAllowed: true,
  },
  {
    name: "routes-hold-no-logic",
    because:
      "The table of routes is read by CDK, the documentation and the client; a store would come with it.",
    from: /^shared\/([^/]+\/routes|routes)\.ts$/,
    to: /^(npm:@|node:|shared\/platform\/(serve|log|secrets|queue-client)\.ts)/,
  },
  {
    name: "one-middleware-chain",
    because: "`serve` is the only chain; a second one would forget a check that the first has.",
    from: /^(shared|functions)\//,
    notFrom: /^shared\/platform\/serve\.ts$/,
    to: /^npm:@middy\//,
  },
  {
    name: "light-web",
    because: "The first screen has 60 KB: no schemas, no dates library, no server code reaches the browser.",
    from: /^web\//,
    // Runs when the app is built.
    notFrom: /^web\/vite\.config\.ts$/,
    to: /^(shared\/|functions\/|infra\/|npm:(zod|temporal-polyfill)$)/,
    notTo:
      /^shared\/(platform\/(client|text|canonical|date-words|permissions|web-paths)|route-strings|[^/]+\/(messages|workflow|rules|verdicts|wording|matrix|distribution|states|windows|berakhlak|legal-basis|limits)|people\/roster\/columns)\.ts$/,
    typesAllowed: true,
  },
  {
    name: "web-packages",
    because: "Each package weighs on a phone's data and memory; another one gets its page in docs/adr first.",
    from: /^web\/(src|worker)\//,
    to: /^(npm:|node:)/,
    notTo: /^npm:(preact|@tanstack\/preact-query|wouter-preact|idb|uplot|uqr|@fontsource-variable\/.+)$/,
    typesAllowed: true,
  },
];

/** What the browser gets of `shared` must be light with all that it imports in turn, types aside. */
export const lightAllTheWay = {
  name: "light-web-all-the-way",
  because:
    "A rule that the browser may import brings along what it imports itself: with one package the first screen is over its 60 KB.",
} as const;

/** Each function may import of `functions` only its own area. */
export const ownAreaOnly = {
  name: "functions-are-alone",
  because: "One function per area is the unit of permission, of alarms and of logs.",
} as const;
