import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { explain } from "../../data/refusals.ts";
import { numberOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { FileDrop } from "../../ui/file-drop.tsx";
import { faultOf, megabytes } from "./file-check.ts";
import { importTexts } from "./import-texts.ts";
import { useRecentImports } from "./recent.ts";
import { startUpload } from "./upload.ts";

/** Takes a file and goes on to its import. */
export function ChooseFile(): VNode {
  const say = useSay();
  const language = useLanguage();
  const [, go] = useLocation();
  const { keep } = useRecentImports();
  const [error, setError] = useState<string>();
  const wrong = (file: File) => {
    const size = numberOf(megabytes(file.size), language, 1);
    switch (faultOf(file)) {
      case "empty":
        return say(importTexts.empty);
      case "too-large":
        return say(importTexts.tooLarge, { size });
      case "no-sheet":
        return say(importTexts.noSheet, { name: file.name });
      case undefined:
        return undefined;
    }
  };
  const take = async (file: File) => {
    const fault = wrong(file);
    setError(fault);
    if (fault !== undefined) return;
    try {
      const id = await startUpload(file);
      keep({ id, fileName: file.name, createdAt: new Date().toISOString() });
      go(pathTo(webPaths.import, { id }));
    } catch (refusal) {
      const { title, detail } = explain(refusal, language);
      setError(`${title} ${detail}`);
    }
  };
  return (
    <FileDrop
      label={say(importTexts.choose)}
      orDrop={say(importTexts.orDrop)}
      hint={say(importTexts.hint)}
      accept=".xlsx,.csv,.txt"
      {...(error !== undefined && { error })}
      onFile={(file) => void take(file)}
    />
  );
}
