import { gzipSync } from "node:zlib";
import type middy from "@middy/core";
import type {
  APIGatewayProxyEventV2WithLambdaAuthorizer,
  APIGatewayProxyStructuredResultV2,
} from "aws-lambda";

/** One packet holds so much anyway. */
const leastBytes = 1400;

/**
 * Answers that gain from it go out compressed. CloudFront compresses only what it keeps, and of the API it keeps nothing;
 * a list of people becomes a sixth. No answer as long as this carries a secret beside the caller's own
 * words, whose length could betray it.
 */
export function compressedAnswers(): middy.MiddlewareObj<
  APIGatewayProxyEventV2WithLambdaAuthorizer<unknown>,
  APIGatewayProxyStructuredResultV2
> {
  return {
    after: (request) => {
      const { body, headers, ...rest } = request.response ?? {};
      if (body === undefined || body.length < leastBytes) return;
      const varying = { ...headers, vary: "accept-encoding" };
      if (!takesGzip(request.event.headers["accept-encoding"])) {
        request.response = { ...rest, headers: varying, body };
        return;
      }
      request.response = {
        ...rest,
        headers: { ...varying, "content-encoding": "gzip" },
        body: gzipSync(body).toString("base64"),
        isBase64Encoded: true,
      };
    },
  };
}

/** Whether a client takes gzip: names it, and not with a weight of nothing. */
function takesGzip(accepted = ""): boolean {
  return accepted.split(",").some((each) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(each));
}
