/** From the best picture to the smallest: letters in a photographed document can still be read in the last. */
const steps = [
  { side: 1600, quality: 0.8 },
  { side: 1600, quality: 0.6 },
  { side: 1280, quality: 0.6 },
  { side: 800, quality: 0.5 },
] as const;
/** A picture that is no larger needs no further step. */
const enoughBytes = 200 * 1024;
const thumb = { side: 112, quality: 0.7 };

export interface ShrunkPhoto {
  readonly photo: Blob;
  readonly thumb: Blob;
}

/**
 * A photo made anew from its pixels, upright, at most 1600 px long: small, and without what the camera wrote beside them,
 * such as the place. So it is made anew whatever it weighs; larger than it was it is only where it weighed a few KB.
 * Rejects where the browser cannot read it.
 */
export async function shrinkPhoto(original: Blob): Promise<ShrunkPhoto> {
  const bitmap = await upright(original);
  try {
    let photo = await drawn(bitmap, steps[0]);
    for (const step of steps.slice(1)) {
      if (photo.size <= Math.min(enoughBytes, original.size)) break;
      // The last step is for pictures that others have shrunk well before.
      if (step.side < 1280 && photo.size <= original.size) break;
      const smaller = await drawn(bitmap, step);
      if (smaller.size < photo.size) photo = smaller;
    }
    return { photo, thumb: await drawn(bitmap, thumb) };
  } finally {
    // 48 MB for 12 megapixels: not left to whenever the browser tidies up.
    bitmap.close();
  }
}

/** Decoded beside the page's own thread, and turned as the camera says. */
async function upright(photo: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(photo, { imageOrientation: "from-image" });
  } catch (error) {
    // Safari before 17 turns it by itself and does not know the word.
    if (error instanceof TypeError) return await createImageBitmap(photo);
    throw error;
  }
}

async function drawn(
  bitmap: ImageBitmap,
  { side, quality }: { readonly side: number; readonly quality: number },
): Promise<Blob> {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("The browser has no memory left for a picture.");
  // JPEG knows nothing transparent; what is would turn black.
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  canvas.width = 0;
  if (blob === null) throw new Error("The browser could not write the picture.");
  return blob;
}
