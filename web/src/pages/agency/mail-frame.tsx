import type { VNode } from "preact";
import "./reminders.css";

interface MailFrameProps {
  readonly title: string;
  /** A whole page of its own: it shares nothing with this one but its policy, which admits the mails' one style sheet. */
  readonly html: string;
}

const nightStyle = /<style media="\(prefers-color-scheme: dark\)">[^<]*<\/style>/;

/** A mail as a mail program shows it by day. Nothing in it runs, leads anywhere or is sent. */
export function MailFrame({ title, html }: MailFrameProps): VNode {
  const srcdoc = html
    .replace(nightStyle, "")
    // A link would take the frame away; a window of its own the sandbox does not let it open.
    .replace("<head>", '<head><base target="_blank">');
  return <iframe class="mail-frame" sandbox="" title={title} srcdoc={srcdoc} />;
}
