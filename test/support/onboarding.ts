import type { CloudClient } from "#infra/local/story/cloud-client.ts";

/** An agency as its administrator's browser meets it. */
export interface OnboardedAgency {
  readonly id: string;
  /** Signs in by this address. */
  readonly administrator: string;
}

let onboarded = 0;

/** The operator onboards an agency, whose administrator may then sign in. */
export async function onboardByApi(
  cloud: CloudClient,
  { name = "Kota Uji", administrator }: { name?: string; administrator?: string } = {},
): Promise<OnboardedAgency> {
  const email = administrator ?? `admin.${++onboarded}@uji.go.id`;
  const operator = await cloud.as("operator");
  const { agencyId } = await operator.agencies.onboardAgency({
    body: {
      name,
      preset: "pauh",
      zone: "Asia/Makassar",
      administrator: { name: "Ratna Puspita", email },
    },
  });
  return { id: agencyId, administrator: email };
}
