import { refusalsOf, successStatus } from "./answers.ts";
import { contentDigestBase64 } from "./digest.ts";
import { type ErrorCode, errorCodes } from "./errors.ts";
import { glossary } from "./glossary.ts";
import {
  accessText,
  jsonSchemaOf,
  pathNames,
  type RoutesByArea,
  type SharedAnswers,
  sharedAnswers,
} from "./openapi.ts";
import type { RouteDefinition } from "./route.ts";
import { type SchemaNode, schemaText } from "./schema-text.ts";

/** The documentation of the API as one page without scripts, from the same table as everything else. */
export function docsPage(areas: RoutesByArea): string {
  const shared = sharedAnswers(areas);
  const links = Object.keys(areas).map((area) => `<a href="#${escapeHtml(area)}">${escapeHtml(area)}</a>`);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Kinerja: the API</title>',
    `<style>${style}</style></head><body>`,
    "<header><h1>Kinerja: the API</h1><p>Everything below is generated from the table that the service runs on.",
    ' For machines: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).</p>',
    `<nav>${links.join(" ")} <a href="#errors">errors</a> <a href="#glossary">glossary</a></nav></header><main>`,
    conventions,
    ...Object.entries(areas).map(([area, table]) => areaSection(area, Object.entries(table), shared)),
    errorSection(),
    glossarySection(),
    "</main></body></html>",
  ].join("\n");
}

const style = [
  ":root{color-scheme:light dark}",
  "body{font:16px/1.55 system-ui,sans-serif;max-width:56rem;margin:0 auto;padding:1rem}",
  "nav a{margin-right:.75rem}",
  "article{border-top:1px solid #8886;padding:.75rem 0}",
  "h2{margin-top:2.5rem}h3{font:600 1rem ui-monospace,monospace;margin:.25rem 0}",
  "pre{background:#8881;padding:.75rem;overflow:auto;font-size:.85rem}",
  "dt{font-weight:600;margin-top:.75rem}dd{margin:0}",
  "td,th{text-align:left;vertical-align:top;padding:.15rem 1rem .15rem 0}",
  "code{font-family:ui-monospace,monospace;font-size:.9em}",
].join("");

/** The page's own policy: nothing but its one style sheet, named by its hash. */
export const docsContentSecurityPolicy = `default-src 'none'; style-src 'sha256-${contentDigestBase64(style)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const conventions = `<section><h2 id="conventions">What holds everywhere</h2><ul>
<li>A signed-in request carries <code>Authorization: Bearer …</code>, the access token of <code>POST /v1/sessions</code>.</li>
<li>A request that changes something may carry an <code>Idempotency-Key</code>; one that creates must. The same again has one effect and answers the current item; the key with another body is refused.</li>
<li><code>If-Match</code> with the <code>version</code> you saw is refused with <a href="#edit.conflict"><code>edit.conflict</code></a> if somebody changed the item since; the current one is enclosed.</li>
<li>Lists answer <code>items</code> and <code>next</code>, the cursor of the following page; it is absent on the last.</li>
<li>Instants are ISO 8601 in UTC, days are <code>2026-10-01</code> in the agency's zone. Texts of refusals follow <code>Accept-Language</code> (<code>id</code>, <code>en</code>).</li>
<li>What is another agency's, or hidden from you, reads as not found.</li>
</ul></section>`;

function areaSection(area: string, entries: [string, RouteDefinition][], shared: SharedAnswers): string {
  const articles = entries.map(([name, definition]) => article(name, definition, shared));
  return `<section><h2 id="${escapeHtml(area)}">${escapeHtml(area)}</h2>${articles.join("\n")}</section>`;
}

function article(name: string, definition: RouteDefinition, shared: SharedAnswers): string {
  const { method, path, summary, body, query } = definition;
  const codes = refusalsOf(definition).map((code) => `<a href="#${code}"><code>${code}</code></a>`);
  return [
    `<article id="${escapeHtml(name)}"><h3>${method} ${escapeHtml(path)}</h3>`,
    `<p>${escapeHtml(summary)}</p><p>${withCode(accessText(definition))}</p>`,
    pathNames(path).length === 0
      ? ""
      : `<p>Path: ${pathNames(path)
          .map((each) => `<code>${each}</code>`)
          .join(", ")}</p>`,
    query === undefined ? "" : `<p>Query</p>${schemaBlock(jsonSchemaOf(query, "input"))}`,
    body === undefined ? "" : `<p>Body</p>${schemaBlock(jsonSchemaOf(body, "input"))}`,
    `<p>Answer: ${successStatus(definition)}</p>${answerBlock(name, definition, shared)}`,
    `<p>Refusals: ${codes.join(" ")}</p></article>`,
  ].join("\n");
}

/** What a route answers; where another one answers the same, a link to that one. */
function answerBlock(name: string, { returns, produces }: RouteDefinition, shared: SharedAnswers): string {
  if (returns === undefined) return "";
  if (produces !== undefined) return `<p><code>${escapeHtml(produces)}</code></p>`;
  const first = shared.get(returns) ?? name;
  if (first === name) return schemaBlock(jsonSchemaOf(returns, "output"));
  return `<p>The same as <a href="#${escapeHtml(first)}">${escapeHtml(first)}</a>.</p>`;
}

function schemaBlock(schema: object): string {
  return `<pre>${escapeHtml(schemaText(schema as SchemaNode))}</pre>`;
}

function errorSection(): string {
  const entries = (Object.keys(errorCodes) as ErrorCode[]).map((code) => {
    const { status, title, remedy } = errorCodes[code];
    return `<dt id="${code}"><code>${code}</code> ${status}</dt><dd>${escapeHtml(`${title.en} ${remedy.en}`)}<br><span lang="id">${escapeHtml(`${title.id} ${remedy.id}`)}</span></dd>`;
  });
  return `<section><h2 id="errors">Errors</h2><p>The whole list; a client can be exhaustive about it.</p><dl>${entries.join("\n")}</dl></section>`;
}

function glossarySection(): string {
  const entries = Object.entries(glossary).map(
    ([term, meaning]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(meaning)}</dd>`,
  );
  return `<section><h2 id="glossary">Glossary</h2><dl>${entries.join("\n")}</dl></section>`;
}

function withCode(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]*)`/g, "<code>$1</code>");
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}
