import { render } from "preact";
import "./ui/base.css";
import "./app/app.css";
import { App } from "./app/app.tsx";
import { isOpenToAll } from "./app/paths.ts";
import { keepApp } from "./offline/update.ts";
import { owner } from "./session/device.ts";
import { session } from "./session/session.ts";

const place = document.getElementById("app");
if (place === null) throw new Error("The page has no place for the app.");
// A page that is open to all needs nobody, unless somebody has yet to be signed out.
if (!isOpenToAll(location.pathname) || owner.isLeaving()) void session.started();
render(<App />, place);
// After the first screen: keeping the app would compete with it for the network.
addEventListener("load", () => void keepApp().catch(() => undefined));
