import { render } from "preact";
import "./ui/base.css";
import "./app/app.css";
import { App } from "./app/app.tsx";
import { keepApp } from "./offline/update.ts";
import { session } from "./session/session.ts";

const place = document.getElementById("app");
if (place === null) throw new Error("The page has no place for the app.");
void session.started();
render(<App />, place);
// After the first screen: keeping the app would compete with it for the network.
addEventListener("load", () => void keepApp().catch(() => undefined));
