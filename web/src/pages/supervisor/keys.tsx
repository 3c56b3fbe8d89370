import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Store, useStore } from "../../app/store.ts";
import { common } from "../../i18n/common.ts";
import { useSay } from "../../i18n/language.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Key } from "../../ui/key.tsx";
import { LinkButton } from "../../ui/link.tsx";
import { Switch } from "../../ui/switch.tsx";
import { supervisorTexts as texts } from "./texts.ts";

const kept = "kinerja.single-keys";

/** Whether single keys act; the choice is the device's (WCAG 2.1.4). */
export const singleKeys = new Store(localStorage.getItem(kept) !== "off");
singleKeys.watch((isOn) => localStorage.setItem(kept, isOn ? "on" : "off"));

/** What the keys of a page do; a letter acts while nobody writes, “submit” is Ctrl and Enter and always acts. */
export type Keys = Partial<Readonly<Record<"n" | "j" | "k" | "?" | "submit", () => void>>>;

export function useKeys(keys: Keys): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const name = nameOf(event);
      const act = name && now.current[name];
      if (act === undefined || isDialogOpen()) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

function nameOf(event: KeyboardEvent): keyof Keys | undefined {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (key === "Enter" && (ctrlKey || metaKey)) return "submit";
  if (ctrlKey || metaKey || altKey || !singleKeys.get() || isWriting(target)) return undefined;
  return key === "n" || key === "j" || key === "k" || key === "?" ? key : undefined;
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input:not([type=radio]), textarea, select") !== null;
}

function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

interface KeyHelpProps {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** Which keys there are, and the switch that turns the single ones off. Only where there is a keyboard. */
export function KeyHelp({ isOpen, onOpen }: KeyHelpProps): VNode {
  const say = useSay();
  const isOn = useStore(singleKeys);
  return (
    <div class="key-help">
      <LinkButton isAlone onClick={() => onOpen(true)}>
        {say(texts.keys)}
      </LinkButton>
      <Dialog
        isOpen={isOpen}
        title={say(texts.keys)}
        closeLabel={say(common.close)}
        onClose={() => onOpen(false)}
      >
        <dl class="key-list">
          <Line keys={["1", "2", "3"]} what={say(texts.keyResult)} />
          <Line keys={["4", "5", "6"]} what={say(texts.keyBehaviour)} />
          <Line keys={["n"]} what={say(texts.next)} />
          <Line keys={["Ctrl", "Enter"]} what={say(texts.next)} />
          <Line keys={["j", "k"]} what={say(texts.keyMove)} />
          <Line keys={["?"]} what={say(texts.keyHelp)} />
        </dl>
        <Switch
          label={say(texts.keysSwitch)}
          hint={say(texts.keysHint)}
          isOn={isOn}
          word={say(isOn ? texts.on : texts.off)}
          onChange={(next) => singleKeys.set(next)}
        />
      </Dialog>
    </div>
  );
}

export function useHelp(): [isOpen: boolean, open: (isOpen: boolean) => void] {
  return useState(false);
}

function Line({ keys, what }: { readonly keys: readonly string[]; readonly what: string }): VNode {
  return (
    <div class="key-line">
      <dt>
        {keys.map((key) => (
          <Key key={key}>{key}</Key>
        ))}
      </dt>
      <dd>{what}</dd>
    </div>
  );
}
