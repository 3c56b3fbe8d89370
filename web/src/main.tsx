import { render } from "preact";
import "./begin.ts";
import "./ui/base.css";
import "./app/app.css";
import { App } from "./app/app.tsx";
import { firstPage } from "./app/page.tsx";
import { nothingAsked } from "./data/queries.ts";
import { keepApp } from "./offline/update.ts";

const place = document.getElementById("app");
if (place === null) throw new Error("The page has no place for the app.");
render(<App />, place);
// Keeping the app would compete with the first page, its code and what it asks for the network.
void firstPage
  .then(nothingAsked)
  .then(keepApp)
  .catch(() => undefined);
