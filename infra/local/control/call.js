/** An endpoint of the control page refused or did not answer. */
export class CallError extends Error {}

/** Asks an endpoint under `/_local`; with a body it changes something.
 * @template T
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<T>}
 */
export async function call(path, body) {
  const response = await fetch(`/_local${path}`, body === undefined ? {} : post(body));
  const answer = await response.json();
  if (!response.ok) throw new CallError(answer.message ?? answer.detail ?? `Jawaban ${response.status}`);
  return answer;
}

/** @param {object} body */
function post(body) {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** What went wrong, in words.
 * @param {unknown} error
 */
export function wordsOf(error) {
  return error instanceof CallError ? error.message : "awan lokal tidak menjawab";
}
