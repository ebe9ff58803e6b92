import type { OpenApiDocument, OpenApiOperation, OpenApiParameter } from './document.js';

/** The style sheet of the page, served beside it: the page has no script and no inline style. */
export const OPEN_API_STYLES = `
:root { color-scheme: light dark; --line: light-dark(#d5d8d2, #3d423b); --soft: light-dark(#f4f6f2, #22261f); --ink: light-dark(#1c211a, #e7ebe3); --accent: light-dark(#2f6b2f, #9fd49a); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: light-dark(#fff, #181b16); }
a { color: var(--accent); }
h2 { margin: 2.5rem 0 .5rem; font-size: 1.2rem; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .4rem 0; overflow: hidden; }
summary { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; padding: .5rem .75rem; cursor: pointer; }
summary:hover, details[open] > summary { background: var(--soft); }
.method { min-width: 4rem; font-weight: 700; font-size: .8rem; color: var(--accent); }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
.what { margin-left: auto; font-size: .9rem; }
.inside { padding: .25rem .75rem .75rem; }
h3 { margin: .75rem 0 .25rem; font-size: .85rem; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem .25rem 0; border-top: 1px solid var(--line); }
pre { margin: 0; padding: .6rem; overflow-x: auto; background: var(--soft); border-radius: .35rem; font-size: .8rem; line-height: 1.4; }
`.trim();

/**
 * A page for people, made on the server from the document: no script, nothing from elsewhere.
 * @param addresses where the document and the style sheet are served
 */
export function openApiPage(document: OpenApiDocument, addresses: { document: string; styles: string }): string {
  const sections = document.tags.map(
    ({ name }) => `<h2 id="${text(name)}">${text(name)}</h2>${operationsOf(document, name)}`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(document.info.title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${text(addresses.styles)}">
</head>
<body>
<h1>${text(document.info.title)}</h1>
<p>${text(document.info.description ?? '')}</p>
<p>The same for programs: <a href="${text(addresses.document)}">${text(addresses.document)}</a> (OpenAPI 3.1)</p>
${sections.join('\n')}
<h2>Shapes</h2>
${Object.entries(document.components['schemas'] as object)
  .map(
    ([name, schema]) =>
      `<details id="schema-${text(name)}"><summary><code>${text(name)}</code></summary>${json(schema)}</details>`,
  )
  .join('\n')}
</body>
</html>`;
}

function operationsOf(document: OpenApiDocument, tag: string): string {
  return Object.entries(document.paths)
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
    .filter(({ operation }) => operation.tags.includes(tag))
    .map(({ path, method, operation }) => section(path, method, operation))
    .join('\n');
}

function section(path: string, method: string, operation: OpenApiOperation): string {
  const { operationId, summary, parameters, requestBody, responses } = operation;
  const body = requestBody?.content['application/json'];
  return `<details id="${text(operationId)}">
<summary><span class="method">${method.toUpperCase()}</span> <code>${text(path)}</code> <span class="what">${text(summary)}</span></summary>
<div class="inside">
<p>${who(operation)}</p>
${parameters.length > 0 ? `<h3>Parameters</h3><table>${parameters.map(row).join('')}</table>` : ''}
${body ? `<h3>Body</h3>${json(body.schema)}` : ''}
${body?.example === undefined ? '' : `<h3>Example</h3>${json(body.example)}`}
<h3>Answers</h3><table>${Object.entries(responses)
    .map(([status, response]) => `<tr><th>${text(status)}</th><td>${answerOf(response)}</td></tr>`)
    .join('')}</table>
</div>
</details>`;
}

function who({ security }: OpenApiOperation): string {
  if (security.some((scheme) => 'guest' in scheme)) return 'For whoever owns it, by session or guest cookie.';
  return security.some((scheme) => 'session' in scheme) ? 'Needs a session.' : 'For everybody.';
}

function row({ name, in: place, required, description, schema }: OpenApiParameter): string {
  return `<tr><th><code>${text(name)}</code></th><td>${place}${required ? ', required' : ''}</td><td>${text(description ?? '')} <code>${text(JSON.stringify(schema))}</code></td></tr>`;
}

function answerOf(response: OpenApiOperation['responses'][string]): string {
  if ('$ref' in response) return 'problem details';
  const schema = response.content?.['application/json']?.schema;
  if (!schema) return text(response.description);
  const name = typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined;
  return name
    ? `${text(response.description)}: <a href="#schema-${text(name)}">${text(name)}</a>`
    : `${text(response.description)}${json(schema)}`;
}

const json = (value: unknown) => `<pre><code>${text(JSON.stringify(value, null, 2))}</code></pre>`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (value: string) => value.replace(/[&<>"]/g, (character) => entities[character]);
