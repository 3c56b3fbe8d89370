/** Agency, invitation, number and proof, as the service writes them. */
const written = /^agc_[0-9a-z]{26}\.inv_[0-9a-z]{26}\.\d{1,4}\.[\w-]{22}$/;
/** The first operator's has no parts. */
const ofOperator = /^[0-9A-Za-z]{32,100}$/;

/**
 * The invitation's code in what somebody typed or pasted: the code itself or the whole link, with whatever spaces and line
 * breaks paper and phones put into it. Undefined where it cannot be one.
 */
export function codeIn(text: string): string | undefined {
  const behindHash = text.slice(text.indexOf("#") + 1);
  const code = behindHash.replace(/[\s\u200b-\u200f\u2060\ufeff]/g, "");
  return written.test(code) || ofOperator.test(code) ? code : undefined;
}
