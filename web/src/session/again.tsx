import type { VNode } from "preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { useStore } from "../app/store.ts";
import { useThisDevice } from "../app/this-device.ts";
import { useSay } from "../i18n/language.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { logIn } from "../ui/icons.ts";
import { session } from "./session.ts";
import { sessionTexts } from "./texts.ts";

/** The layer over a page whose session has ended: the page stays as it is, with all that is typed on it. */
export function SignInAgain(): VNode | null {
  const state = useStore(session.state);
  return state.kind === "lapsed" ? <Layer agencyId={state.agencyId} /> : null;
}

function Layer({ agencyId }: { readonly agencyId: string }): VNode {
  const say = useSay();
  const device = useThisDevice();
  return (
    <Dialog
      isOpen
      title={say(sessionTexts.lapsed)}
      foot={
        <>
          <Button onClick={() => void session.leave()}>{say(sessionTexts.leave, { device })}</Button>
          <Button kind="primary" icon={logIn} onClick={() => openSignIn(agencyId)}>
            {say(sessionTexts.signInAgain)}
          </Button>
        </>
      }
    >
      <p>{say(sessionTexts.lapsedLead)}</p>
    </Dialog>
  );
}

/** In a window of its own, so that this page stays; where windows are blocked, here: drafts lie on the device. */
function openSignIn(agencyId: string): void {
  const query = new URLSearchParams({ lapis: "", instansi: agencyId });
  const opened = window.open(`${webPaths.signIn}?${query}`, "kinerja-masuk", "popup,width=420,height=680");
  if (opened === null) {
    const back = new URLSearchParams({ ke: location.pathname + location.search, instansi: agencyId });
    location.assign(`${webPaths.signIn}?${back}`);
  }
}
