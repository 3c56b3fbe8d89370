import type { ComponentChildren, VNode } from "preact";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";
import { arrowLeft } from "./icons.ts";
import { Way } from "./link.tsx";
import { Logo } from "./logo.tsx";
import "./page-shell.css";

export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly icon: string;
  readonly isCurrent?: boolean;
  /** What waits there. */
  readonly count?: number | undefined;
  /** The one thing that people come for; its icon lies on a soft ground. */
  readonly isMain?: boolean;
  /** A phone has room for five; what else there is stands behind the last of them. */
  readonly isWideOnly?: boolean;
}

interface PageShellProps {
  /** "Langsung ke isi halaman". */
  readonly skipLabel: string;
  readonly product: string;
  readonly place: string;
  readonly home: string;
  readonly navigationLabel: string;
  readonly navigation: readonly NavItem[];
  /** One thing is being done here: on a phone the way back stands above, and no way elsewhere below. */
  readonly isTask?: boolean;
  /** It has panes of its own from edge to edge: a wide screen, too, shows no navigation beside it. */
  readonly isWhole?: boolean;
  /** Below the navigation on a wide screen: who is here, and where the official records lie. */
  readonly aside?: ComponentChildren;
  /** Above the page on every screen: no signal, a new version. */
  readonly strip?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A phone has its navigation at the foot, a wide screen at the side. */
export function PageShell(props: PageShellProps): VNode {
  const {
    skipLabel,
    product,
    place,
    home,
    navigationLabel,
    navigation,
    isTask = false,
    isWhole = false,
  } = props;
  return (
    <div class={classes("shell", isTask && "shell-task", isWhole && "shell-whole")}>
      <a class="shell-skip" href="#content">
        {skipLabel}
      </a>
      <header class="shell-side">
        <Way href={home} class="shell-brand">
          <Logo />
          <span>
            <span class="shell-product">{product}</span>
            <span class="shell-place">{place}</span>
          </span>
        </Way>
        <nav class="shell-nav" aria-label={navigationLabel}>
          <ul>
            {navigation.map((item) => (
              <li key={item.href} class={item.isWideOnly === true ? "shell-wide-only" : undefined}>
                <NavLink {...item} />
              </li>
            ))}
          </ul>
        </nav>
        {props.aside !== undefined && <div class="shell-aside">{props.aside}</div>}
      </header>
      <div class="shell-page">
        {props.strip}
        <main class="shell-main" id="content" tabIndex={-1}>
          {props.children}
        </main>
      </div>
    </div>
  );
}

function NavLink({ href, label, icon, isCurrent = false, count, isMain = false }: NavItem): VNode {
  return (
    <Way href={href} class="shell-link" aria-current={isCurrent ? "page" : undefined}>
      <span class={isMain ? "shell-icon shell-icon-main" : "shell-icon"}>
        <Icon of={icon} />
      </span>
      <span class="shell-label">{label}</span>
      {count !== undefined && count > 0 && <span class="shell-count">{count}</span>}
    </Way>
  );
}

interface TopBarProps {
  readonly place: string;
  /** On the right: what is unsent, and who is here. */
  readonly children?: ComponentChildren;
}

/** Above a page of the navigation, on a phone; a wide screen has all of it at the side. */
export function TopBar({ place, children }: TopBarProps): VNode {
  return (
    <div class="top-bar">
      <Logo />
      <span class="top-bar-title">{place}</span>
      <div class="top-bar-end">{children}</div>
    </div>
  );
}

interface TaskBarProps {
  readonly back: { readonly href: string; readonly label: string };
  /** What is done here; the heading of the page where it has no other. */
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** Above something that one does and comes back from. It stays while the page scrolls. */
export function TaskBar({ back, title, children }: TaskBarProps): VNode {
  return (
    <div class="top-bar task-bar">
      <Way href={back.href} class="icon-button" aria-label={back.label}>
        <Icon of={arrowLeft} />
      </Way>
      <div class="top-bar-title">{title}</div>
      <div class="top-bar-end">{children}</div>
    </div>
  );
}

interface PageHeadProps {
  /** The page's one heading. */
  readonly children: ComponentChildren;
  readonly lead?: ComponentChildren;
  readonly actions?: ComponentChildren;
}

export function PageHead({ children, lead, actions }: PageHeadProps): VNode {
  return (
    <div class="page-head">
      <div class="page-head-main">
        {children}
        {lead !== undefined && <p class="lead">{lead}</p>}
      </div>
      {actions !== undefined && <div class="page-head-actions">{actions}</div>}
    </div>
  );
}

/** Stays at the foot of the screen: where one stands on the left, the one thing to do on the right. */
export function StickyFoot({ children }: { readonly children: ComponentChildren }): VNode {
  return <div class="sticky-foot">{children}</div>;
}
