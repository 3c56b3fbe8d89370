/**
 * What stands in a mail's style element. The web app's colours (its tokens.css), since mail programs know no variables. It is
 * the same in every mail, so that the app's policy can name it by its digest and show a mail as it looks.
 */
export const mailStyle = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 24px 12px; background: #F6F4EE; color: #1A1E2E; font: 16px/1.6 "Plus Jakarta Sans", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main, header, footer { max-width: 560px; margin: 0 auto; }
header { padding: 0 4px 12px; color: #474C5C; font-size: 14px; }
header b { color: #2A3D8F; font-size: 17px; }
main { padding: 28px 24px; border: 1px solid #E3DED3; border-radius: 16px; background: #FFFFFF; }
p { margin: 0 0 16px; }
a { color: #2A3D8F; overflow-wrap: anywhere; }
.go { display: inline-block; margin: 8px 0 4px; padding: 12px 22px; border-radius: 12px; background: #2A3D8F; color: #FFFFFF; font-weight: 600; text-decoration: none; }
footer { padding: 16px 24px 0; color: #646876; font-size: 13px; }
`;

/** What changes of it where the reader's program is dark: an element of its own, which a preview leaves out. */
export const nightElement = `<style media="(prefers-color-scheme: dark)">
body { background: #11131B; color: #EDECE6; }
header { color: #BEC1CD; }
header b, a { color: #A9B7FF; }
main { border-color: #2B2F3F; background: #191C27; }
.go { background: #A9B7FF; color: #10163A; }
footer { color: #979CAD; }
</style>`;
