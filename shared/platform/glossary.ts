/** The Indonesian terms that the API's words stand for; the official term is what people see. */
export const glossary: Readonly<Record<string, string>> = {
  agency: "Instansi: a ministry, province, city or regency. Nothing of one is visible to another.",
  appraiser: "Pejabat penilai kinerja: usually the direct superior (atasan langsung).",
  cycle: "Periode perencanaan: the period of one plan, with one or more evaluations.",
  evaluation: "Evaluasi kinerja: of a quarter, a semester or the year; ends in a predicate.",
  expectation:
    "Ekspektasi: what the appraiser expects of a result or behaviour; results are rated against it.",
  employee: "ASN: a civil servant (PNS, CPNS) or one with a work agreement (PPPK).",
  NIP: "Nomor induk pegawai: the 18 digits that name an employee; always text, masked in lists.",
  official: "An external appraiser, such as a mayor or minister, who is no employee and has no NIP.",
  "organisation predicate":
    "Predikat kinerja organisasi: the unit's own, which shapes how its people's are spread.",
  part: "One employee, cycle, stretch of days, appraiser and unit; a transfer closes one and opens the next.",
  plan: "SKP, sasaran kinerja pegawai: intended results with indicators and targets, and the expected behaviour.",
  predicate: "Predikat kinerja: sangat baik, baik, butuh perbaikan, kurang, sangat kurang.",
  result: "Rencana hasil kerja (RHK): one result that the plan promises.",
  unit: "Unit kerja: a node of the agency's tree.",
};
