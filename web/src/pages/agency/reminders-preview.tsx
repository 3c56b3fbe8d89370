import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useMe, useReader } from "../../app/me.ts";
import { PageWaits } from "../../app/waiting.tsx";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { read } from "../../data/queries.ts";
import { common } from "../../i18n/common.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { LinkButton } from "../../ui/link.tsx";
import { Refusal } from "../../work/refusal.tsx";
import type { ComingStep, Foreseen } from "./reminder-words.ts";
import { reminderTexts } from "./reminders-texts.ts";

interface PreviewProps {
  readonly cycle: Cycle["id"];
  readonly person: Foreseen;
  readonly step: ComingStep;
  readonly onClose: () => void;
}

/** One person's mail as it would look, and as text for whoever cannot see it so. */
export function MailPreview({ cycle, person, step, onClose }: PreviewProps): VNode {
  const say = useSay();
  const reader = useReader();
  // Mails speak the agency's language, whatever the reader of this page chose.
  const { language } = useMe().agency;
  const [isText, setText] = useState(false);
  const query = { cycle, person: person.id, step: step.step, window: step.window };
  const { data, error } = useQuery(read("reminders", "previewReminder", { query }));
  return (
    <Dialog isOpen title={say(reminderTexts.preview)} closeLabel={say(common.close)} onClose={onClose}>
      {data === undefined ? (
        error === null ? (
          <PageWaits />
        ) : (
          <Refusal error={error} />
        )
      ) : data.mail === undefined ? (
        <p>{say(reminderTexts.previewGone)}</p>
      ) : (
        <div class="stack">
          <p>
            <LinkButton isAlone onClick={() => setText(!isText)}>
              {say(isText ? reminderTexts.asMail : reminderTexts.asText)}
            </LinkButton>
          </p>
          <article class="letter" aria-label={data.mail.subject}>
            <dl class="letter-head">
              <dt>{say(reminderTexts.previewTo)}</dt>
              <dd>{data.name}</dd>
              <dt>{say(reminderTexts.previewSubject)}</dt>
              <dd lang={language}>
                <strong>{data.mail.subject}</strong>
              </dd>
              <dt>{say(reminderTexts.previewAt)}</dt>
              <dd>{momentOf(data.at, reader)}</dd>
            </dl>
            {isText ? (
              <p class="letter-text" lang={language}>
                {data.mail.text}
              </p>
            ) : (
              // Nothing in it runs, is sent or leads anywhere: its links open windows, which the sandbox does not.
              <iframe class="mail-frame" sandbox="" title={data.mail.subject} srcdoc={data.mail.html} />
            )}
          </article>
          <section>
            <h3>{say(reminderTexts.previewWhy)}</h3>
            <ul class="letter-why">
              {data.why.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </section>
        </div>
      )}
    </Dialog>
  );
}
