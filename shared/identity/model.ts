import * as z from "zod";
import { Mode } from "../agencies/model.ts";
import { idSchema } from "../platform/ids.ts";
import { roles } from "../platform/permissions.ts";

export const MemberState = z.enum(["invited", "active", "inactive"]);

const person = {
  /** The employee or external official whom the membership stands for; neither for administrators from outside. */
  employeeId: idSchema("employee").optional(),
  officialId: idSchema("official").optional(),
};

/** More officials than anyone assists, former ones among them. */
const mostAssists = 10;

/**
 * An external official for whom somebody prepares ratings, and on which days (both included). Preparing is not deciding:
 * what is prepared becomes final by the official alone.
 */
const assistShape = { official: idSchema("official"), from: z.iso.date(), to: z.iso.date().optional() };
export const Assist = z.object(assistShape);
export type Assist = z.infer<typeof Assist>;

/** Somebody who may sign in to an agency, as the agency's administrator sees it. */
export const Member = z.object({
  memberId: idSchema("member"),
  name: z.string(),
  email: z.string().optional(),
  roles: z.array(z.enum(roles)),
  state: MemberState,
  ...person,
  assists: z.array(Assist).max(mostAssists).optional(),
  /** The login behind it once the invitation was redeemed. */
  login: z.object({ issuerId: z.string(), subject: z.string(), loginId: idSchema("login") }).optional(),
  /** Grows when roles or state change; older access tokens then stop to work. */
  sessionVersion: z.int(),
});
export type Member = z.infer<typeof Member>;

/**
 * A one-time way to link a login to a member. Its secret is derived from the id and `number`, so that it can be
 * mailed or printed again and is never stored; a new number makes the older letters void.
 */
export const Invitation = z.object({
  invitationId: idSchema("invitation"),
  memberId: idSchema("member"),
  number: z.int(),
  state: z.enum(["open", "redeemed", "withdrawn"]),
  expiresAt: z.string(),
  /** By e-mail, or printed on a slip where there is no address. */
  channel: z.enum(["mail", "slip"]),
});
export type Invitation = z.infer<typeof Invitation>;

/**
 * The hosted account behind an invitation by slip. Its first password is derived from the invitation's number and never
 * stored; here stands from which number and key, so that the slip which is printed weeks later bears the same one.
 */
export const SlipAccount = z.object({
  invitationId: idSchema("invitation"),
  /** The invitation's number for which the account was made ready. */
  number: z.int(),
  /** `own`: the person has chosen one before, in another agency or on an earlier slip, and nobody may take it from them. */
  password: z.enum(["temporary", "own"]),
  /** Tells the key apart from which a temporary one was derived. */
  keyMark: z.string(),
});
export type SlipAccount = z.infer<typeof SlipAccount>;

/** A login of a provider, wherever it may go. */
export const Login = z.object({
  issuerId: z.string(),
  subject: z.string(),
  loginId: idSchema("login"),
  email: z.string().optional(),
  createdAt: z.string(),
});
export type Login = z.infer<typeof Login>;

/** What a login may do in one agency: the authorizer's only read. */
export const Membership = z.object({
  issuerId: z.string(),
  subject: z.string(),
  agencyId: idSchema("agency"),
  memberId: idSchema("member"),
  roles: z.array(z.enum(roles)),
  state: MemberState.exclude(["invited"]),
  ...person,
  sessionVersion: z.int(),
});
export type Membership = z.infer<typeof Membership>;

/** A signed-in device. Only hashes of its refresh secrets are kept. */
export const Session = z.object({
  sessionId: idSchema("session"),
  issuerId: z.string(),
  subject: z.string(),
  agencyId: idSchema("agency"),
  refreshHash: z.string(),
  previousHash: z.string().optional(),
  rotatedAt: z.string(),
  expiresAt: z.string(),
  endedAt: z.string().optional(),
});
export type Session = z.infer<typeof Session>;

