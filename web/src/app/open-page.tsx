import type { ComponentChildren, VNode } from "preact";
import { common } from "../i18n/common.ts";
import { useSay } from "../i18n/language.ts";
import { Kawung } from "../ui/kawung.tsx";
import { Logo } from "../ui/logo.tsx";

/** A page before the sign-in: the cloth, the name, one thing to do. */
export function OpenPage({ children }: { readonly children: ComponentChildren }): VNode {
  return (
    <div class="open-page">
      <header>
        <Kawung>
          <p class="open-page-name">
            <Logo /> {useSay()(common.product)}
          </p>
        </Kawung>
      </header>
      <main class="open-page-main">{children}</main>
    </div>
  );
}
