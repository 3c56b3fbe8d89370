import type { VNode } from "preact";
import { type Headroom, planHeadroom, type Stretch } from "./headroom.ts";
import "./headroom-bar.css";
import "./legend.css";

interface HeadroomBarProps extends Headroom {
  /** "batas Baik: 30 orang". */
  readonly limitLabel?: string;
  /** "Ruang untuk 9 lagi", of as many as are left; negative: over it. */
  readonly roomLabel: (left: number) => string;
  /** All of it as a sentence; read out in place of the bar. */
  readonly summary: string;
}

/** How many have which predicate, and how much room the pattern leaves. It informs and never blocks. */
export function HeadroomBar({ limitLabel, roomLabel, summary, ...headroom }: HeadroomBarProps): VNode {
  const { groups, own, room, limitAt, left, total } = planHeadroom(headroom);
  const at = ({ from, people }: Stretch) => ({
    left: `${(from / total) * 100}%`,
    width: `${(people / total) * 100}%`,
  });
  return (
    <div class="headroom">
      <div role="img" aria-label={summary}>
        {limitAt !== undefined && (
          <div class="headroom-limit-row">
            <LimitLabel share={limitAt / total} text={limitLabel ?? ""} />
          </div>
        )}
        <div class="headroom-bar">
          <div class="headroom-well">
            {groups.map((group) => (
              <span
                key={group.label}
                class={`headroom-part headroom-${group.side}-${group.place}`}
                style={at(group)}
              />
            ))}
            {room !== undefined && <span class="headroom-part headroom-room" style={at(room)} />}
            {own !== undefined && <span class="headroom-part headroom-own" style={at(own)} />}
          </div>
          {limitAt !== undefined && (
            <span class="headroom-limit" style={{ left: `${(limitAt / total) * 100}%` }} />
          )}
        </div>
      </div>
      <ul class="legend">
        {groups
          .filter(({ side }) => side === "top")
          .map((group) => (
            <LegendItem
              key={group.label}
              look={`top-${group.place}`}
              text={`${group.label} ${group.people}`}
            />
          ))}
        {left !== undefined && <LegendItem look="room" text={roomLabel(left)} />}
        {groups
          .filter(({ side }) => side === "bottom")
          .reverse()
          .map((group) => (
            <LegendItem
              key={group.label}
              look={`bottom-${group.place}`}
              text={`${group.label} ${group.people}`}
            />
          ))}
      </ul>
    </div>
  );
}

/** On the side of the line where there is room for it. */
function LimitLabel({ share, text }: { readonly share: number; readonly text: string }): VNode {
  const style = share > 0.5 ? { right: `${(1 - share) * 100}%` } : { left: `${share * 100}%` };
  return (
    <span class="headroom-limit-label" style={style}>
      {text}
    </span>
  );
}

function LegendItem({ look, text }: { readonly look: string; readonly text: string }): VNode {
  return (
    <li class="legend-item">
      <span class={`legend-swatch headroom-${look}`} />
      {text}
    </li>
  );
}
