/** The Indonesian terms that the API's words stand for; the official term is what people see. */
export const glossary: Readonly<Record<string, string>> = {
  agency: "Instansi: a ministry, province, city or regency. Nothing of one is visible to another.",
  appraiser:
    "Pejabat penilai kinerja: usually the direct superior (atasan langsung). Reminders, which go to whoever leads people, say supervisor.",
  assistant:
    "Somebody named for an external official from a day on: drafts the ratings of that official's people and decides nothing.",
  confirmation:
    "Konfirmasi: an external official makes final what an assistant prepared, or decides on plans that the assistant asked about, by a link that is good for those and once.",
  "cut-off": "From this day on too little of the period is left: who joins after it is not appraised in it.",
  cycle: "Periode perencanaan: the period of one plan, with one or more evaluations.",
  evaluation: "Evaluasi kinerja: of a quarter, a semester or the year; ends in a predicate.",
  evidence:
    "Bukti dukung: a link, a note or a file (photo or PDF) that shows what was reached; ratings rest on it.",
  exclusion: "Pengecualian: why somebody is not appraised in a cycle, with rule and days; counted apart.",
  expectation:
    "Ekspektasi: what the appraiser expects of a result or behaviour; results are rated against it.",
  employee: "ASN: a civil servant (PNS, CPNS) or one with a work agreement (PPPK).",
  milestone: "Something that is due at an instant: an opening, a reminder step, a move that takes effect.",
  NIP: "Nomor induk pegawai: the 18 digits that name an employee; always text, masked in lists.",
  official: "An external appraiser, such as a mayor or minister, who is no employee and has no NIP.",
  "organisation predicate":
    "Predikat kinerja organisasi: the unit's own, which shapes how its people's are spread.",
  part: "One employee, cycle, stretch of days, appraiser and unit; a transfer closes one and opens the next.",
  plan: "SKP, sasaran kinerja pegawai: intended results with indicators and targets, and the expected behaviour.",
  predicate: "Predikat kinerja: sangat baik, baik, butuh perbaikan, kurang, sangat kurang.",
  rating:
    "Di bawah, sesuai or di atas ekspektasi, of results and of behaviour; two ratings make a predicate.",
  receipt: "Tanda terima: the number that a submission gets, with the hash of what was submitted.",
  report: "Laporan: what the employee says was reached, with evidence, for one evaluation.",
  result: "Rencana hasil kerja (RHK): one result that the plan promises.",
  unit: "Unit kerja: a node of the agency's tree.",
  window: "Jendela waktu: from when until when something may be submitted; it only ever grows.",
};
