import * as z from "zod";
import { PageQuery, pageModel } from "../platform/pages.ts";
import { can, route } from "../platform/route.ts";
import {
  AgencyView,
  CalendarView,
  ChangeCalendar,
  ConfigureAgency,
  DirectoryEntry,
  NationalYear,
  OnboardAgency,
} from "./model.ts";

export const agencyRoutes = {
  onboardAgency: route({
    method: "POST",
    path: "/v1/agencies",
    access: can("agencies.onboard", { fresh: true }),
    summary: "Onboard an agency: its zone, its preset and its first administrator, who is invited by e-mail.",
    body: OnboardAgency,
    returns: AgencyView,
    status: 201,
  }),
  listAgencies: route({
    method: "GET",
    path: "/v1/agencies",
    access: can("agencies.list"),
    summary: "All agencies of the service, without anything that lies inside them.",
    query: PageQuery,
    returns: pageModel(DirectoryEntry),
  }),
  readAgency: route({
    method: "GET",
    path: "/v1/agency",
    access: can("agency.read"),
    summary: "The caller's agency with its settings.",
    returns: AgencyView,
  }),
  configureAgency: route({
    method: "PATCH",
    path: "/v1/agency",
    access: can("agency.configure", { fresh: true }),
    summary: "Change the agency's name, mode, language or settings.",
    body: ConfigureAgency,
    returns: AgencyView,
  }),
  readCalendar: route({
    method: "GET",
    path: "/v1/agency/calendar",
    access: can("agency.read"),
    summary: "The national days off, and the days that the agency added to them or took from them.",
    returns: z.object({ years: z.array(CalendarView), national: z.array(NationalYear) }),
  }),
  changeCalendar: route({
    method: "PUT",
    path: "/v1/agency/calendar",
    access: can("agency.configure"),
    summary: "Set one year's additions to and removals from the national calendar.",
    body: ChangeCalendar,
    returns: CalendarView,
  }),
} as const;
