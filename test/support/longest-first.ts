import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Stories take longest, then what opens a browser: begun last, they would run on alone while the other cores wait. */
const longest = [/\/story\.test\.ts$/, /\/test\/browser\//];

/** The order of test files in a clone that has never run them; afterwards Vitest's own, by how long each took, is kept within it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a.moduleId) - rank(b.moduleId));
  }
}

function rank(file: string): number {
  const at = longest.findIndex((pattern) => pattern.test(file));
  return at === -1 ? longest.length : at;
}
