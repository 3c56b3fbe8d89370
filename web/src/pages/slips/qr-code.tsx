import type { VNode } from "preact";
import { encode } from "uqr";
import { qrPath } from "./qr-path.ts";

interface QrCodeProps {
  readonly text: string;
  readonly label: string;
}

/** Readable with a crease or a stain: a sixth of it may be lost. The white border belongs to the code. */
export function QrCode({ text, label }: QrCodeProps): VNode {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  return (
    <svg
      class="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path d={qrPath(data)} />
    </svg>
  );
}
