import type { ComponentChildren, VNode } from "preact";
import { Icon } from "./icon.tsx";
import { fileText, image } from "./icons.ts";
import "./file-row.css";

interface FileRowProps {
  readonly isPhoto: boolean;
  /** The address of a small picture, where there is one here; the title says what it shows. */
  readonly picture?: string | undefined;
  /** Its name, alone or as what is pressed to look at it. */
  readonly title: ComponentChildren;
  /** Size, and whether it was sent. */
  readonly detail: ComponentChildren;
  readonly end?: ComponentChildren;
}

/** A file in a list: picture or sign, name, size, what can be done with it. */
export function FileRow({ isPhoto, picture, title, detail, end }: FileRowProps): VNode {
  return (
    <div class="file-row">
      <span class="file-row-sign">
        {picture === undefined ? (
          <Icon of={isPhoto ? image : fileText} />
        ) : (
          <img src={picture} alt="" width={44} height={44} />
        )}
      </span>
      <span class="file-row-main">
        <span class="file-row-title">{title}</span>
        <span class="meta">{detail}</span>
      </span>
      {end}
    </div>
  );
}
