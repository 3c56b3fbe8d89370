import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { legalCatalogue } from "#shared/agencies/legal-basis.ts";
import { planRules, sourceOf } from "../../web/src/pages/employee/plan-rules.ts";

const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/rules.md"), "utf8");

test.each(Object.entries(planRules))(
  "the rule beside %s cites what is in the catalogue, or says that no article does",
  (_, rule) => {
    const source = sourceOf(rule).id;
    if (!("source" in rule)) {
      expect(source).toBe("Praktik instansi, bukan pasal");
      return;
    }
    const cited = legalCatalogue.find(({ id }) => id === rule.source.id);
    expect(source).toContain(cited?.short);
    // In force: nobody plans by a rule that is over.
    expect(cited?.to).toBeNull();
    expect(page).toContain(cited?.short);
  },
);
