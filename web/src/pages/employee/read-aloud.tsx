import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Language } from "#shared/platform/text.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { IconButton } from "../../ui/button.tsx";
import { volume2 } from "../../ui/icons.ts";
import { resultTexts as texts } from "./result-texts.ts";

const voices: Readonly<Record<Language, string>> = { id: "id-ID", en: "en-GB" };

interface ReadAloudProps {
  /** Sentence by sentence: phones stop in the middle of a long one. */
  readonly sentences: readonly string[];
}

/** Reads the page out until it is pressed again or left. Absent where the browser has no voice. */
export function ReadAloud({ sentences }: ReadAloudProps): VNode | null {
  const say = useSay();
  const language = useLanguage();
  const [isReading, setReading] = useState(false);
  useEffect(() => {
    if (!isReading) return;
    const spoken = sentences.map((sentence) => {
      const utterance = new SpeechSynthesisUtterance(sentence);
      utterance.lang = voices[language];
      return utterance;
    });
    spoken.at(-1)?.addEventListener("end", () => setReading(false));
    speechSynthesis.cancel();
    for (const utterance of spoken) speechSynthesis.speak(utterance);
    const stop = () => speechSynthesis.cancel();
    addEventListener("pagehide", stop);
    return () => {
      removeEventListener("pagehide", stop);
      stop();
    };
    // Not anew with each answer that says the same.
  }, [isReading, language, sentences.join(" ")]);
  if (!("speechSynthesis" in window)) return null;
  return (
    <IconButton
      icon={volume2}
      label={say(texts.readAloud)}
      isPressed={isReading}
      onClick={() => setReading(!isReading)}
    />
  );
}
