import { render } from "preact";
import "./begin.ts";
import "./ui/base.css";
import "./app/app.css";
import { App } from "./app/app.tsx";
import { firstPage } from "./app/page.tsx";
import { nothingAsked } from "./data/queries.ts";
import { readAhead } from "./data/read-ahead.ts";
import { keepApp } from "./offline/update.ts";

const place = document.getElementById("app");
if (place === null) throw new Error("The page has no place for the app.");
render(<App />, place);
// Keeping the app, and what its pages show without a network, would compete with the first page for the network.
void firstPage
  .then(nothingAsked)
  .then(keepApp)
  .then(readAhead)
  .catch(() => undefined);
