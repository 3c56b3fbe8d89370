import type { ComponentChildren, VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { outbox } from "../../app/services.ts";
import { useStore } from "../../app/store.ts";
import { common } from "../../i18n/common.ts";
import { percentOf, sizeOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { isReachable } from "../../offline/connection.ts";
import { fileProgress } from "../../offline/file-progress.ts";
import { fileDraft, useKeptFile } from "../../offline/kept-file.ts";
import { Button } from "../../ui/button.tsx";
import { ChipButton } from "../../ui/chip.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FieldError } from "../../ui/field.tsx";
import { FileRow } from "../../ui/file-row.tsx";
import { camera } from "../../ui/icons.ts";
import { LinkButton } from "../../ui/link.tsx";
import { List } from "../../ui/list-row.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { paramsOf } from "../../work/evaluations.ts";
import { filesOf, isPhoto, OpenFile } from "../../work/evidence-file.tsx";
import { acceptedFiles, type FileEvidence, type FileProblem } from "./report-file.ts";
import { reportPageTexts as texts } from "./report-texts.ts";

/** What can be done with the files of one result. */
export interface FileDesk {
  readonly of: ReturnType<typeof paramsOf>;
  readonly attach: (file: File) => Promise<FileProblem | undefined>;
  readonly detach: (file: FileEvidence) => Promise<void>;
}

interface FilesFieldProps {
  readonly files: readonly FileEvidence[];
  readonly desk: FileDesk;
  readonly onRename: (file: FileEvidence) => void;
}

/** The photos and files of one result, each with how far it is; a tap on its name opens what can be done with it. */
export function FilesField({ files, desk, onRename }: FilesFieldProps): VNode {
  const say = useSay();
  const [open, setOpen] = useState<FileEvidence>();
  return (
    <>
      {files.length > 0 && (
        <List label={say(texts.files)}>
          {files.map((file) => (
            <li key={file.key}>
              <OwnFile file={file} onOpen={() => setOpen(file)} />
            </li>
          ))}
        </List>
      )}
      {open !== undefined && (
        <FileDialog file={open} desk={desk} onRename={onRename} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}

interface AddFilesProps {
  readonly room: number;
  readonly desk: FileDesk;
  /** What stands beside it: other ways to add something. */
  readonly children: ComponentChildren;
}

/** Takes photos and files one after the other: several at once would fill a small phone's memory. */
export function AddFiles({ room, desk, children }: AddFilesProps): VNode {
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  const [left, setLeft] = useState(0);
  const [error, setError] = useState<string>();
  const take = async (chosen: readonly File[]) => {
    const files = chosen.slice(0, room);
    setError(chosen.length > room ? say(texts.filesFull) : undefined);
    for (const [at, file] of files.entries()) {
      setLeft(files.length - at);
      const problem = await desk.attach(file);
      if (problem !== undefined) setError(say(texts[problem], { name: file.name }));
    }
    setLeft(0);
  };
  return (
    <>
      <div class="report-evidence">
        {room > 0 && (
          <ChipButton isOutlined icon={camera} onClick={() => input.current?.click()}>
            {say(texts.addFile)}
          </ChipButton>
        )}
        {children}
      </div>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={acceptedFiles}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file again is a new choice.
          currentTarget.value = "";
          if (left === 0) void take(files);
        }}
      />
      <div aria-live="polite">
        {left > 0 && <p class="meta">{say(texts.preparing, { count: left })}</p>}
        <FieldError id="files-error" text={error} />
      </div>
    </>
  );
}

function OwnFile({ file, onOpen }: { readonly file: FileEvidence; readonly onOpen: () => void }): VNode {
  const kept = useKeptFile(file.fileId);
  return (
    <FileRow
      isPhoto={isPhoto(file)}
      picture={kept?.picture}
      title={<LinkButton onClick={onOpen}>{file.title}</LinkButton>}
      detail={
        <>
          <Size size={file.size} before={kept?.before} />. <Way fileId={file.fileId} />
        </>
      }
    />
  );
}

/** "312 KB dari 4,1 MB", where it was shrunk here. */
function Size({ size, before }: { readonly size: number; readonly before: number | undefined }): VNode {
  const say = useSay();
  const language = useLanguage();
  const now = sizeOf(size, language);
  const isShrunk = before !== undefined && before > size;
  return <>{isShrunk ? say(texts.shrunkFrom, { now, before: sizeOf(before, language) }) : now}</>;
}

/** How far a file is on its way. */
function Way({ fileId }: { readonly fileId: string }): VNode {
  const say = useSay();
  const language = useLanguage();
  const isOnline = useStore(isReachable);
  const progress = useStore(fileProgress);
  const { waiting } = useStore(outbox.state);
  const name = fileDraft(fileId);
  const own = waiting.find(({ file }) => file === name);
  if (own === undefined) return <>{say(texts.fileSent)}</>;
  if (own.refusal !== undefined) return <>{say(texts.fileRefused)}</>;
  if (progress?.file === name)
    return <>{say(texts.fileSending, { share: percentOf(progress.share, language) })}</>;
  return <>{say(isOnline ? texts.fileWaits : texts.fileWaitsForSignal)}</>;
}

interface FileDialogProps extends Omit<FilesFieldProps, "files"> {
  readonly file: FileEvidence;
  readonly onClose: () => void;
}

function FileDialog({ file, desk, onRename, onClose }: FileDialogProps): VNode {
  const say = useSay();
  const { waiting } = useStore(outbox.state);
  const [title, setTitle] = useState(file.title);
  const isThere = !waiting.some((sending) => sending.file === fileDraft(file.fileId));
  const use = () => {
    if (title.trim() === "") return;
    onRename({ ...file, title: title.trim() });
    onClose();
  };
  const remove = () => {
    onClose();
    void desk.detach(file);
  };
  return (
    <Dialog
      isOpen
      title={say(texts.changeEvidence)}
      closeLabel={say(common.close)}
      onClose={onClose}
      foot={
        <>
          <Button kind="dangerous" onClick={remove}>
            {say(texts.removeFile)}
          </Button>
          <Button kind="primary" onClick={use}>
            {say(texts.useName)}
          </Button>
        </>
      }
    >
      <div class="stack">
        <TextField
          label={say(texts.evidenceTitle)}
          hint={say(texts.fileTitleHint)}
          value={title}
          maxLength={200}
          isRequired
          onInput={setTitle}
          {...(title.trim() === "" && { error: say(texts.titleMissing) })}
        />
        {isThere && <OpenFile file={file} fetch={filesOf(desk.of)} label={say(texts.openFile)} />}
      </div>
    </Dialog>
  );
}
