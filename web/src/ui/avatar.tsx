import type { VNode } from "preact";
import type { Tone } from "./tone.ts";
import "./avatar.css";
import "./tone.css";

interface AvatarProps {
  readonly initials: string;
  /** Only so that people differ at a glance; it says nothing about them. */
  readonly tone?: Tone;
  readonly size?: "small" | "middle" | "large";
}

/** Beside the name, so it is never read out. */
export function Avatar({ initials, tone = toneOf(initials), size = "large" }: AvatarProps): VNode {
  return (
    <span class={`avatar avatar-${size} tone-${tone}`} aria-hidden="true">
      {initials}
    </span>
  );
}

const tones: readonly Tone[] = ["nila", "daun", "kunyit", "abu", "secang"];

/** The same letters always have the same dye. */
function toneOf(initials: string): Tone {
  const sum = [...initials].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return tones[sum % tones.length] ?? "nila";
}
