import type { Answer, ServiceName } from "./aws-error.ts";
import type { Session } from "./credentials.ts";
import type { Need } from "./iam/authorize.ts";
import type { CallFacts } from "./iam/authorizer.ts";

/** The members of a request, parsed. */
export type Input = Readonly<Record<string, unknown>>;

/** A request whose signature is proven and whose body has been read. */
export interface WholeRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

/** One API call. */
export interface Call {
  service: ServiceName;
  operation: string;
  input: Input;
  request: WholeRequest;
  session: Session;
  facts: CallFacts;
}

/** A service behind the signed endpoint: what a request asks for, what that needs, and the answer. */
export interface Service {
  /** Takes the request apart. Throws `AwsError` on one it does not understand. */
  read(request: WholeRequest): { operation: string; input: Input };
  /** The permissions the call needs; all of them must be granted. */
  needs(call: Call): Need[];
  answer(call: Call): Promise<Answer>;
}
