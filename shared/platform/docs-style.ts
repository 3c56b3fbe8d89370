/** The style of the API's page, in the service's colours, light and dark. The page's policy names it by its hash. */
export const docsStyle = `
:root {
  color-scheme: light dark;
  --paper: #f6f4ee; --surface: #fff; --sunken: #eeebe3;
  --ink: #1a1e2e; --ink-2: #474c5c; --line: #e3ded3;
  --nila: #2a3d8f; --nila-soft: #e7eaf6; --abu: #555a68; --abu-soft: #edeae3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #11131b; --surface: #191c27; --sunken: #0c0e14;
    --ink: #edece6; --ink-2: #bec1cd; --line: #2b2f3f;
    --nila: #a9b7ff; --nila-soft: #242b4c; --abu: #a9aebc; --abu-soft: #252935;
  }
}
* { box-sizing: border-box; }
body {
  display: grid; grid-template-columns: 200px minmax(0, 1fr); gap: 0 40px;
  max-width: 1160px; margin: 0 auto; padding: 28px;
  background: var(--paper); color: var(--ink);
  font: 450 15px/23px "Plus Jakarta Sans", system-ui, sans-serif;
}
header { grid-column: 1 / -1; margin-bottom: 20px; }
h1 { margin: 0 0 4px; font-size: 25px; line-height: 31px; letter-spacing: -.015em; }
h2 { margin: 36px 0 12px; font-size: 19px; line-height: 25px; letter-spacing: -.015em; }
main > section:first-child h2 { margin-top: 0; }
p { margin: 4px 0; overflow-wrap: anywhere; }
header p, .needs { color: var(--ink-2); }
.needs, .refusals { font-size: 13px; line-height: 20px; }
a { color: var(--nila); }
:focus-visible { outline: 2px solid var(--nila); outline-offset: 2px; border-radius: 4px; }
nav { position: sticky; top: 28px; align-self: start; max-height: calc(100vh - 56px); overflow: auto; }
nav a {
  display: flex; justify-content: space-between; gap: 12px;
  padding: 5px 10px; border-radius: 10px; color: var(--ink); text-decoration: none;
}
nav a:hover { background: var(--nila-soft); color: var(--nila); }
nav span { color: var(--abu); font-variant-numeric: tabular-nums; }
article, .sheet {
  margin: 0 0 12px; padding: 14px 18px; scroll-margin-top: 16px;
  border: 1px solid var(--line); border-radius: 16px; background: var(--surface);
}
article:target, dt:target { border-color: var(--nila); box-shadow: 0 0 0 1px var(--nila); }
h3 {
  display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center;
  margin: 0 0 4px; font: 650 14px/22px ui-monospace, monospace; overflow-wrap: anywhere;
}
h3 a { min-width: 0; color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; }
.method { padding: 0 8px; border-radius: 99px; background: var(--nila-soft); color: var(--nila); font-size: 12px; }
.method.get { background: var(--abu-soft); color: var(--abu); }
details { margin-top: 6px; }
summary { width: fit-content; padding: 2px 0; color: var(--nila); font-size: 13px; font-weight: 650; cursor: pointer; }
pre {
  margin: 6px 0; padding: 12px 14px; border-radius: 10px; background: var(--sunken);
  font: 13px/19px ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere;
}
code { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
ul { margin: 0; padding-left: 20px; }
li { margin: 4px 0; }
dl { margin: 0; }
dt { margin-top: 14px; padding: 0 6px; border: 1px solid transparent; border-radius: 7px; font-weight: 650; scroll-margin-top: 16px; }
dt:first-child { margin-top: 0; }
dd { margin: 0; padding: 0 7px; }
dd span { color: var(--ink-2); }
@media (max-width: 800px) {
  body { display: block; padding: 16px; }
  nav { position: static; display: flex; flex-wrap: wrap; gap: 4px; max-height: none; margin-bottom: 20px; }
  nav a { min-height: 44px; align-items: center; border: 1px solid var(--line); background: var(--surface); }
  article, .sheet { padding: 12px 14px; }
  details { margin-top: 0; }
  summary { padding: 10px 0; }
}
`;
