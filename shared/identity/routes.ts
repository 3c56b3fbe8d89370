import * as z from "zod";
import { idSchema } from "../platform/ids.ts";
import { PageQuery, pageModel } from "../platform/pages.ts";
import { can, open, route } from "../platform/route.ts";
import {
  ChangeMember,
  InviteMember,
  MemberView,
  MeView,
  PrintSlips,
  RenewSession,
  SessionView,
  SignIn,
  SignInPlace,
  Slip,
  SlipLine,
} from "./model.ts";

export const identityRoutes = {
  findSignIn: route({
    method: "GET",
    path: "/v1/sessions/provider",
    access: open("Nobody is signed in yet; it says only where one signs in."),
    summary: "Where to sign in: the addresses of the provider, and our client there.",
    returns: SignInPlace,
  }),
  signIn: route({
    method: "POST",
    path: "/v1/sessions",
    access: open("The caller has no session yet; the provider's ID token is the proof."),
    summary: "Exchange a provider's ID token, with an invitation the first time, for a session.",
    body: SignIn,
    returns: SessionView,
    status: 201,
    errors: ["identity.token", "identity.unknown", "invitation.invalid"],
  }),
  renewSession: route({
    method: "POST",
    path: "/v1/sessions/renewal",
    access: open("The refresh cookie is the proof; the access token has run out."),
    summary: "Renew the session by its cookie, or go over to another agency of the same login.",
    body: RenewSession,
    returns: SessionView,
    errors: ["session.ended", "identity.unknown"],
  }),
  signOut: route({
    method: "DELETE",
    path: "/v1/sessions/current",
    access: open("Leaving must work with an expired token too; the refresh cookie names the session."),
    summary: "End the session of this device.",
  }),
  readMe: route({
    method: "GET",
    path: "/v1/me",
    access: can("me.read"),
    summary: "Who I am here, in which agency, and what time it is for the service.",
    returns: MeView,
  }),
  listMembers: route({
    method: "GET",
    path: "/v1/agency/members",
    access: can("members.manage"),
    summary: "Everyone who may sign in to the agency, with roles and state.",
    query: PageQuery,
    returns: pageModel(MemberView),
  }),
  inviteMember: route({
    method: "POST",
    path: "/v1/agency/members",
    access: can("members.manage", { fresh: true }),
    summary: "Invite somebody by e-mail to take on roles in the agency.",
    body: InviteMember,
    returns: MemberView,
    status: 201,
  }),
  changeMember: route({
    method: "PATCH",
    path: "/v1/agency/members/{memberId}",
    access: can("members.manage", { fresh: true }),
    summary:
      "Change somebody's roles, name the external officials whom they assist, or deactivate or reactivate them; it holds within a minute.",
    body: ChangeMember,
    returns: MemberView,
    errors: ["member.last-admin"],
  }),
  inviteAgain: route({
    method: "POST",
    path: "/v1/agency/members/{memberId}/invitation",
    access: can("members.manage", { fresh: true }),
    summary: "Send the invitation again; the earlier letter becomes void.",
    returns: MemberView,
  }),
  listSlips: route({
    method: "GET",
    path: "/v1/agency/slips",
    access: can("members.manage"),
    summary: "Who in a unit has no e-mail and was invited by an activation slip, without what the slip says.",
    query: PageQuery.extend({ unit: idSchema("unit") }),
    returns: pageModel(SlipLine),
  }),
  printSlips: route({
    method: "POST",
    path: "/v1/agency/slips",
    access: can("members.manage", { fresh: true }),
    summary:
      "What is printed on these people's activation slips; the audit notes for whom. Who has no slip that is ready is left out.",
    body: PrintSlips,
    returns: z.object({ slips: z.array(Slip) }),
  }),
} as const;
