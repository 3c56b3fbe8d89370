import { gzipSync } from "node:zlib";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** One packet holds so much anyway. */
const leastBytes = 1400;

/**
 * An answer as it goes out: compressed where it gains from it and the client takes it (`Accept-Encoding`). CloudFront
 * compresses only what it keeps, and of the API it keeps nothing; a list of people becomes a sixth. No answer as long as this
 * carries a secret beside the caller's own words, whose length could betray it.
 */
export function compressed(
  answer: APIGatewayProxyStructuredResultV2,
  accepted: string | undefined,
): APIGatewayProxyStructuredResultV2 {
  const { body } = answer;
  if (body === undefined || body.length < leastBytes) return answer;
  const headers = { ...answer.headers, vary: "accept-encoding" };
  if (!takesGzip(accepted)) return { ...answer, headers };
  return {
    ...answer,
    headers: { ...headers, "content-encoding": "gzip" },
    body: gzipSync(body).toString("base64"),
    isBase64Encoded: true,
  };
}

/** Whether a client takes gzip: names it, and not with a weight of nothing. */
function takesGzip(accepted = ""): boolean {
  return accepted.split(",").some((each) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(each));
}