/** A provider of sign-in whose ID tokens are accepted. */
export const Issuer = z.object({
  issuerId: z.string(),
  url: z.url(),
  clientId: z.string(),
});
export type Issuer = z.infer<typeof Issuer>;

/** Where a browser signs in: the provider's addresses and our name there. The web app's code + PKCE needs no more. */
export const SignInPlace = z.object({
  authorizationEndpoint: z.url(),
  tokenEndpoint: z.url(),
  clientId: z.string(),
});

/** The provider's proof of sign-in, exchanged once for a session of ours. */
export const SignIn = z.strictObject({
  idToken: z.string().min(20).max(8000),
  /** The nonce that the browser asked the provider for. */
  nonce: z.string().min(16).max(200),
  /** Which agency, for a login that belongs to several; else the first. */
  agencyId: idSchema("agency").optional(),
  /** The letter's code, where the login is to be linked. */
  invitation: z.string().max(200).optional(),
});

export const RenewSession = z.strictObject({ agencyId: idSchema("agency").optional() });

export const MeView = z.object({
  memberId: idSchema("member"),
  name: z.string(),
  email: z.string().optional(),
  roles: z.array(z.enum(roles)),
  ...person,
  /** The external officials for whom one prepares ratings today; absent where there are none. */
  assists: z.array(idSchema("official")).optional(),
  agency: z.object({
    agencyId: idSchema("agency"),
    name: z.string(),
    zone: z.string(),
    language: z.enum(["id", "en"]),
    /** The service's own house has none. */
    mode: Mode.optional(),
  }),
  /** The service's time, from which clients take theirs. */
  now: z.string(),
});

export const SessionView = z.object({
  accessToken: z.string(),
  expiresAt: z.string(),
  /** The app begins without asking again; on a shared phone another person's data must not show. */
  me: MeView,
  /** Where else this login may go. */
  agencies: z.array(z.object({ agencyId: idSchema("agency"), name: z.string() })),
});

const personName = z.string().trim().min(1).max(160);

/** Roles that an administrator may give; the service's own operator is not among them. */
const GivenRoles = z
  .array(z.enum(roles).exclude(["operator"]))
  .min(1)
  .max(roles.length);

export const InviteMember = z.strictObject({
  name: personName,
  email: z.email().max(254),
  roles: GivenRoles,
  /** The external official who is to sign in by this invitation; others take part by the roster. */
  officialId: idSchema("official").optional(),
});

export const ChangeMember = z.strictObject({
  roles: GivenRoles.optional(),
  state: MemberState.exclude(["invited"]).optional(),
  /** All of them anew; what is left out ends at once. */
  assists: z
    .array(
      z.strictObject(assistShape).refine(({ from, to }) => to === undefined || from <= to, { path: ["to"] }),
    )
    .max(mostAssists)
    .optional(),
});

/** `preparing`: the account is being made. `lapsed`: the slip can be used no more and is to be renewed first. */
export const SlipState = z.enum(["preparing", "ready", "lapsed"]);
export type SlipState = z.infer<typeof SlipState>;

/** Somebody of a unit who has no e-mail and has not signed in yet. */
export const SlipLine = z.object({
  memberId: idSchema("member"),
  name: z.string(),
  nipMasked: z.string(),
  state: SlipState,
  validUntil: z.string(),
});

/** A transaction notes at most so many slips, with two items for each. */
export const mostSlips = 40;

export const PrintSlips = z.strictObject({
  memberIds: z.array(idSchema("member")).min(1).max(mostSlips),
});

/** What is printed for one person. Whoever holds it can sign in as that person, once. */
export const Slip = SlipLine.omit({ state: true }).extend({
  /** Where they work now. */
  unit: z.string().optional(),
  /** The whole NIP, which its owner knows and a lost slip does not tell. */
  userName: z.literal("nip"),
  /** Absent where they have a password of their own already. */
  password: z.string().optional(),
  code: z.string(),
  link: z.url(),
});

export const MemberView = Member.omit({ login: true, sessionVersion: true }).extend({ version: z.int() });
