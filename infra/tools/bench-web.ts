import { spawnSync } from "node:child_process";
import path from "node:path";
import { buildWeb, webFiles } from "#infra/build-web.ts";
import { root } from "../local/prepare.ts";
import { webKilobytes } from "./budgets.ts";
import { lineOf } from "./figures.ts";
import { webSize } from "./web-size.ts";

/** `npm run bench:web`: what the web app weighs, and how long its first screen takes on a slow network and a slow phone. */
await buildWeb(root);
const { firstScreen, people } = webSize(path.join(root, webFiles));
const unit = "KB gzipped";
console.log(
  lineOf({
    what: "JavaScript of the first screen",
    measured: firstScreen,
    unit,
    most: webKilobytes.firstScreen,
  }),
);
for (const [person, measured] of Object.entries(people))
  console.log(
    lineOf({
      what: `JavaScript of the ${person}'s whole work`,
      measured,
      unit,
      most: webKilobytes.person,
    }),
  );
spawnSync(process.execPath, ["test/bench/web-vitals.ts"], { cwd: root, stdio: "inherit" });
