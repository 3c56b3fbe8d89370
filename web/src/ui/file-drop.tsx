import type { ComponentChildren, VNode } from "preact";
import { useId, useState } from "preact/hooks";
import { classes } from "./classes.ts";
import { FieldError } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { fileUp } from "./icons.ts";
import "./file-drop.css";

interface FileDropProps {
  /** "Pilih berkas". */
  readonly label: string;
  /** "atau seret ke sini": only where there is a mouse. */
  readonly orDrop: string;
  /** What is taken, and how large: "XLSX atau CSV, paling besar 10 MB". */
  readonly hint: string;
  /** As of `<input accept>`: ".xlsx,.csv". */
  readonly accept: string;
  /** What is chosen already, with its progress. */
  readonly children?: ComponentChildren;
  readonly error?: string;
  readonly onFile: (file: File) => void;
}

export function FileDrop({ label, orDrop, hint, accept, children, error, onFile }: FileDropProps): VNode {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer?.files);
  };
  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an addition; the input within does the same */}
      <div
        class={classes("file-drop", isOver && "file-drop-over")}
        onDragOver={over}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon of={fileUp} size={24} />
        <label class="file-drop-label">
          {label}
          <input
            class="file-drop-input"
            type="file"
            accept={accept}
            aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}
            onChange={(event) => {
              take(event.currentTarget.files);
              // The same file again, once it is put right, is a new choice.
              event.currentTarget.value = "";
            }}
          />
        </label>
        <span class="file-drop-or">{orDrop}</span>
        <p class="caption" id={`${id}-hint`}>
          {hint}
        </p>
      </div>
      {children}
      <FieldError id={`${id}-error`} text={error} />
    </div>
  );
}
