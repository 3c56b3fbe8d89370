import { isOpenToAll } from "./app/paths.ts";
import { owner } from "./session/device.ts";
import { session } from "./session/session.ts";

/**
 * A file of its own, small, and the first to run: whether this device is signed in is asked while the app itself still
 * comes. A page that is open to all needs nobody, unless somebody has yet to be signed out.
 */
if (!isOpenToAll(location.pathname) || owner.isLeaving()) void session.started();
