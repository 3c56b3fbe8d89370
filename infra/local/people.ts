import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { allAgencies, directoryEntity } from "#shared/agencies/store.ts";
import { writeInvitationCode } from "#shared/identity/invitation-code.ts";
import { expiryOf, invitationIdOf, memberIdOf } from "#shared/identity/invite.ts";
import type { Invitation, Member } from "#shared/identity/model.ts";
import { invitationEntity, memberEntity, membersOfAgency } from "#shared/identity/store.ts";
import { checkNip, normaliseNip } from "#shared/people/nip.ts";
import { nipEntity, peopleOfAddress, readOfficials } from "#shared/people/store.ts";
import { Temporal } from "#shared/platform/clock.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { connectTable } from "#shared/platform/table/client.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { type AgencyTable, changed, PlatformTable } from "#shared/platform/table/table.ts";
import type { VirtualClock } from "./runtime/clock.ts";
import type { LocalPerson, PersonDirectory } from "./runtime/identity-provider.ts";
import type { LocalCloudOptions } from "./runtime/local-cloud.ts";

/** The service's first operator, whom a deployment's output would invite. */
export const operatorAddress = "operator@contoh.go.id";

/** Where somebody chooses from a list there is room for some, not for a whole city. */
const listed = 60;

/**
 * Who can sign in here: whoever has an invitation or has redeemed it, found by e-mail address or NIP. The one tap does
 * what opening the letter would do, with the code that stands in it.
 */
export const serviceDirectory: NonNullable<LocalCloudOptions["people"]> = (engines, environmentOf, clock) =>
  new ServiceDirectory(environmentOf("identity-handlers"), engines.admin.dynamodb, clock);

class ServiceDirectory implements PersonDirectory {
  readonly #environment: Readonly<Record<string, string>>;
  readonly #table: PlatformTable;
  readonly #now: () => Temporal.Instant;

  constructor(environment: Readonly<Record<string, string>>, endpoint: string, clock: VirtualClock) {
    this.#environment = environment;
    this.#now = () => Temporal.Instant.fromEpochMilliseconds(clock.now());
    this.#table = runnersTable(environment, endpoint);
  }

