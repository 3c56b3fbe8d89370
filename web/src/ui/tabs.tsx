import type { VNode } from "preact";
import { Way } from "./link.tsx";
import "./tabs.css";

interface TabsProps {
  readonly label: string;
  /** Each is a page of its own, with an address: going back works. */
  readonly tabs: readonly {
    readonly href: string;
    readonly label: string;
    readonly count?: number;
    readonly isCurrent: boolean;
  }[];
}

export function Tabs({ label, tabs }: TabsProps): VNode {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Way href={tab.href} class="tab" aria-current={tab.isCurrent ? "page" : undefined}>
              {tab.label} {tab.count}
            </Way>
          </li>
        ))}
      </ul>
    </nav>
  );
}
