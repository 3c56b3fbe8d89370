import { AwsError } from "./aws-error.ts";
import type { UserPoolSpec } from "./contract.ts";

interface PasswordPolicy {
  readonly MinimumLength?: number;
  readonly RequireLowercase?: boolean;
  readonly RequireUppercase?: boolean;
  readonly RequireNumbers?: boolean;
  readonly RequireSymbols?: boolean;
}

/** Cognito's signs. */
const symbols = /[\^$*.[\]{}()?\-"!@#%&/\\,><':;|_~`+=]/;

/** Refuses a password as the pool's own policy would. */
export function requirePassword(pool: UserPoolSpec, password: string): void {
  const policy = policiesOf(pool)["PasswordPolicy"] as PasswordPolicy | undefined;
  const wanted: [boolean, boolean, string][] = [
    [true, password.length >= (policy?.MinimumLength ?? 8), "Password not long enough"],
    [policy?.RequireLowercase ?? false, /[a-z]/.test(password), "Password must have lowercase characters"],
    [policy?.RequireUppercase ?? false, /[A-Z]/.test(password), "Password must have uppercase characters"],
    [policy?.RequireNumbers ?? false, /\d/.test(password), "Password must have numeric characters"],
    [policy?.RequireSymbols ?? false, symbols.test(password), "Password must have symbol characters"],
  ];
  const [lacking] = wanted.filter(([isRequired, has]) => isRequired && !has);
  if (lacking !== undefined)
    throw new AwsError(
      400,
      "InvalidPasswordException",
      `Password did not conform with password policy: ${lacking[2]}`,
    );
}

/** Whether accounts of this pool may do without a password: it signs people in by a code that it mails. */
export function mailsCodes(pool: UserPoolSpec): boolean {
  const policy = policiesOf(pool)["SignInPolicy"] as { AllowedFirstAuthFactors?: string[] } | undefined;
  return policy?.AllowedFirstAuthFactors?.includes("EMAIL_OTP") === true;
}

function policiesOf({ properties }: UserPoolSpec): Readonly<Record<string, unknown>> {
  return (properties["Policies"] ?? {}) as Readonly<Record<string, unknown>>;
}