  async list(): Promise<readonly LocalPerson[]> {
    const people = [await this.#operator()];
    for (const agency of await agenciesOf(this.#table)) {
      const table = this.#table.within(agency.agencyId);
      for (const member of (await table.query(membersOfAgency, { limit: listed })).items) {
        people.push(await this.#person(table, member, agency.name));
      }
    }
    return people.slice(0, listed);
  }

  async find(as: string, agencyId: string | undefined): Promise<LocalPerson | undefined> {
    if (as === operatorAddress || as === "operator") return await this.#operator();
    const agencies = await agenciesOf(this.#table);
    for (const agency of agencies.filter((one) => agencyId === undefined || one.agencyId === agencyId)) {
      const table = this.#table.within(agency.agencyId);
      const member = await memberBehind(table, as);
      if (member !== undefined) return await this.#person(table, member, agency.name);
    }
    return undefined;
  }

  async #operator(): Promise<LocalPerson> {
    const { token } = JSON.parse(await this.#secret("OPERATOR_INVITATION_SECRET")) as { token: string };
    const email = operatorAddress;
    return {
      subject: "operator",
      username: email,
      name: "Operator",
      email,
      description: "Operator",
      invitation: token,
    };
  }

  async #person(table: AgencyTable, member: Member, agencyName: string): Promise<LocalPerson> {
    const { memberId, name, email, roles } = member;
    const invitation = member.state === "invited" ? await this.#code(table, memberId) : undefined;
    return {
      // A login follows the address where somebody is only an address, so that two agencies may have the same person.
      subject:
        member.employeeId === undefined && email !== undefined ? `mail:${email.toLowerCase()}` : memberId,
      username: email ?? memberId,
      name,
      email,
      description: describeMember(roles, agencyName),
      ...(invitation === undefined ? {} : { invitation }),
    };
  }

  async #code(table: AgencyTable, memberId: Id<"member">): Promise<string | undefined> {
    const invitationId = invitationIdOf(table.agency, memberId);
    const invitation = await table.get(invitationEntity, { invitationId });
    if (invitation === undefined) return undefined;
    const { number } = await this.#renewed(table, invitation);
    const { current } = JSON.parse(await this.#secret("TOKEN_KEY_SECRET")) as { current: string };
    return writeInvitationCode(current, { agencyId: table.agency, invitationId, number });
  }

  /** Whoever asks for a new letter gets one; here the clock may have been moved by months since the old one. */
  async #renewed(table: AgencyTable, invitation: Stored<Invitation>): Promise<Invitation> {
    if (Temporal.Instant.compare(invitation.expiresAt, this.#now()) > 0) return invitation;
    const fields = { number: invitation.number + 1, expiresAt: expiryOf(this.#now()) };
    const renewed = changed(invitation, fields);
    await table.write([table.replace(invitationEntity, invitation, renewed)]);
    return renewed;
  }

  /** As the identity function itself would read it, through the signed endpoint. */
  async #secret(variable: string): Promise<string> {
    const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "", AWS_SESSION_TOKEN = "" } = this.#environment;
    const client = new SecretsManagerClient({
      endpoint: this.#environment["AWS_ENDPOINT_URL"] ?? "",
      region: this.#environment["AWS_REGION"] ?? "",
      credentials: {
        accessKeyId: AWS_ACCESS_KEY_ID,
        secretAccessKey: AWS_SECRET_ACCESS_KEY,
        sessionToken: AWS_SESSION_TOKEN,
      },
    });
    const { SecretString = "" } = await client.send(
      new GetSecretValueCommand({ SecretId: this.#environment[variable] }),
    );
    return SecretString;
  }
}

/** The service's table as the machine's owner sees it: past the walls, by the engine's own door. */
export function runnersTable(environment: Readonly<Record<string, string>>, endpoint: string): PlatformTable {
  const credentials = { accessKeyId: "runner", secretAccessKey: "runner" };
  const engine = { endpoint, region: environment["AWS_REGION"] ?? "", credentials };
  return new PlatformTable(connectTable(environment["TABLE_NAME"] ?? "", undefined, engine));
}

/** Every agency there is, up to a hundred. */
export async function agenciesOf(table: PlatformTable) {
  return (await table.query(directoryEntity, allAgencies, { limit: 100 })).items;
}

/** One line under a member's name: "agencyAdmin, planner · Kota Contoh". */
export function describeMember(roles: readonly string[], agencyName: string): string {
  return `${roles.join(", ")} · ${agencyName}`;
}

/** By member id, e-mail address or NIP. */
async function memberBehind(table: AgencyTable, as: string): Promise<Member | undefined> {
  const memberId = idSchema("member").safeParse(as).data;
  if (memberId !== undefined) return await table.get(memberEntity, { memberId });
  return as.includes("@") ? await byAddress(table, as) : await byNip(table, as);
}

/** Somebody invited by address, an external official, or the person on the roster whose address it is. */
async function byAddress(table: AgencyTable, email: string): Promise<Member | undefined> {
  const invited = await table.get(memberEntity, {
    memberId: memberIdOf(table.agency, { name: "", roles: [], email }),
  });
  if (invited !== undefined) return invited;
  const official = (await readOfficials(table)).find(
    (one) => one.email?.toLowerCase() === email.toLowerCase(),
  );
  if (official !== undefined) return await ofOfficial(table, official.id);
  const { items } = await table.query(peopleOfAddress(email), { limit: 1 });
  return items[0] === undefined ? undefined : await ofEmployee(table, items[0].person);
}

async function byNip(table: AgencyTable, text: string): Promise<Member | undefined> {
  const nip = normaliseNip(text);
  const claim = typeof checkNip(nip) === "string" ? undefined : await table.get(nipEntity, { nip });
  return claim === undefined ? undefined : await ofEmployee(table, claim.employee);
}

async function ofOfficial(table: AgencyTable, officialId: Id<"official">): Promise<Member | undefined> {
  return await table.get(memberEntity, {
    memberId: memberIdOf(table.agency, { name: "", roles: [], officialId }),
  });
}

async function ofEmployee(table: AgencyTable, id: string): Promise<Member | undefined> {
  const employeeId = idSchema("employee").parse(id);
  return await table.get(memberEntity, {
    memberId: memberIdOf(table.agency, { name: "", roles: [], employeeId }),
  });
}
