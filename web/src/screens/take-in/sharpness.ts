// Whether a photo is too blurred to be read: said before it is sent, while the paper is still on the table.

/** Side in pixels to which a photo is brought before it is judged: print is then a few pixels wide. */
const SIDE = 1000;
/** Variance of the Laplacian over the sharpest tiles, in squared grey levels: in-focus print lies in the hundreds. */
const BLURRED = 60;
const TILE = 50;

/** False also for what is no picture that the browser can draw (PDF, TIFF): that is the reader's to judge. */
export async function unsharp(file: File): Promise<boolean> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return false;
  try {
    const whole = await createImageBitmap(file);
    const scale = SIDE / Math.max(whole.width, whole.height);
    const [width, height] = [Math.round(whole.width * scale), Math.round(whole.height * scale)];
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", { willReadFrequently: true })!;
    context.drawImage(whole, 0, 0, width, height);
    whole.close();
    return sharpness(context.getImageData(0, 0, width, height)) < BLURRED;
  } catch {
    return false;
  }
}

/** The mean over the best tenth of all tiles: background and photographs of faces say nothing about focus. */
export function sharpness({ data, width, height }: ImageData): number {
  const grey = new Float32Array(width * height);
  for (let i = 0; i < grey.length; i++) {
    grey[i] = 0.3 * data[4 * i]! + 0.59 * data[4 * i + 1]! + 0.11 * data[4 * i + 2]!;
  }
  const tiles: number[] = [];
  for (let top = 1; top + TILE < height; top += TILE)
    for (let left = 1; left + TILE < width; left += TILE) tiles.push(variance(grey, width, left, top));
  tiles.sort((a, b) => b - a);
  const best = tiles.slice(0, Math.max(1, Math.floor(tiles.length / 10)));
  return best.reduce((sum, one) => sum + one, 0) / best.length;
}

function variance(grey: Float32Array, width: number, left: number, top: number): number {
  let sum = 0;
  let squares = 0;
  for (let y = top; y < top + TILE; y++)
    for (let x = left; x < left + TILE; x++) {
      const i = y * width + x;
      const edge = 4 * grey[i]! - grey[i - 1]! - grey[i + 1]! - grey[i - width]! - grey[i + width]!;
      sum += edge;
      squares += edge * edge;
    }
  const n = TILE * TILE;
  return squares / n - (sum / n) ** 2;
}
