import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { api } from "../data/client.ts";
import { sizeOf } from "../i18n/format.ts";
import { useLanguage, useSay } from "../i18n/language.ts";
import { FileRow } from "../ui/file-row.tsx";
import { LinkButton } from "../ui/link.tsx";
import type { Evidence, paramsOf } from "./evaluations.ts";
import { Refusal } from "./refusal.tsx";
import { reportTexts } from "./report-texts.ts";

type File = Extract<Evidence, { kind: "file" }>;

/** Asks the service where a file can be fetched. */
export type FetchFile = (fileId: File["fileId"]) => Promise<{ readonly url: string }>;

/** As somebody signed in asks for the files of an evaluation. */
export function filesOf(of: ReturnType<typeof paramsOf>): FetchFile {
  return (fileId) => api.evidence.readFile({ params: { ...of, fileId } });
}

interface EvidenceFileProps {
  readonly file: File;
  readonly fetch: FetchFile;
}

/** A file as whoever may read the report has it: it is fetched when it is asked for, and saved on the device. */
export function EvidenceFile({ file, fetch }: EvidenceFileProps): VNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <div class="evidence-main">
      <FileRow
        isPhoto={isPhoto(file)}
        title={file.title}
        detail={`${kindOf(file)}, ${sizeOf(file.size, language)}`}
        end={<OpenFile file={file} fetch={fetch} label={say(reportTexts.openFile)} />}
      />
    </div>
  );
}

interface OpenFileProps extends EvidenceFileProps {
  readonly label: string;
}

/** The address is good for five minutes, so it is asked for when somebody wants the file. */
export function OpenFile({ file, fetch, label }: OpenFileProps): VNode {
  const open = useMutation({
    mutationFn: () => fetch(file.fileId),
    // It comes as a file to save, so that the page stays.
    onSuccess: ({ url }) => location.assign(url),
  });
  return (
    <div>
      <LinkButton isAlone isDisabled={open.isPending} onClick={() => open.mutate()}>
        {label} <span class="unseen">{file.title}</span>
      </LinkButton>
      <Refusal error={open.error} />
    </div>
  );
}

export function isPhoto({ type }: Pick<File, "type">): boolean {
  return type.startsWith("image/");
}

/** "JPEG", "PDF": as people call it. */
function kindOf({ type }: File): string {
  return type === "image/webp" ? "WebP" : type.slice(type.indexOf("/") + 1).toUpperCase();
}
