import { Store } from "../../app/store.ts";
import { api } from "../../data/client.ts";

/** How far the upload of an import's file is; it goes on while one looks at other pages. */
export interface Upload {
  readonly importId: string;
  readonly sent: number;
  readonly total: number;
  readonly state: "sending" | "arrived" | "broken";
}

/** The uploads of this page's life, the newest last. */
export const uploads = new Store<readonly Upload[]>([]);

/** Begins an import and sends its file. Answers its id at once; `uploads` tells how far the file is. */
export async function startUpload(file: File): Promise<string> {
  const { id, upload } = await api.people.startImport({ body: { fileName: file.name, bytes: file.size } });
  note({ importId: id, sent: 0, total: file.size, state: "sending" });
  send(file, upload.url, (sent, state) => note({ importId: id, sent, total: file.size, state }));
  return id;
}

/** By XMLHttpRequest, which alone tells how much has gone. */
function send(file: File, url: string, tell: (sent: number, state: Upload["state"]) => void): void {
  const request = new XMLHttpRequest();
  request.open("PUT", url);
  // Nothing but what was signed: a type of the browser's own would be refused.
  request.upload.onprogress = ({ loaded }) => tell(loaded, "sending");
  request.onload = () => tell(file.size, request.status < 300 ? "arrived" : "broken");
  request.onerror = () => tell(0, "broken");
  request.onabort = () => tell(0, "broken");
  request.send(file.slice(0, file.size, ""));
}

function note(upload: Upload): void {
  const others = uploads.get().filter(({ importId }) => importId !== upload.importId);
  uploads.set([...others, upload]);
}
