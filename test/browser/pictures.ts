import type { Page } from "playwright-core";

/** A picture as a phone would have it. */
interface Picture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly type?: "image/jpeg" | "image/png" | "image/webp";
  readonly quality?: number;
  /** Of a photo's grain; without it a picture weighs next to nothing. */
  readonly grain?: number;
  /** Whether the camera wrote down how it was held (on its side) and where. */
  readonly hasExif?: boolean;
}

/** What stands for a place in the camera's notes: nothing else in a picture reads so. */
export const placeMark = "LOKASI-RUMAH-WARGA";

/** Draws pictures in the page and hands them to its file field, as the phone's own chooser would; answers their bytes. */
export async function pickPictures(page: Page, pictures: readonly Picture[]): Promise<number[]> {
  const asked = pictures.map((picture) => ({
    type: "image/jpeg",
    quality: 0.92,
    grain: 40,
    hasExif: false,
    placeMark,
    ...picture,
  }));
  return await page.evaluate(async (wanted) => {
    const files = new DataTransfer();
    for (const { name, width, height, type, quality, grain, hasExif, placeMark } of wanted) {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("no canvas");
      const light = context.createLinearGradient(0, 0, width, height);
      light.addColorStop(0, "#c86432");
      light.addColorStop(1, "#3264c8");
      context.fillStyle = light;
      context.fillRect(0, 0, width, height);
      context.fillStyle = context.createPattern(grainOf(grain), "repeat") ?? "";
      context.fillRect(0, 0, width, height);
      const drawn = new Uint8Array(await (await canvas.convertToBlob({ type, quality })).arrayBuffer());
      files.items.add(new File(hasExif ? withExif(drawn, placeMark) : [drawn], name, { type }));
    }
    const input = document.querySelector<HTMLInputElement>("main input[type=file]");
    if (input === null) throw new Error("no file field");
    const sizes = [...files.files].map(({ size }) => size);
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return sizes;

    /** A tile of noise, the same each time; the stronger, the less of it a browser can leave out. */
    function grainOf(strength: number): OffscreenCanvas {
      const tile = new OffscreenCanvas(512, 512);
      const context = tile.getContext("2d");
      const image = new ImageData(512, 512);
      let random = 1;
      for (let at = 0; at < image.data.length; at += 4) {
        random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
        image.data.fill(random >> 23, at, at + 3);
        image.data[at + 3] = strength;
      }
      context?.putImageData(image, 0, 0);
      return tile;
    }

    /** APP1 after the first marker: held on its side (orientation 6), and a note of the place. */
    function withExif(jpeg: Uint8Array<ArrayBuffer>, place: string) {
      const notes = [...place].map((letter) => letter.charCodeAt(0));
      const u16 = (n: number) => [n & 255, n >> 8];
      const u32 = (n: number) => [...u16(n & 0xffff), ...u16(n >>> 16)];
      const tiff = [
        ...[0x49, 0x49, 42, 0],
        ...u32(8),
        ...u16(2),
        // Orientation, and an image description with the place.
        ...[...u16(0x0112), ...u16(3), ...u32(1), ...u32(6)],
        ...[...u16(0x010e), ...u16(2), ...u32(notes.length), ...u32(38)],
        ...u32(0),
        ...notes,
      ];
      const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
      const app1 = [0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255, ...body];
      return [jpeg.subarray(0, 2), new Uint8Array(app1), jpeg.subarray(2)];
    }
  }, asked);
}

/** Width and height of a JPEG, from its frame header. */
export function jpegSize(bytes: Buffer): { width: number; height: number } {
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt16BE(at);
    if (marker >= 0xffc0 && marker <= 0xffc2)
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
  }
  throw new Error("no frame in this JPEG");
}
