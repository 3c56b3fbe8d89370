import { describe, expect, test } from "vitest";
import { mediaTypeOf } from "#infra/media-types.ts";
import { missingForDeployment, stageNamed, stages } from "#infra/stages.ts";
import { cacheControlOf, inOrder } from "#infra/tools/publish-web.ts";
import { steps } from "#infra/tools/rotate-secret.ts";
import { finishedProd } from "./synthesized.ts";

describe("a stage", () => {
  test("of an unknown name is refused, naming the known ones", () => {
    expect(() => stageNamed("test")).toThrow("one of dev, prod");
  });

  test("is not deployed while a person must still fill something in, and it is said what", () => {
    const missing = missingForDeployment(stages.prod).map((line) => line.split(":")[0]);
    expect(missing).toEqual(["publicUrl", "mail", "operatorMail", "apiCertificateArn", "edge"]);
    expect(missingForDeployment(finishedProd)).toEqual([]);
  });

  test("of dev needs no domain of its own, nor an edge", () => {
    const { publicUrl, mail, operatorMail } = finishedProd;
    expect(missingForDeployment({ ...stages.dev, publicUrl, mail, operatorMail })).toEqual([]);
  });
});

describe("rotating a secret", () => {
  const before = { current: "a".repeat(64), previous: "b".repeat(64) };

  test("announces a new value while the current one goes on signing, then uses it while the old one stays valid", () => {
    const announced = steps.announce(before);
    expect(announced.current).toBe(before.current);
    expect(announced.previous).toMatch(/^[0-9a-f]{64}$/);
    expect(steps.use(announced)).toEqual({ current: announced.previous, previous: before.current });
  });

  test("never uses the empty value that a new secret has beside its first", () => {
    expect(() => steps.use({ current: "a", previous: "" })).toThrow("Nothing was announced");
  });
});

describe("publishing the web app", () => {
  test("puts the page after all it refers to, and the service worker, which keeps the page, last", () => {
    const files = ["service-worker.js", "index.html", "assets/app.1.js", "icon.svg"];
    expect(inOrder(files)).toEqual(["assets/app.1.js", "icon.svg", "index.html", "service-worker.js"]);
  });

  test("keeps hashed assets for a year and asks for everything else anew", () => {
    expect(cacheControlOf("assets/app.1a2b.js")).toBe("public, max-age=31536000, immutable");
    expect(cacheControlOf("index.html")).toBe("no-cache");
    expect(cacheControlOf("service-worker.js")).toBe("no-cache");
  });

  test("refuses a kind of file whose media type it does not know", () => {
    expect(mediaTypeOf("assets/app.1a2b.js")).toBe("text/javascript; charset=utf-8");
    expect(() => mediaTypeOf("assets/film.mkv")).toThrow("No media type");
  });
});
