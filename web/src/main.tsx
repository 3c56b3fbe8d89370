import { render } from "preact";
import "./begin.ts";
import "./ui/base.css";
import "./app/app.css";
import { App } from "./app/app.tsx";
import { keepApp } from "./offline/update.ts";

const place = document.getElementById("app");
if (place === null) throw new Error("The page has no place for the app.");
render(<App />, place);
// After the first screen: keeping the app would compete with it for the network.
addEventListener("load", () => void keepApp().catch(() => undefined));
