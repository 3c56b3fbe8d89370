import { refusalsOf, successStatus } from "./answers.ts";
import { contentDigestBase64 } from "./digest.ts";
import { docsStyle } from "./docs-style.ts";
import { type ErrorCode, errorCodes } from "./errors.ts";
import { glossary } from "./glossary.ts";
import { accessText, jsonSchemaOf, type RoutesByArea, type SharedAnswers, sharedAnswers } from "./openapi.ts";
import type { RouteDefinition } from "./route.ts";
import { type SchemaNode, schemaText } from "./schema-text.ts";

/** The documentation of the API as one page without scripts, from the same table as everything else. */
export function docsPage(areas: RoutesByArea): string {
  const shared = sharedAnswers(areas);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Kinerja: the API</title>',
    `<style>${docsStyle}</style></head><body>`,
    "<header><h1>Kinerja: the API</h1><p>Everything below is generated from the table that the service runs on.",
    ' For machines: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).</p></header>',
    `<nav aria-label="Contents">${contents(areas)}</nav><main>`,
    conventions,
    ...Object.entries(areas).map(([area, table]) => areaSection(area, Object.entries(table), shared)),
    errorSection(),
    glossarySection(),
    "</main></body></html>",
  ].join("\n");
}

/** The page's own policy: nothing but its one style sheet, named by its hash. */
export const docsContentSecurityPolicy = `default-src 'none'; style-src 'sha256-${contentDigestBase64(docsStyle)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

function contents(areas: RoutesByArea): string {
  const links = Object.entries(areas).map(([area, table]) => contentsLink(area, Object.keys(table).length));
  return [
    contentsLink("conventions"),
    ...links,
    contentsLink("errors", Object.keys(errorCodes).length),
    contentsLink("glossary"),
  ].join("\n");
}

function contentsLink(section: string, count?: number): string {
  const name = escapeHtml(section);
  return `<a href="#${name}">${name}${count === undefined ? "" : ` <span>${count}</span>`}</a>`;
}

const conventions = `<section><h2 id="conventions">What holds everywhere</h2><div class="sheet"><ul>
<li>A signed-in request carries <code>Authorization: Bearer …</code>, the access token of <code>POST /v1/sessions</code>.</li>
<li>A request that changes something may carry an <code>Idempotency-Key</code>; one that creates must. The same again has one effect and answers the current item; the key with another body is refused.</li>
<li><code>If-Match</code> with the <code>version</code> you saw is refused with <a href="#edit.conflict"><code>edit.conflict</code></a> if somebody changed the item since; the current one is enclosed.</li>
<li>Lists answer <code>items</code> and <code>next</code>, the cursor of the following page; it is absent on the last.</li>
<li>Instants are ISO 8601 in UTC, days are <code>2026-10-01</code> in the agency's zone. Texts of refusals follow <code>Accept-Language</code> (<code>id</code>, <code>en</code>).</li>
<li>What is another agency's, or hidden from you, reads as not found.</li>
</ul></div></section>`;

function areaSection(area: string, entries: [string, RouteDefinition][], shared: SharedAnswers): string {
  const articles = entries.map(([name, definition]) => article(name, definition, shared));
  return `<section><h2 id="${escapeHtml(area)}">${escapeHtml(area)}</h2>${articles.join("\n")}</section>`;
}

function article(name: string, definition: RouteDefinition, shared: SharedAnswers): string {
  const { method, path, summary, body, query } = definition;
  const id = escapeHtml(name);
  const mark = `<span class="method ${method.toLowerCase()}">${method}</span>`;
  return [
    `<article id="${id}"><h3>${mark} <a href="#${id}">${escapeHtml(path)}</a></h3>`,
    `<p>${escapeHtml(summary)}</p><p class="needs">${withCode(accessText(definition))}</p>`,
    query === undefined ? "" : folded("Query", schemaBlock(jsonSchemaOf(query, "input"))),
    body === undefined ? "" : folded("Body", schemaBlock(jsonSchemaOf(body, "input"))),
    answerBlock(name, definition, shared),
    refusalsBlock(definition),
    "</article>",
  ].join("\n");
}

/** What a route answers; where another one answers the same, a link to that one. */
function answerBlock(name: string, definition: RouteDefinition, shared: SharedAnswers): string {
  const { returns, produces } = definition;
  const title = `Answer: ${successStatus(definition)}`;
  if (returns === undefined) return `<p class="needs">${title}</p>`;
  if (produces !== undefined) return `<p class="needs">${title}, <code>${escapeHtml(produces)}</code></p>`;
  const first = shared.get(returns) ?? name;
  if (first === name) return folded(title, schemaBlock(jsonSchemaOf(returns, "output")));
  return `<p class="needs">${title}, the same as <a href="#${escapeHtml(first)}">${escapeHtml(first)}</a></p>`;
}

function refusalsBlock(definition: RouteDefinition): string {
  const codes = refusalsOf(definition).map((code) => `<a href="#${code}"><code>${code}</code></a>`);
  return folded(`Refusals: ${codes.length}`, `<p class="refusals">${codes.join(" ")}</p>`);
}

/** What only some readers want; found by the browser's search all the same. */
function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>${content}</details>`;
}

function schemaBlock(schema: object): string {
  return `<pre>${escapeHtml(schemaText(schema as SchemaNode))}</pre>`;
}

function errorSection(): string {
  const entries = (Object.keys(errorCodes) as ErrorCode[]).map((code) => {
    const { status, title, remedy } = errorCodes[code];
    return `<dt id="${code}"><code>${code}</code> ${status}</dt><dd>${escapeHtml(`${title.en} ${remedy.en}`)}<br><span lang="id">${escapeHtml(`${title.id} ${remedy.id}`)}</span></dd>`;
  });
  return `<section><h2 id="errors">Errors</h2><p>The whole list; a client can be exhaustive about it.</p><dl class="sheet">${entries.join("\n")}</dl></section>`;
}

function glossarySection(): string {
  const entries = Object.entries(glossary).map(
    ([term, meaning]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(meaning)}</dd>`,
  );
  return `<section><h2 id="glossary">Glossary</h2><dl class="sheet">${entries.join("\n")}</dl></section>`;
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
