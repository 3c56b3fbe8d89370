import { AwsError } from "./aws-error.ts";
import type { Input, WholeRequest } from "./service.ts";

/** Reads a call of the AWS JSON protocols: the operation from `X-Amz-Target`, the members from the body. */
export function readJsonCall(request: WholeRequest): { operation: string; input: Input } {
  const operation =
    String(request.headers["x-amz-target"] ?? "")
      .split(".")
      .at(-1) ?? "";
  if (operation === "") throw new AwsError(400, "UnknownOperationException", "X-Amz-Target is missing.");
  return { operation, input: parseMembers(request.body) };
}

/** A JSON object, or AWS's serialization error. */
export function parseMembers(body: Buffer): Input {
  try {
    const parsed: unknown = JSON.parse(body.length === 0 ? "{}" : body.toString("utf8"));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed as Input;
  } catch {
    // Answered below, together with well-formed JSON that is no object.
  }
  throw new AwsError(400, "SerializationException", "The request body is not a JSON object.");
}

/** A text member, empty where it is absent. */
export function textMember(input: Input, name: string): string {
  const value = input[name];
  return typeof value === "string" ? value : "";
}
